"""What is vendored is what its README says: the same bytes, with its licence beside it."""

from __future__ import annotations

import re
from hashlib import sha256

from woosh_split.resources import resource

FOLDER = resource("templates/report/vendor/cytoscape")


def test_the_files_are_those_of_the_package() -> None:
    sums = dict(
        re.findall(r"\| `(?:dist/)?([\w.]+)` \| `([0-9a-f]{64})` \|", (FOLDER / "README.md").read_text())
    )
    assert set(sums) == {"cytoscape.min.js", "LICENSE"}
    assert sums == {name: sha256((FOLDER / name).read_bytes()).hexdigest() for name in sums}


def test_the_version_is_the_one_that_the_page_says() -> None:
    (version,) = re.findall(r"^# cytoscape ([\d.]+)$", (FOLDER / "README.md").read_text(), re.MULTILINE)
    assert f'.version="{version}"' in (FOLDER / "cytoscape.min.js").read_text(encoding="utf-8")
