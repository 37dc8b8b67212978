"""XML's first line, and what it cannot hold: characters that are forbidden in it even when they are escaped.

World Wide Web Consortium, Extensible Markup Language 1.0, fifth edition, section 2.2.
"""

from __future__ import annotations

import re

PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    r"""Return the text with each forbidden character spelled as ``\x1b`` or ``\ud800``.

    A carriage return is allowed, but every reader makes a line feed of it; so it is spelled too.
    """
    return _FORBIDDEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)
