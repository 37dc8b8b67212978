"""Places that the analysis could not tell, by the rule that reports them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woosh_split.check.rule import Finding
from woosh_split.check.scene import Scene
from woosh_split.model.code import Unresolved

SQL, FILE, PROCEDURE, OTHER = "sql", "file", "procedure", "other"

GROUPS = {
    "sql": SQL, "query-builder": SQL, "entity": SQL, "receiver": SQL, "depth": SQL,
    "syntax": FILE, "file": FILE, "folder": FILE, "ddl": FILE,
    "procedure": PROCEDURE,
}  # fmt: skip
SHOWN = 80
_LAST_NAME = re.compile(r"[./]")
_FIXES = (
    ("this is no SQL that we can parse", "Fix the statement; if the database takes it, please report it."),
    ("this is no statement of a dump that we know", "If it is part of a dump, please report it; if the file is none, name the "
     "dumps in `monolith: {dump: [...]}` of the split file."),
    ("no file of the tree is there", "Bring the file into the tree, or fix the import; where a build makes the file, accept the warning."),
    ("only a file system that ignores case", "Spell the import as the file is: Linux, and so CI and containers, does not find it."),
    ("the query fails at run time", "Name a relation that the entity has, or take the query out: whoever reaches it gets an error."),
    ("texts are possible", "Choose between fewer whole statements, so that each can be read."),
    ("DDL at run time", "Move it into a migration, or accept the warning: it changes the schema while the code runs."),
)  # fmt: skip
"""What is to be done about a reason, where that is not what the rule says of all of them."""


def unresolved_findings(scene: Scene, group: str, fix: str) -> Iterator[Finding]:
    """Yield the places of one group."""
    for each in scene.facts.unresolved:
        if GROUPS.get(each.kind, OTHER) == group:
            home = scene.home_of_file(each.file)
            yield Finding(
                home,
                "",
                _target(each),
                each.file,
                each.line,
                "",
                f"{each.kind}: {each.reason}" + (f": {_short(each.text)}" if each.text else "") + ".",
                next((own for reason, own in _FIXES if reason in each.reason), fix),
                words=(
                    _LAST_NAME.split(each.text.split("(")[0])[-1],
                    *((".query", ".execute") if each.kind == "sql" else ()),
                ),
                paths=(each.text.rpartition(".")[2],) if each.kind == "relation" else (),
            )


def _target(each: Unresolved) -> str:
    return _short(each.text) or each.kind


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
