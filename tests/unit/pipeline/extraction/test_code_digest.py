"""What the compiler's answers hang on: every file that it may read, and nothing that was generated beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import SERVICE, SHOP, write

from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.code_digest import code_digest
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.code.nestjs.codebase import open_codebase
from woosh_split.sources.files import MANIFEST_FILE


def digest(folder: Path) -> bytes:
    request = AnalyseRequest(folder, jobs=1)
    with open_tree(request) as tree, open_codebase(tree, None, request.progress) as code:
        found = code_digest(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("split/services/sales/src/main.ts", True),
        ("split/services/package.json", True),
        (SERVICE, False),
        ("tsconfig.json", False),
        ("src/new.ts", False),
        ("types/things.d.ts", False),
        ("README.md", True),
    ],
)
def test_it_changes_with(path: str, same: bool, tmp_path: Path) -> None:
    folder = write(tmp_path, SHOP)
    manifest = folder / "split" / "services" / "sales" / MANIFEST_FILE
    manifest.parent.mkdir(parents=True)
    manifest.write_text('{"version": 1, "generated_by": "woosh-split extract", "files": {}}')
    before = digest(folder)
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((file.read_text() if file.exists() else "") + "\n")
    assert (digest(folder) == before) is same
