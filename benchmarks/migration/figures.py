"""The figures of a run, each with what it must be, and the table of them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One line of the summary; ``why`` has the first things that are wrong with it."""

    name: str
    value: str
    right: bool
    wanted: str
    why: tuple[str, ...] = ()


@dataclass
class Figures:
    """All of them, in the order in which they were found, and how long each phase took."""

    lines: list[Figure] = field(default_factory=list)
    phases: list[tuple[str, str, float, int]] = field(default_factory=list)

    def none_of(self, name: str, wrong: list[str], of: str = "") -> None:
        """Add a count that must be zero."""
        self.lines.append(
            Figure(name, f"{len(wrong)}{f' of {of}' if of else ''}", not wrong, "0", tuple(wrong[:10]))
        )

    def same(self, name: str, before: str, after: str) -> None:
        """Add a comparison of two texts that must be equal."""
        lines = differing_lines(before, after)
        value = "identical" if not lines else f"{len(lines)} lines differ"
        self.lines.append(Figure(name, value, not lines, "identical", tuple(lines[:10])))

    def must(self, name: str, value: str, right: bool, wanted: str) -> None:
        """Add whatever else."""
        self.lines.append(Figure(name, value, right, wanted))

    @property
    def wrong(self) -> list[Figure]:
        """Return those that are not as they must be."""
        return [line for line in self.lines if not line.right]

    def table(self) -> str:
        """Return it in Markdown, which is read as it is."""
        found = ["| Figure | Seen | Must be | |", "|---|---|---|---|"]
        for line in self.lines:
            found.append(
                f"| {line.name} | {line.value} | {line.wanted} | {'yes' if line.right else '**NO**'} |"
            )
        found += [
            "",
            "| What was done | On | Seconds | Longest wait of a client meanwhile |",
            "|---|---|---|---|",
        ]
        for what, phase, seconds, longest in self.phases:
            found.append(f"| {what} | {phase} | {seconds:.1f} | {longest} ms |")
        return "\n".join(found)


def differing_lines(before: str, after: str) -> list[str]:
    """Return the lines that only one of two texts has."""
    if before == after:
        return []
    first, second = before.splitlines(), after.splitlines()
    gone, new = set(first) - set(second), set(second) - set(first)
    found = [f"- {line[:200]}" for line in first if line in gone]
    found += [f"+ {line[:200]}" for line in second if line in new]
    return found or ["the same lines in another order"]
