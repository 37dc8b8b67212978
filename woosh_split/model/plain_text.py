"""Text of a stranger's (a file name, a table, a line of code) as it may stand in a sentence of ours."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Return the text with a space for each control character: none moves a cursor, ends a line or turns words round."""
    return _CONTROL.sub(" ", text)
