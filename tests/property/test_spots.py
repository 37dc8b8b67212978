"""Words are found on a line as whole words, whatever stands beside them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from woosh_split.sources.code.typescript.spots import Spots

WORDS = st.text("ab$_é", min_size=1, max_size=3)
LINES = st.text("ab$_é .('1", max_size=24)


@given(LINES, WORDS)
def test_a_word_is_found_where_a_pattern_finds_it_first(line: str, word: str) -> None:
    found = Spots(f"{line}\n".encode()).find(1, [word])
    match = re.search(rf"(?<![\w$]){re.escape(word)}(?![\w$])", line)
    if match is not None:
        assert (found.line, found.column, found.end_column) == (1, match.start() + 1, match.end() + 1)
    else:
        start = len(line) - len(line.lstrip())
        assert found.column == start + 1
