"""Where the data files are: ``rules/`` and ``templates/`` stand beside the package, and inside it in a wheel.

An editable install does not see what the wheel's build copies, so both places are known, here and nowhere else.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent)


def resource(name: str) -> Path:
    """Return the path of a data file or folder, such as ``rules/weights.yml``.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    for place in _PLACES:
        if (place / name).exists():
            return place / name
    raise FileNotFoundError(f"woosh-split is not installed whole: {name} is missing")
