"""How files use classes that will be elsewhere: the members that they reach, the names that they import, what they pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.sources.code.typescript.compiler.remotes import (
    Finding,
    RemoteFile,
    RemoteRequest,
    finding_of,
)


@dataclass(frozen=True, slots=True)
class MemberUse:
    """A member of a class that a caller reaches: a method, and also a field or an accessor.

    ``open`` are the indices of the parameters of whose argument no more is known than the parameter says; ``all``
    is among them where the member is not called in this place, or with a spread.
    """

    file: str
    class_name: str
    member: str
    caller: str
    line: int
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name that a class's file exports and a caller imports, by whatever way."""

    file: str
    name: str
    caller: str
    line: int


@dataclass(frozen=True, slots=True)
class ProviderUses:
    """Everything by which callers use classes; ``findings`` tell what no remote client can stand for."""

    members: tuple[MemberUse, ...]
    names: tuple[NameUse, ...]
    findings: tuple[Finding, ...]

    def without(self, passed_over: Mapping[str, Sequence[range]]) -> ProviderUses:
        """Return the uses outside of these lines of these callers."""

        def counts(file: str, line: int) -> bool:
            return not any(line in each for each in passed_over.get(file, ()))

        return ProviderUses(
            tuple(each for each in self.members if counts(each.caller, each.line)),
            tuple(each for each in self.names if counts(each.caller, each.line)),
            tuple(each for each in self.findings if counts(each.file, each.line)),
        )

    def requests(self, targets: Mapping[str, Collection[str]]) -> tuple[RemoteRequest, ...]:
        """Return what must be asked of each file, for exactly these uses."""
        return tuple(
            RemoteRequest(
                file,
                {
                    name: sorted(
                        {each.member for each in self.members if (each.file, each.class_name) == (file, name)}
                    )
                    for name in sorted(classes)
                },
                sorted({each.name for each in self.names if each.file == file}),
            )
            for file, classes in sorted(targets.items())
        )

    def settle(self, remotes: Iterable[RemoteFile]) -> tuple[RemoteFile, ...]:
        """Return what was asked without the findings about parameters that these callers fill with what travels.

        An optional ``manager`` that nobody passes and criteria that are plain values stand against nothing.
        """
        open_: dict[tuple[str, str, str], set[str]] = {}
        for each in self.members:
            open_.setdefault((each.file, each.class_name, each.member), set()).update(each.open)

        def stands(file: str, finding: Finding) -> bool:
            known = open_.get((file, finding.class_name, finding.method), {"all"})
            return finding.parameter is None or "all" in known or str(finding.parameter) in known

        return tuple(
            replace(remote, findings=tuple(each for each in remote.findings if stands(remote.file, each)))
            for remote in remotes
        )


def provider_uses(
    compiler: CompilerProcess,
    root: Path,
    tsconfig: str,
    callers: Iterable[str],
    targets: Mapping[str, Collection[str]],
) -> ProviderUses:
    """Return how ``callers`` use the classes of ``targets`` (file -> names of its classes), as the checker sees it.

    Raises:
        InputError: as :meth:`CompilerProcess.ask`.
    """
    answer = compiler.ask(
        "uses",
        root=str(root.resolve()),
        tsconfig=tsconfig,
        callers=sorted(set(callers)),
        targets={file: sorted(classes) for file, classes in sorted(targets.items())},
    )
    return ProviderUses(
        tuple(
            MemberUse(
                each["file"], each["class"], each["member"], each["caller"], each["line"], tuple(each["open"])
            )
            for each in answer["members"]
        ),
        tuple(NameUse(**each) for each in answer["names"]),
        tuple(finding_of(each) for each in answer["findings"]),
    )
