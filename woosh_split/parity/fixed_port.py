"""A monolith that opens the same port whatever PORT says: verify runs it beside itself, so each process has its own in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from woosh_split.artefacts.service.nestjs.entry import ASKS_PORT
from woosh_split.artefacts.service.nestjs.project.commands import Start
from woosh_split.errors import InputError
from woosh_split.parity.environment import code_files
from woosh_split.sources.code.typescript.outlining import read_outline

_COMMENT = re.compile(rb"/\*.*?\*/|(?<![:'\"`])//[^\n]*", re.DOTALL)
_OPENS = b".listen("
_MAKES = b"NestFactory"
_FOLDERS = frozenset({"src", "dist", "build", "lib", "out"})
_PRELOADED = Path(__file__).with_name("own-port.cjs")


@dataclass(frozen=True, slots=True)
class FixedPort:
    """A port that the code names, and where; ``others`` are opened by the same file."""

    file: Path
    line: int
    number: str
    others: tuple[str, ...] = ()
    asked: str = ""
    """What of its settings the main file asks for the port, where no code asks PORT; ``number`` is ``*`` then."""

    @property
    def note(self) -> str:
        """What is said of it beside the result."""
        if self.asked:
            return (
                f"{self.file}:{self.line} asks its settings for the port ({self.asked}), and no code asks PORT. It runs several times "
                "here, and had another port each time."
            )
        return (
            f"{self.file}:{self.line} opens the port {self.number}, whatever PORT says. It runs several times here, and had another port "
            "each time."
        )


def fixed_ports_of(app: Path, start: Start | None) -> tuple[FixedPort, ...]:
    """Return the ports that the monolith's main file names, or any main file where ``start`` names none of them.

    Raises:
        InputError: it opens several: which of them answers the requests cannot be told; says where.
    """
    found = dict(_main_files(app))
    wanted = _stem(Path(start.entry)) if start is not None else ()
    mains = [path for path in found if _stem(path.relative_to(app)) == wanted] or list(found)
    fixed = [port for path in mains if (port := found[path]) is not None]
    if fixed and len(fixed) == len(mains) and fixed[0].others:
        first = fixed[0]
        raise InputError(
            f"{first.file}:{first.line} opens the ports {', '.join((first.number, *first.others))}, whatever the environment says. The "
            "monolith runs twice here, beside its services, each on ports of its own. Let it read the one that answers requests "
            f"from the environment, as `Number(process.env.PORT || {first.number})` does, or name a command that does as start_command "
            "in verify.yaml."
        )
    return tuple(port for port in fixed if not port.others)


def listening_names(app: Path) -> tuple[str, ...]:
    """Return the variables of the environment, other than PORT, that the monolith's main files ask for their port."""
    found: set[str] = set()
    for path in code_files(app):
        content = path.read_bytes()
        if _OPENS in content and _MAKES in content:
            asked = (each.asked for each in read_outline(content).ports if each.asked and not each.elsewhere)
            found |= {name for names in asked for name in names.split(", ")}
    return tuple(sorted(found))


def on_a_port_of_its_own(
    command: Sequence[str], ports: Sequence[FixedPort]
) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return a command of Node, and what its environment needs, so that the program listens where PORT says.

    What it opens besides gives way where another program has opened it: gateways of web sockets name their port in the code.
    """
    node, *rest = command
    numbers = ",".join(dict.fromkeys(port.number for port in ports))
    told = {"WOOSH_SPLIT_FIXED_PORTS": numbers} if numbers else {}
    return (node, "--require", str(_PRELOADED), *rest), told


def _main_files(app: Path) -> Iterator[tuple[Path, FixedPort | None]]:
    """Yield the files that make an application and listen, with their port if no call asks anything else."""
    files = {path: path.read_bytes() for path in code_files(app)}
    asks_port = any(ASKS_PORT.search(content) for content in files.values())
    for path, content in files.items():
        if _OPENS not in content or _MAKES not in content:
            continue
        ports = read_outline(content).ports
        if (
            ports
            and len(ports) == _COMMENT.sub(b"", content).count(_OPENS)
            and all(each.number for each in ports)
        ):
            first, *others = dict.fromkeys(each.number for each in ports)
            if not others and not ports[0].alone:
                others = [first]
            line = content.count(b"\n", 0, ports[0].start) + 1
            yield path, FixedPort(path, line, first, tuple(others))
        elif len(ports) == 1 and ports[0].elsewhere and not asks_port:
            line = content.count(b"\n", 0, ports[0].start) + 1
            yield path, FixedPort(path, line, "*", asked=ports[0].asked)
        else:
            yield path, None


def _stem(path: Path) -> tuple[str, ...]:
    parts = path.with_suffix("") if path.suffix in (".ts", ".js") else path
    return tuple(each for each in parts.parts if each not in _FOLDERS)
