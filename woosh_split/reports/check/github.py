"""GitHub workflow commands: annotations in the changed files, and the text for the log.

GitHub shows ten errors and ten warnings of one step and drops the others in silence, so the eleventh of each is a
line of its own that says how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from woosh_split.model.plain_text import plain
from woosh_split.model.violation import ERROR, CheckResult, Violation
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.place import Place
from woosh_split.reports.check.text import to_text
from woosh_split.reports.section import count

LIMIT = 10
"""Annotations of one level that GitHub keeps of one step."""


def to_github(result: CheckResult, layout: CheckLayout) -> str:
    """Return the annotations of what is new, and the text for those who read the log."""
    return annotated(result, layout, to_text(result, layout))


def annotated(result: CheckResult, layout: CheckLayout, text: str) -> str:
    """Return the annotations, and the text in which nothing is taken for a command.

    The text quotes source code, and a line of code may look like a command; so commands are switched off around
    it, by a word that no file can know, since it is the digest of the text that holds the file's line.
    """
    word = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return "\n".join(
        [*_annotations(result, layout), f"::stop-commands::{word}", text.rstrip(), f"::{word}::"]
    )


def _annotations(result: CheckResult, layout: CheckLayout) -> Iterator[str]:
    place = layout.place
    errors = [_command(each, place) for each in result.new if each.severity == "error"]
    warnings = [_command(each, place) for each in result.new if each.severity != "error"]
    if result.stale:
        # First, and one for all: nobody should have to look for it below ten others.
        (errors if layout.of_stale == ERROR else warnings).insert(0, _stale(result, layout))
    yield from _limited(errors, "error")
    yield from _limited(warnings, "warning")


def _limited(commands: Sequence[str], noun: str) -> Iterator[str]:
    yield from commands[:LIMIT]
    more = len(commands) - LIMIT
    if more > 0:
        yield f"And {count(more, noun)} more: GitHub shows {LIMIT} of one step; all of them are listed below."


def _command(violation: Violation, place: Place) -> str:
    properties = {
        "file": place.path(violation.path),
        "line": violation.line,
        "endLine": violation.end_line,
        "col": violation.column,
        "endColumn": violation.end_column,
        "title": f"{violation.code} {violation.name}",
    }
    if violation.end_line != violation.line:  # columns of several lines are refused
        del properties["col"], properties["endColumn"]
    level = "error" if violation.severity == "error" else "warning"
    return _spelled(level, properties, f"{violation.message}\n{violation.fix}".strip())


def _stale(result: CheckResult, layout: CheckLayout) -> str:
    entries = count(len(result.stale), "entry of the baseline is", "entries of the baseline are")
    return _spelled(
        layout.of_stale,
        {"file": layout.place.of_baseline(), "title": "Stale baseline"},
        f"{entries} stale: what was known is gone. Run `woosh-split baseline prune` and commit the file.",
    )


def _spelled(level: str, properties: dict[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{level} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")
