"""Checkstyle's XML, which Jenkins, reviewdog and many editors read."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree as ET

from woosh_split.model.violation import CheckResult
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.xml_text import PROLOGUE, xml_text

VERSION = "10.0"
"""The version of Checkstyle whose shape this is; readers want one."""


def to_checkstyle(result: CheckResult, layout: CheckLayout) -> str:
    """Return a file element for each file with violations; known ones only with ``show_known``, as ``info``."""
    place = layout.place
    root = ET.Element("checkstyle", version=VERSION)
    found = result.violations if layout.show_known else result.new
    shown = sorted(found, key=attrgetter("path", "line", "column"))
    for path, violations in groupby(shown, key=attrgetter("path")):
        file = ET.SubElement(root, "file", name=xml_text(place.path(path)))
        for each in violations:
            ET.SubElement(
                file,
                "error",
                line=str(each.line),
                column=str(each.column),
                severity=each.severity if each.state == "new" else "info",
                message=xml_text(f"{each.message}\n{each.fix}".strip()),
                source=xml_text(f"woosh-split.{each.code}"),
            )
    if result.stale:
        file = ET.SubElement(root, "file", name=xml_text(place.of_baseline()))
        for entry in result.stale:
            ET.SubElement(
                file,
                "error",
                line="1",
                severity=layout.of_stale,
                message=xml_text(
                    f"{entry.code} in {entry.path} ({entry.target}) is known but gone: "
                    "run `woosh-split baseline prune`."
                ),
                source="woosh-split.stale-baseline-entry",
            )
    ET.indent(root)
    return PROLOGUE + ET.tostring(root, encoding="unicode")
