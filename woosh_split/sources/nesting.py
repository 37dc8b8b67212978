"""JSON that somebody may have nested so deep that reading it would end the program: such a text is not valid."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import Any


def json_of(text: str | bytes, *, relaxed: bool = False) -> Any:
    """Return what a JSON text holds; a relaxed one may have comments and trailing commas, and each a byte-order mark.

    Raises:
        ValueError: it is not valid, or nested too deep.
    """
    text = text.removeprefix("\ufeff") if isinstance(text, str) else text.removeprefix(BOM_UTF8)
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    except ValueError:
        if not relaxed:
            raise
    import json5

    try:
        return json5.loads(text if isinstance(text, str) else text.decode())
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    except ValueError as error:
        raise ValueError(str(error).replace("<string>:", "in line ", 1)) from error
