"""A monolith that opens the same port whatever PORT says: it cannot run beside itself, and that is told before anything is built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from woosh_split.artefacts.service.nestjs.project.commands import Start
from woosh_split.errors import InputError
from woosh_split.parity.environment import code_files
from woosh_split.sources.code.typescript.outlining import read_outline

_OPENS = b".listen("
_MAKES = b"NestFactory"
_FOLDERS = frozenset({"src", "dist", "build", "lib", "out"})


def refuse_fixed_port(app: Path, start: Start | None) -> None:
    """Look at the monolith's main file: that of ``start``, or at all where none is its.

    Raises:
        InputError: it listens on numbers of the code only; says where.
    """
    found = dict(_main_files(app))
    wanted = _stem(Path(start.entry)) if start is not None else ()
    mains = [path for path in found if _stem(path.relative_to(app)) == wanted] or list(found)
    fixed = [(path, told) for path in mains if (told := found[path]) is not None]
    if fixed and len(fixed) == len(mains):
        path, (line, number) = fixed[0]
        raise InputError(
            f"{path}:{line} opens the port {number}, whatever PORT says. The monolith runs twice here, beside its services, each on a "
            f"port of its own. Let it read the environment, as `Number(process.env.PORT || {number})` does, or name a command that "
            "does as start_command in verify.yaml."
        )


def _main_files(app: Path) -> Iterator[tuple[Path, tuple[int, str] | None]]:
    """Yield the files that make an application and listen, with line and number of a port if no call asks anything else."""
    for path in code_files(app):
        content = path.read_bytes()
        if _OPENS not in content or _MAKES not in content:
            continue
        ports = read_outline(content).ports
        if ports and len(ports) == content.count(_OPENS):
            yield path, (content.count(b"\n", 0, ports[0].start) + 1, ports[0].number)
        else:
            yield path, None


def _stem(path: Path) -> tuple[str, ...]:
    parts = path.with_suffix("") if path.suffix in (".ts", ".js") else path
    return tuple(each for each in parts.parts if each not in _FOLDERS)
