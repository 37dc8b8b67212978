"""Parsing holds on to nothing: a run over thousands of files would keep all of their texts."""

from __future__ import annotations

import tracemalloc

from woosh_split.sources.code.typescript.syntax import parse


def test_the_text_of_an_ordinary_file_is_let_go_of_once_it_is_parsed() -> None:
    def read(number: int) -> None:
        parse(b"export const a = '%d';\n" % number + b"// a remark\n" * 400)

    read(0)
    tracemalloc.start()
    try:
        for number in range(50):
            read(number)
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert left < 50_000  # 50 texts of 4,800 bytes
