"""A facts file that is none is refused with its name and the place of the fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shop_facts import shop

from woosh_split.errors import InputError
from woosh_split.model.document import to_document
from woosh_split.pipeline.facts_file import read_facts


def test_facts_that_were_written_are_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(to_document(shop())), encoding="utf-8")
    assert read_facts(path) == shop()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no facts file"),
        (b"[]", "it holds no object"),
        (b"\xff\xfe{", "is no facts file"),
        (b'{"schema_version": 99}', "schema_version is 99, this version reads 1"),
        (b'{"schema_version": 1}', "the key 'monolith' is missing"),
        (b'{"schema_version": 1, "monolith": []}', "expected an object, found list"),
        (b"[" * 100_000, "is no facts file"),
        (b'{"schema_version": 1, "routes": [{"file": "../../home/x.ts"}]}', "names a file outside"),
        (b'{"schema_version": 1, "modules": [{"files": ["a.ts", "/etc/passwd"]}]}', "names a file outside"),
        (b'{"schema_version": 1, "tables": [{"entity_file": "/etc/passwd"}]}', "names a file outside"),
        (b'{"schema_version": 1, "imports": [{"from_file": "../b.ts"}]}', "names a file outside"),
        (b'{"schema_version": 1, "imports": [{"to_file": "a/../../b.ts"}]}', "names a file outside"),
        (b'{"schema_version": 1, "shared_files": ["../../home/x.ts"]}', "names a file outside"),
    ],
)
def test_what_is_no_facts_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_facts(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"facts\.json cannot be read: No such file"):
        read_facts(tmp_path / "facts.json")
