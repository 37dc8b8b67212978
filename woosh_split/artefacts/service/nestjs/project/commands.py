"""The monolith's own scripts, taken apart: what builds it, and what starts it with which flags."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace

_RUNS = re.compile(
    r"(?:npm run|npm run-script|yarn run|yarn|pnpm run|pnpm|bun run)\s+([\w:.-]+)(?:\s+--silent)?"
)
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=\S*")
_SCRIPT = re.compile(r"^(?!-|@).*(?:/|\.[cm]?[jt]sx?$)")
_NO_FILE = frozenset({"-e", "--eval", "-p", "--print", "-pe", "--run"})
_DEPTH = 6
_TAKES_VALUE = frozenset(
    {"-r", "--require", "--import", "--loader", "--experimental-loader", "--env-file"}
    | {"-P", "--project", "--tsconfig", "-O", "--compiler-options", "-C", "--compiler", "--cwd", "--dir"}
)

TOOLS: Mapping[str, tuple[str, ...]] = {
    "nest": ("@nestjs/cli",),
    "tsc": ("typescript",),
    "tsc-alias": ("tsc-alias",),
    "tspc": ("ts-patch", "typescript"),
    "ttsc": ("ttypescript", "typescript"),
    "resolve-tspaths": ("resolve-tspaths",),
    "tscpaths": ("tscpaths",),
    "tsconfig-replace-paths": ("tsconfig-replace-paths",),
    "rimraf": ("rimraf",),
    "del-cli": ("del-cli",),
    "del": ("del-cli",),
    "copyfiles": ("copyfiles",),
    "cpx": ("cpx", "cpx2"),
    "cpx2": ("cpx2",),
    "cpy": ("cpy-cli",),
    "ncp": ("ncp",),
    "shx": ("shx",),
    "cross-env": ("cross-env",),
    "cross-env-shell": ("cross-env",),
    "env-cmd": ("env-cmd",),
    "dotenv": ("dotenv-cli",),
    "swc": ("@swc/cli", "@swc/core"),
    "webpack": ("webpack", "webpack-cli"),
    "tsup": ("tsup",),
    "esbuild": ("esbuild",),
    "prisma": ("prisma",),
}
"""The packages that bring a command of a build script."""

PATH_WRITERS = frozenset(
    {"tsc-alias", "tspc", "ttsc", "resolve-tspaths", "tscpaths", "tsconfig-replace-paths"}
)
"""Commands that write aliases as relative paths after or while compiling."""

CLEANERS = frozenset({"rimraf", "del", "del-cli"})
ALIAS_HOOKS = frozenset({"tsconfig-paths/register", "module-alias/register"})
"""What resolves aliases when the program runs."""

INTERPRETERS = frozenset({"node", "ts-node", "ts-node-esm", "tsx", "bun", "esno"})
"""Commands that run a file of the project."""

COPIERS = frozenset({"cp", "copyfiles", "cpx", "cpx2", "cpy", "ncp", "mv", "rsync"})
SHELL = frozenset({"rm", "mkdir", "echo", "cp", "mv", "chmod", "node", "true", "cd", "touch"})


@dataclass(frozen=True, slots=True)
class Part:
    """One command of a script: its words without assignments before it, and its text as it was written."""

    text: str
    words: tuple[str, ...]

    @property
    def tool(self) -> str:
        """The command itself, without ``npx`` and a path to it."""
        return self.words[0].rpartition("/")[2] if self.words else ""


@dataclass(frozen=True, slots=True)
class Start:
    """``NODE_ENV=production node -r ./x dist/main.js --flag``: assignments, node's flags, what is run, its arguments."""

    assignments: tuple[str, ...]
    flags: tuple[str, ...]
    entry: str
    arguments: tuple[str, ...]


def build_parts(scripts: Mapping[str, str], name: str = "build", depth: int = 0) -> list[Part]:
    """Return the commands of a script with its ``pre`` and ``post``, scripts that it runs written out."""
    found: list[Part] = []
    for each in (f"pre{name}", name, f"post{name}"):
        if each not in scripts or depth > _DEPTH:
            continue
        for piece in re.split(r"\s*(?:&&|;)\s*", scripts[each]):
            match = _RUNS.fullmatch(piece.strip())
            if match is not None and match[1] in scripts:
                found.extend(build_parts(scripts, match[1], depth + 1))
            elif piece.strip():
                found.append(Part(piece.strip(), tuple(_words(piece))))
    return found


def _words(text: str) -> list[str]:
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    while words and (
        _ASSIGNMENT.fullmatch(words[0]) or words[0] in ("npx", "yarn", "pnpm", "cross-env", "exec")
    ):
        words.pop(0)
    return words


def script_of(part: Part) -> str | None:
    """Return the file that an interpreter runs, None where it runs none, or the command is no interpreter.

    What has neither a folder nor the ending of a script is a word for the interpreter: ``bun run build``, ``tsx watch``.
    """
    if part.tool not in INTERPRETERS:
        return None
    words = list(part.words[1:])
    while words and not _SCRIPT.search(words[0]):
        if words[0].partition("=")[0] in _NO_FILE:
            return None
        if words.pop(0) in _TAKES_VALUE and words:
            words.pop(0)
    return words[0].removeprefix("./") if words else None


def for_workspaces(part: Part) -> bool:
    """Tell whether a command works on the packages of the monolith's own repository, which are not here."""
    words = part.text.split()
    return words[0] in _RUNNERS or (
        words[0] in _MANAGERS and part.tool not in TOOLS and part.tool not in SHELL
    )


_RUNNERS = frozenset({"nx", "lerna", "turbo", "rush", "ng", "wsrun", "moon"})
_MANAGERS = frozenset({"npm", "pnpm", "yarn", "bun", "npx"})


def start_of(scripts: Mapping[str, str]) -> Start | None:
    """Return how the monolith is started in production, None where no script says ``node`` and a file."""
    for name in ("start:prod", "start:production", "prod", "start", "serve"):
        exported: list[str] = []
        for text in _expanded(scripts, name, 0):
            if re.match(r"(export|set)\s+\w+=", text):
                exported.append(text.split(None, 1)[1].strip())
            found = _start(text)
            if found is not None:
                return replace(found, assignments=(*exported, *found.assignments))
    return None


def _expanded(scripts: Mapping[str, str], name: str, depth: int) -> list[str]:
    found: list[str] = []
    for piece in re.split(r"\s*(?:&&|;)\s*", scripts.get(name, "")):
        match = _RUNS.fullmatch(piece.strip())
        if match is not None and match[1] in scripts and depth < _DEPTH:
            found.extend(_expanded(scripts, match[1], depth + 1))
        elif piece.strip():
            found.append(piece.strip())
    return found


def _start(text: str) -> Start | None:
    try:
        words = shlex.split(text)
    except ValueError:
        return None
    assignments: list[str] = []
    while words and (_ASSIGNMENT.fullmatch(words[0]) or words[0] in ("cross-env", "exec", "npx")):
        if "=" in words[0]:
            assignments.append(words[0])
        words.pop(0)
    if not words or words.pop(0) != "node":
        return None
    flags: list[str] = []
    while words and words[0].startswith("-"):
        flags.append(words.pop(0))
        if flags[-1] in _TAKES_VALUE and words:
            flags.append(words.pop(0))
    if not words:
        return None
    return Start(tuple(assignments), tuple(flags), words[0].removeprefix("./"), tuple(words[1:]))
