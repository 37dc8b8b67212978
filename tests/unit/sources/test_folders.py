"""Which folders are entered: output is left out, and a module that is called like it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.sources.files import walk


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("src/vendor/vendor.module.ts", True),
        ("apps/api/src/modules/coverage/coverage.module.ts", True),
        ("libs/vendor/index.ts", True),
        ("packages/api/src/out/out.service.ts", True),
        ("coverage/lcov-report/sorter.ts", False),
        ("packages/api/coverage/a.ts", False),
        ("vendor/lib.ts", False),
        ("build/main.ts", False),
        ("src/node_modules/a.ts", False),
        ("libs/a/dist/a.ts", False),
    ],
)
def test_a_folder_among_the_sources_is_a_module_s(tmp_path: Path, path: str, seen: bool) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("export class A {}\n", "utf-8")

    assert [file.path for file in walk(tmp_path)] == ([path] if seen else [])
