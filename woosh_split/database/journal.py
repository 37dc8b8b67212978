"""The journal: what each run was about to do, the statement, and what came of it. The catalogue is the truth; this is the record.

A row is there before its statement runs. A row that stays ``intent`` belongs to a run that was killed: the next run
calls it ``left`` and looks at the catalogue. No row holds a password.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from woosh_split.database.ddl import Ddl, Rejected
from woosh_split.model.migration import Entry
from woosh_split.model.split import LONGEST_PHASE
from woosh_split.model.world import ROLE, SCHEMA, USER, Action, Key
from woosh_split.sql.quoting import literal

JOURNAL_SCHEMA = "woosh_split"
COMPLETE, RESTORE = "complete", "restore"
"""The goals by which the old names of a phase go, and come again."""

_TABLE = f"`{JOURNAL_SCHEMA}`.`journal`"
_CREATE = (
    f"CREATE DATABASE IF NOT EXISTS `{JOURNAL_SCHEMA}` CHARACTER SET utf8mb4",
    f"""CREATE TABLE IF NOT EXISTS {_TABLE} (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  run CHAR(12) NOT NULL,
  connection BIGINT UNSIGNED NOT NULL,
  monolith VARCHAR(64) NOT NULL,
  phase VARCHAR({LONGEST_PHASE}) NOT NULL,
  goal VARCHAR(12) NOT NULL,
  step VARCHAR(160) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  subject VARCHAR(200) NOT NULL,
  statement MEDIUMTEXT NOT NULL,
  state ENUM('intent', 'done', 'failed', 'left') NOT NULL,
  attempts INT UNSIGNED NOT NULL DEFAULT 0,
  ms INT UNSIGNED NOT NULL DEFAULT 0,
  reason VARCHAR(500) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4""",
)
_MISSING = frozenset({1049, 1146, 1142, 1044})
_MADE = {"create-schema": SCHEMA, "create-user": USER, "create-role": ROLE}
_GONE = {"drop-schema": SCHEMA, "drop-user": USER, "drop-role": ROLE}


@dataclass(slots=True)
class Journal:
    """The rows of one run."""

    ddl: Ddl
    monolith: str
    phase: str
    goal: str
    run: str

    def intent(self, step: str, action: Action) -> int:
        """Write down what comes next; return the row's number."""
        return self._row(step, action.kind, action.subject, action.text, "intent")

    def done(self, row: int, attempts: int, ms: int) -> None:
        """Write down that it is done."""
        self.ddl.execute(
            f"UPDATE {_TABLE} SET state = 'done', attempts = {attempts}, ms = {ms} WHERE id = {row}"  # noqa: S608
        )

    def failed(self, row: int, reason: str) -> None:
        """Write down that it was refused, and why."""
        self.ddl.execute(
            f"UPDATE {_TABLE} SET state = 'failed', reason = {literal(reason[:480])} WHERE id = {row}"  # noqa: S608
        )

    def note(self, step: str, kind: str, subject: str, text: str = "") -> None:
        """Write down what is no change: the beginning and the end of a run, what was verified."""
        self._row(step, kind, subject, text, "done")

    def _row(self, step: str, kind: str, subject: str, statement: str, state: str) -> int:
        values = ", ".join(
            literal(each)
            for each in (
                self.run, self.monolith, self.phase, self.goal, step[:160], kind, subject[:200], statement, state,
            )
        )  # fmt: skip
        self.ddl.execute(
            f"INSERT INTO {_TABLE} (connection, run, monolith, phase, goal, step, kind, subject, statement, state)"  # noqa: S608
            f" VALUES ({self.ddl.id}, {values})"
        )
        return int(self.ddl.value("SELECT LAST_INSERT_ID()"))


def open_journal(ddl: Ddl, monolith: str, phase: str, goal: str) -> Journal:
    """Make the journal's table where it is missing, close what a killed run left open, and begin a run."""
    for statement in _CREATE:
        ddl.execute(statement)
    ddl.execute(
        f"UPDATE {_TABLE} SET state = 'left', reason = 'the run was cut off; the catalogue decided'"  # noqa: S608
        f" WHERE state = 'intent' AND monolith = {literal(monolith)}"
    )
    return Journal(ddl, monolith, phase, goal, secrets.token_hex(6))


def made_by_us(ddl: Ddl, monolith: str) -> frozenset[Key]:
    """Return the schemas, users and roles that a run of ours created last; what we dropped since is not among them."""
    kinds = ", ".join(literal(kind) for kind in (*_MADE, *_GONE))
    try:
        found = ddl.rows(
            f"SELECT kind, subject, state FROM {_TABLE} WHERE state <> 'failed' AND kind IN ({kinds})"  # noqa: S608
            f" AND monolith = {literal(monolith)} ORDER BY id"
        )
    except Rejected as error:
        if error.code in _MISSING:
            return frozenset()
        raise
    ours: set[Key] = set()
    for kind, subject, state in found:
        what = _MADE.get(kind) or _GONE[kind]
        key = (what, *subject.rsplit("@", 1)) if what == USER else (what, subject)
        if kind in _MADE:
            ours.add(key)
        elif state == "done":  # one that was cut off may not have come to it
            ours.discard(key)
    return frozenset(ours)


def completed(ddl: Ddl, monolith: str) -> frozenset[str]:
    """Return the phases that were told to be complete, and not since to have their old names again.

    Where a journal is lost, the old names are taken to be wanted: the safe side.
    """
    try:
        found = ddl.rows(
            f"SELECT phase, goal FROM {_TABLE} WHERE kind = 'begin' AND monolith = {literal(monolith)}"  # noqa: S608
            f" AND goal IN ('{COMPLETE}', '{RESTORE}', 'back') ORDER BY id"
        )
    except Rejected as error:
        if error.code in _MISSING:
            return frozenset()
        raise
    return frozenset(phase for phase, goal in dict(found).items() if goal == COMPLETE)


def is_cut_off(ddl: Ddl, monolith: str, phase: str, goal: str) -> bool:
    """Return whether the last thing that was begun with a phase had this goal, and has not come to its end."""
    try:
        found = ddl.rows(
            f"SELECT kind, goal FROM {_TABLE} WHERE monolith = {literal(monolith)} AND phase = {literal(phase)}"  # noqa: S608
            " AND kind IN ('begin', 'end') ORDER BY id DESC LIMIT 1"
        )
    except Rejected as error:
        if error.code in _MISSING:
            return False
        raise
    return [tuple(row) for row in found] == [("begin", goal)]


def revocations(ddl: Ddl, monolith: str, phase: str) -> list[str]:
    """Return the statements by which a phase took rights away since it last gave everything back."""
    where = f"monolith = {literal(monolith)} AND phase = {literal(phase)}"
    try:
        return [
            str(row[0])
            for row in ddl.rows(
                f"SELECT statement FROM {_TABLE} WHERE kind = 'revoke' AND state <> 'failed' AND {where} AND id >"  # noqa: S608
                f" (SELECT COALESCE(MAX(id), 0) FROM {_TABLE} WHERE kind = 'end' AND goal IN ('{RESTORE}', 'back') AND {where})"
                " ORDER BY id"
            )
        ]
    except Rejected as error:
        if error.code in _MISSING:
            return []
        raise


def last_note(ddl: Ddl, monolith: str, phase: str, goal: str) -> str | None:
    """Return the subject of the last row that runs of a phase with a goal left, None where there is none."""
    found = ddl.rows(
        f"SELECT subject FROM {_TABLE} WHERE monolith = {literal(monolith)} AND phase = {literal(phase)}"  # noqa: S608
        f" AND goal = {literal(goal)} ORDER BY id DESC LIMIT 1"
    )
    return str(found[0][0]) if found else None


def tail(ddl: Ddl, monolith: str, most: int) -> list[Entry]:
    """Return the last rows, the oldest first; none where there is no journal."""
    try:
        found = ddl.rows(
            "SELECT id, at, run, phase, goal, step, kind, subject, statement, state, attempts, ms, reason"  # noqa: S608
            f" FROM {_TABLE} WHERE monolith = {literal(monolith)} ORDER BY id DESC LIMIT {int(most)}"
        )
    except Rejected as error:
        if error.code in _MISSING:
            return []
        raise
    return [Entry(row[0], str(row[1]), *row[2:]) for row in reversed(found)]
