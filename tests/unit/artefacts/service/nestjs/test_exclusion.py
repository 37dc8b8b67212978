"""The folder of the services is left out of the monolith's own compilation; all else in its tsconfig stays."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.service.nestjs.exclusion import exclusions
from woosh_split.sources.nesting import json_of


@pytest.mark.parametrize(
    "text",
    [
        '{\n  "compilerOptions": {}\n}\n',
        '{"compilerOptions": {}}',
        "{}\n",
        "{ // nothing\n}\n",
        '{\n  "compilerOptions": {},\n  // "exclude": ["old"]\n}\n',
        '{\n  "compilerOptions": {}\n  // later\n}\n',
        '{\n  "compilerOptions": {} // now, and\n}\n',
        '{\n  "compilerOptions": {}, /* now */\n}\n',
        '{\n  "compilerOptions": {}\n  /* now\n     and later, { } */\n}\n',
        '{\n  "compilerOptions": {}\n}\n// }\n',
        '// {\n{"compilerOptions": {}}\n',
        '{\n  "$schema": "https://json.schemastore.org/tsconfig"\n}\n',
        '{\r\n  "compilerOptions": {},\r\n  // later\r\n}\r\n',
        '{\n  "exclude": ["dist"]\n}\n',
        '{\n  "exclude": []\n}\n',
        '{\n  "exclude": [\n    "dist"\n  ]\n}\n',
        '{\n  // "exclude": ["old"],\n  "exclude": ["dist"]\n}\n',
        '{\n  "ts-node": {"exclude": ["a"]},\n  "exclude": ["dist"]\n}\n',
        "{\n  'exclude': ['dist']\n}\n",
    ],
)
def test_whatever_the_file_looks_like_it_stays_valid_and_says_the_same_but_for_the_folder(text: str) -> None:
    ((path, changed),) = exclusions({"tsconfig.json": text}, "split/services")
    before, after = json_of(text, relaxed=True), json_of(changed, relaxed=True)
    assert path == "tsconfig.json"
    assert after == before | {
        "exclude": ["split", *before["exclude"]] if "exclude" in before else ["node_modules", "dist", "split"]
    }
    comments = [line for line in text.splitlines() if "//" in line and "https:" not in line]
    assert all(line.partition("//")[2] in changed for line in comments)
    assert dict(exclusions({"tsconfig.json": changed}, "split/services")) == {}
