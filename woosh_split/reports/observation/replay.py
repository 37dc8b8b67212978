"""What the grants of a phase would deny, in every format."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.observation import Denial, Replay
from woosh_split.reports.layout import Layout
from woosh_split.reports.listing import Listing, as_markdown, folded
from woosh_split.reports.markdown import escaped
from woosh_split.reports.model_json import model_json
from woosh_split.reports.section import clean, count, place

MOST_PLACES = 5
_BOLD, _OFF = "\x1b[1;36m", "\x1b[0m"


def replay_as_json(replay: Replay, layout: Layout) -> str:
    """Return the replay; ``version`` changes when a key changes its meaning."""
    return model_json(replay.version, replay, indent=1)


def replay_as_text(replay: Replay, layout: Layout) -> str:
    """Return the replay: each statement with what it lacks, and where the code issues it."""
    lines = folded(_headline(replay), layout.width)
    lines += (line for note in _notes(replay) for line in folded(f"  ! {note}", layout.width))
    for denial in replay.denials:
        sure = "" if denial.certain else " (perhaps: another service that it may come from has the rights)"
        title = f"{clean(denial.service)}, {count(denial.count, 'run')} as {clean(denial.user)}: no {'; '.join(map(clean, denial.missing))}{sure}"
        lines.append("")
        lines += [f"{_BOLD}{line}{_OFF}" if layout.colour else line for line in folded(title, layout.width)]
        lines += folded(f"    {denial.digest}  {clean(denial.text)[:400]}", layout.width, " " * 6)
        lines += [f"    {place(each.file, each.line)}" for each in denial.places[:MOST_PLACES]]
        if len(denial.places) > MOST_PLACES:
            lines.append(f"    … {len(denial.places) - MOST_PLACES:,} more places")
        if not denial.places:
            lines.append("    no code that was read issues it")
    return "\n".join(lines)


def replay_as_markdown(replay: Replay, layout: Layout) -> str:
    """Return the replay as a document."""
    lines = [f"# Grants after {escaped(replay.phase)}", "", f"{escaped(_headline(replay))}"]
    lines += (line for note in _notes(replay) for line in ("", escaped(note)))
    rows = tuple(_row(each) for each in replay.denials)
    if rows:
        lines += as_markdown(
            Listing("Denied", ("Service", "User", "#Runs", "Sure", "Missing", "Statement", "Where"), rows)
        )
    return "\n".join(lines)


def _row(denial: Denial) -> tuple[str, ...]:
    return (
        clean(denial.service), clean(denial.user), f"{denial.count:,}", "yes" if denial.certain else "perhaps",
        "; ".join(map(clean, denial.missing)), f"{denial.digest} {clean(denial.text)}",
        ", ".join(place(each.file, each.line) for each in denial.places),
    )  # fmt: skip


def _headline(replay: Replay) -> str:
    certain = {(each.digest, each.user): each.count for each in replay.denials if each.certain}
    perhaps = {each.digest for each in replay.denials} - {digest for digest, _ in certain}
    statements = len({digest for digest, _ in certain})
    denied = f"{count(statements, 'statement')} ({count(sum(certain.values()), 'run')})"
    out = ", ".join(map(clean, replay.extracted)) or "no service"
    return (
        f"After {clean(replay.phase)} ({out} out), of {count(replay.statements, 'statement')} that ran "
        f"({count(replay.runs, 'run')}) {denied} would be denied{f', {len(perhaps)} more perhaps' if perhaps else ''}."
    )


def _notes(replay: Replay) -> Iterator[str]:
    if replay.unread:
        yield f"{count(replay.unread, 'run')} of statements that could not be read are not judged"
    if replay.ddl:
        yield (
            f"{count(replay.ddl, 'run')} of ALTER and the like are not judged: no service may do that, migrations need "
            "an account of their own"
        )
