"""Installs, compiles and builds the monolith and its services, and tells what was built already by the hash of its files."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woosh_split.apply.files import replace_file
from woosh_split.artefacts.service.nestjs.project.commands import Start, start_of
from woosh_split.errors import InputError
from woosh_split.model.parity import Trouble
from woosh_split.model.progress import Progress
from woosh_split.parity.installed import installed_by_hand
from woosh_split.parity.processes import Children
from woosh_split.sources.files import MANIFEST_FILE
from woosh_split.sources.lent_environment import lent_environment
from woosh_split.sources.nesting import json_of

_STEP_SECONDS = 1800
_NOT_SOURCES = frozenset({"node_modules", "dist", "build", "coverage", ".git", "uploads"})
_LARGE = 1 << 20
_STARTS = ("start:prod", "start")
_CHECKED = re.compile(r"(?:-p|--project)[ =](\S+)")
_ELSEWHERE = re.compile(r"cd (\S+) && ")
"""A slice runs in the folder of the monolith's package.json."""
_NEST_BUILD = re.compile(r"(?:^|&&\s*)(?:npx )?nest build$")
_FAILS_ON_TYPES = re.compile(r"(?:[89]|\d\d)\.")
"""Versions of @nestjs/cli whose `nest build` ends with 1 where a type is wrong."""
_NOT_PLAIN = frozenset({"webpack", "builder", "tsConfigPath", "webpackConfigPath"})
"""Options of nest-cli.json with which `nest build` is not TypeScript's compiler under its usual settings."""
_ERRORS = re.compile(r"\berror TS\d+")
_USAGE = re.compile(r"^npm (?:error|ERR!) Usage:", re.MULTILINE)
"""What npm lists of its options, longer than what it complains of in front."""
_OUTDATED = "EUSAGE"
"""npm's word for a lock that is not that of the package files."""


@dataclass(frozen=True, slots=True)
class Program:
    """A Nest application in a folder; ``packages`` is the folder whose ``node_modules`` it uses."""

    name: str
    folder: Path
    packages: Path


def find_node() -> None:
    """Make sure that Node and npm are there.

    Raises:
        InputError: they are not.
    """
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise InputError(
                f"verify starts the services and needs {program}, which is not installed. Install Node.js."
            )


def tool_environment() -> dict[str, str]:
    """Return the environment of npm and the compiler: ours, without what is told to us alone."""
    return lent_environment() | {"NO_COLOR": "1", "CI": "1"}


def install(children: Children, program: Program) -> Trouble | None:
    """Install the packages of a folder, where its package files changed since the last time."""
    folder = program.packages
    below = [*sorted(folder.glob("*/package.json")), *sorted(folder.glob("packages/*/package.json"))]
    wanted = _hash(folder, [*sorted(folder.glob("package*.json")), *below])
    modules, packages = folder / "node_modules", Program("packages", folder, folder)
    if modules.is_dir() and _is_foreign(folder) and installed_by_hand(folder, below):
        _write_stamp(packages, "installed", wanted)
    if modules.is_dir() and _stamp(packages, "installed") == wanted:
        return None
    lock = (folder / "package-lock.json").is_file()
    code, said = _npm(children, program, "ci" if lock else "install")
    if code and _OUTDATED in said and any((each.parent / MANIFEST_FILE).is_file() for each in below):
        code, said = _npm(children, program, "install")  # the lock is of what was extracted before
    if code:
        return Trouble(program.name, "install", _USAGE.split(said, maxsplit=1)[0][-3000:].strip())
    _write_stamp(packages, "installed", wanted)
    return None


def _npm(children: Children, program: Program, how: str) -> tuple[int, str]:
    command = ["npm", how, "--no-audit", "--no-fund", "--loglevel=error"]
    return children.run(
        f"install-{program.name}", command, program.packages, tool_environment(), _STEP_SECONDS
    )


def _is_foreign(folder: Path) -> bool:
    """Whether somebody else installed the packages: npm's own note is there, and ours is not."""
    note = folder / "node_modules" / ".package-lock.json"
    return note.is_file() and not (folder / "node_modules" / ".woosh-split").is_dir()


def compile_and_build(children: Children, programs: Sequence[Program], said: Progress) -> tuple[Trouble, ...]:
    """Compile every program under its own settings, and build it, where that was not done for the same files.

    Raises:
        InputError: a compiler does not end.
    """
    shared = {home: Program(home.name, home, each.packages) for each in programs for home in _shared(each)}
    for each in shared.values():  # the others import what it is built to
        trouble = _build_shared(children, each)
        if trouble is not None:
            return (trouble,)
    done = 0
    troubles: list[Trouble] = []
    with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1))) as pool:
        try:
            for trouble in pool.map(lambda program: _build(children, program), programs):
                done += 1
                said("compiling and building", done, len(programs))
                if trouble is not None:
                    troubles.append(trouble)
        except BaseException:
            children.stop_all()  # an interrupt would wait for compilers whose answer nobody wants any more
            raise
    return tuple(troubles)


def _shared(program: Program) -> list[Path]:
    """Return the packages of shared code that are built before a program."""
    if program.packages == program.folder:
        return []
    return [path.parent for path in sorted(program.packages.glob("packages/*/package.json"))]


def _build_shared(children: Children, program: Program) -> Trouble | None:
    stamp = Program(f"packages-{program.name}", program.folder, program.packages)
    wanted = _hash(program.folder, _sources(program.folder))
    if _stamp(stamp, "built") == wanted and (program.folder / "dist").is_dir():
        return None
    command = ["npm", "run", "--silent", "build"]
    code, said = children.run(
        f"build-{stamp.name}", command, program.folder, tool_environment(), _STEP_SECONDS
    )
    if code:
        return Trouble(stamp.name, "build", said[-3000:].strip(), len(_ERRORS.findall(said)))
    _write_stamp(stamp, "built", wanted)
    return None


def _without_words(folder: Path, code: int) -> str:
    """Return why a build failed that printed nothing: a quiet npm does not even say that there is no such script."""
    document = json_of((folder / "package.json").read_bytes())
    scripts = document.get("scripts") if isinstance(document, dict) else None
    if not isinstance(scripts, dict) or "build" not in scripts:
        return f"{folder / 'package.json'} has no script `build`. Add the one by which it is built, `tsc -p tsconfig.json` say."
    return f"npm run build ended with {code} and printed nothing."


def _build(children: Children, program: Program) -> Trouble | None:
    sources = _sources(program.folder)
    for home in _shared(program):
        sources += _sources(home)
    wanted = _hash(program.folder, sources)
    if _stamp(program, "built") == wanted and _entry(program.folder) is not None:
        return None
    checks = build_checks_types(program.folder)
    if not checks:
        trouble = _types(children, program)
        if trouble is not None:
            return trouble
    code, said = children.run(
        f"build-{program.name}",
        ["npm", "run", "--silent", "build"],
        program.folder,
        tool_environment(),
        _STEP_SECONDS,
    )
    if code:  # the compiler tells plainer than the build what is wrong
        text = said[-3000:].strip() or _without_words(program.folder, code)
        failed = Trouble(program.name, "build", text, len(_ERRORS.findall(said)))
        return (_types(children, program) if checks else None) or failed
    if _entry(program.folder) is None:
        return Trouble(
            program.name, "build", "npm run build wrote no dist/main.js, and no start script names another."
        )
    _write_stamp(program, "built", wanted)
    return None


def _types(children: Children, program: Program) -> Trouble | None:
    """Check the types of a program under its own settings."""
    settings = program.folder / _settings(program.folder)
    compiler = _above(program.folder, "node_modules/typescript/bin/tsc")
    if not settings.is_file() or compiler is None:
        return None
    command: list[str | Path] = ["node", compiler, "--noEmit", "-p", settings]
    code, said = children.run(
        f"compile-{program.name}", command, program.folder, tool_environment(), _STEP_SECONDS
    )
    if not code:
        return None
    return Trouble(program.name, "compile", said[:3000].strip(), len(_ERRORS.findall(said)))


def build_checks_types(folder: Path) -> bool:
    """Whether ``npm run build`` fails on the errors that the compiler would find, so that it need not run as well.

    It does where its last command is `nest build` with TypeScript's own compiler under the same settings; with others
    (webpack, swc, a workspace) nothing is checked, or something else.
    """
    cli = _above(folder, "node_modules/@nestjs/cli/package.json")
    version = str(_json(cli).get("version", "")) if cli is not None else ""
    if not _NEST_BUILD.search(_scripts(folder).get("build", "").strip()) or not _FAILS_ON_TYPES.match(
        version
    ):
        return False
    told = _json(folder / "nest-cli.json")
    options = told.get("compilerOptions", {})
    if told.get("monorepo") or not isinstance(options, dict) or not _NOT_PLAIN.isdisjoint(options):
        return False
    return _settings(folder) == (
        "tsconfig.build.json" if (folder / "tsconfig.build.json").is_file() else "tsconfig.json"
    )


def _settings(folder: Path) -> str:
    """Return the tsconfig that the program's own script checks its types with, else the one that `nest build` takes.

    Tests that nobody has compiled for years stand against no verification.
    """
    told = _CHECKED.search(_scripts(folder).get("typecheck", ""))
    if told is not None:
        return told[1]
    return "tsconfig.build.json" if (folder / "tsconfig.build.json").is_file() else "tsconfig.json"


def entry_of(program: Program) -> Path:
    """Return the built file that starts a program.

    Raises:
        InputError: it was not built.
    """
    entry = _entry(program.folder)
    if entry is None:
        raise InputError(
            f"{program.folder} has no built dist/main.js, and no start script that names another. Leave out "
            "--no-build, or name what starts it with `start_command` in verify.yaml."
        )
    return entry


def command_of(program: Program) -> tuple[tuple[str, ...], dict[str, str], bool]:
    """Return the command that starts a built program, what its start script puts into the environment, and whether
    it must run in the program's folder: what ``node`` loads first, and the settings of that, are found from there.

    Raises:
        InputError: it was not built.
    """
    entry = str(entry_of(program))
    start = start_in(program.folder)
    if start is None:
        return ("node", entry), {}, False
    told = dict(each.split("=", 1) for each in start.assignments)
    told.pop("NODE_ENV", None)  # the environment of both sides decides
    return ("node", *start.flags, entry, *start.arguments), told, bool(start.flags or told)


def start_in(folder: Path) -> Start | None:
    """Return how the scripts of a folder start what was built, None where none says so."""
    return start_of(_scripts(folder))


def _entry(folder: Path) -> Path | None:
    scripts = _scripts(folder)
    named = []
    start = start_of(scripts)
    if start is not None:
        moved = next(filter(None, (_ELSEWHERE.match(scripts.get(name, "")) for name in _STARTS)), None)
        named.append(f"{moved[1]}/{start.entry}" if moved is not None else start.entry)
    for name in (*named, "dist/main.js", "dist/src/main.js"):
        for path in (folder / name, folder / f"{name}.js"):
            if path.is_file():
                return path
    return None


def _scripts(folder: Path) -> dict[str, str]:
    scripts = _json(folder / "package.json").get("scripts")
    return {str(name): str(text) for name, text in scripts.items()} if isinstance(scripts, dict) else {}


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json_of(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _above(folder: Path, name: str) -> Path | None:
    return next((each / name for each in (folder, *folder.parents) if (each / name).is_file()), None)


def _sources(folder: Path) -> list[Path]:
    """Return the files that a build may read."""
    found = []
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in _NOT_SOURCES)
        # A link may lead nowhere (to secrets that are not on this machine), and a socket has no bytes.
        found += [path for file in sorted(files) if (path := Path(base, file)).is_file()]
    return found


def _hash(folder: Path, files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        state = file.stat()
        found.update(f"{os.path.relpath(file, folder)}\0{state.st_size}\0".encode())
        found.update(str(state.st_mtime_ns).encode() if state.st_size > _LARGE else file.read_bytes())
    return found.hexdigest()


def _stamp_path(program: Program) -> Path:
    return program.packages / "node_modules" / ".woosh-split" / f"{program.name}.json"


def _stamp(program: Program, what: str) -> str | None:
    return _json(_stamp_path(program)).get(what)


def _write_stamp(program: Program, what: str, value: str) -> None:
    path = _stamp_path(program)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(_json(path) | {what: value}).encode())
