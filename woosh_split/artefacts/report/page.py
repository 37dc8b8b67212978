"""One self-contained page from a template, a style sheet, scripts and data.

Everything in the data was read from source code that nobody has vetted, so it is never markup: it stands in a JSON
block that a browser does not run, and the scripts put it on the page as text. A content security policy allows
exactly the scripts and the style sheet that are in the page, by their hashes, and no connection to anywhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from woosh_split.resources import resource

LIBRARY = "vendor/cytoscape/cytoscape.min.js"
SCRIPTS = ("page.js", "tables.js", "phases.js", "map.js", "start.js")
"""Our own, in the order in which they run; each adds to the one object ``report``."""

_DANGEROUS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def page(title: str, data: Mapping[str, Any]) -> str:
    """Return the page for the data, which must be JSON values.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    folder = resource("templates/report")
    library = _text(folder / LIBRARY)
    script = "\n".join(_text(folder / name) for name in SCRIPTS)
    style = _text(folder / "page.css")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2").render(
        title=title.encode("utf-8", "backslashreplace").decode(),
        policy=_policy((library, script), style),
        library=library,
        script=script,
        style=style,
        data=embedded(data),
    )


def embedded(data: Mapping[str, Any]) -> str:
    """Return JSON that may stand inside a script element: nothing in it can end the element or a line.

    A lone surrogate becomes its escape, since the page is UTF-8.
    """
    text = dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _DANGEROUS.items():
        text = text.replace(character, escape)
    return text.encode("utf-8", "backslashreplace").decode()


def _policy(scripts: tuple[str, ...], style: str) -> str:
    allowed = " ".join(f"'{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; img-src data:; script-src {allowed}; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _text(path: Path) -> str:
    """Return a file's text as a script or style element may hold it, with the line ends that HTML keeps."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    lowered = text.lower()
    if "</script" in lowered or "</style" in lowered or "<!--" in lowered:
        raise ValueError(f"{path.name} would end its own element")
    return text
