"""The main file of a service: where the environment decides whether it listens, it always does, and where PORT says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.sources.code.nestjs.codebase import Codebase
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.outline import Outline
from woosh_split.sources.code.typescript.ports import OpenedPort
from woosh_split.sources.code.typescript.program import ConstantDecl

_NAME = re.compile(r"[A-Za-z_$][\w$]*")
ASKS_PORT = re.compile(
    rb"(?:\benv\??\.|['\"])PORT\b|\{[^}]*\bPORT\b[^}]*\}\s*=\s*process\.env",
)
"""Code that may ask the environment for PORT."""
_SIMPLE = re.compile(r"[\w$.]+")
_ENVIRONMENT = "process.env"
_PLATFORM = re.compile(r"NODE_ENV|VERCEL|LAMBDA|SERVERLESS|NETLIFY", re.IGNORECASE)
"""What tells a platform that calls a handler from a process that is started by itself."""


def entry_edits(code: Codebase, file: str) -> list[Edit]:
    """Return the edits by which a main file always listens, and where PORT says."""
    content = code.content(file)
    return [*listening(content, code.outline(file)), *on_its_port(content, ports_of(code, file))]


def listening(content: bytes, outline: Outline) -> list[Edit]:
    """Return the edits by which a ``listen`` that hangs on the environment is done always.

    A serverless platform imports the file and calls its handler; a service is started by itself. A condition under
    which the file does something else instead (``if (process.env.MIGRATE) return migrate()``) is a mode that somebody
    asks for, and stays, unless it tells the platform.
    """
    edits = []
    text = content.decode("utf-8", "replace")
    for start, end, wanted in outline.listening:
        condition = content[start:end].decode("utf-8", "replace")
        asked = _environment_of(condition, text)
        if asked and (wanted or _PLATFORM.search(asked)):
            always = "true" if wanted else "false"
            edits.append(Edit(start, end, always, f"a service always listens; here `{condition}` decided it"))
    return edits


def ports_of(code: Codebase, file: str) -> tuple[OpenedPort, ...]:
    """Return the ports that a main file opens otherwise than where PORT says, with the numbers of other files.

    What a port is asked of that is no variable of the environment may be PORT all the same, if any file asks for that.
    """
    found = []
    for port in code.outline(file).ports:
        decl = code.backend.program.lookup(file, port.imported) if port.imported else None
        value = decl.value if isinstance(decl, ConstantDecl) else None
        number = str(value[1]) if value is not None and value[0] == "num" else port.number
        variables = _variables(value)
        if variables and "PORT" not in variables:
            port = port._replace(asked=", ".join(dict.fromkeys(variables)))
        if number or (port.asked and not (port.elsewhere and _asks_port(code))):
            found.append(port._replace(number=number))
    return tuple(found)


def _asks_port(code: Codebase) -> bool:
    return any(ASKS_PORT.search(code.tree.content(each) or b"") for each in code.backend.files)


def _variables(value: object) -> tuple[str, ...]:
    """Return the variables of the environment that an expression of a summary asks for."""
    return tuple(
        each[2]
        for each in nodes(value)
        if len(each) == 3 and each[:2] == ("mem", ("mem", ("id", "process"), "env"))
    )


def on_its_port(content: bytes, ports: Iterable[OpenedPort]) -> list[Edit]:
    """Return the edits by which a service listens where PORT says, and on the port of the code where PORT says nothing.

    All services of a monolith would open the same port otherwise, and be asked for their health on another one.
    """
    edits = []
    for start, end, number, alone, _, asked, _ in ports:
        if not alone:
            continue
        port = content[start:end].decode("utf-8", "replace")
        if not number:
            told = f"Number(process.env['PORT']) || {port if _SIMPLE.fullmatch(port) else f'({port})'}"
            edits.append(
                Edit(start, end, told, f"a service listens where PORT says; here {asked} decided it")
            )
            continue
        # In brackets, since `noPropertyAccessFromIndexSignature` allows nothing else; a number, since a server of
        # Node's takes a text for the path of a socket.
        told = f"Number(process.env['PORT'] || {port})"
        edits.append(Edit(start, end, told, f"a service listens where PORT says; here always on {number}"))
    return edits


def other_uses_of_port(code: Codebase, moved: Iterable[str], entries: Iterable[str]) -> Iterator[str]:
    """Yield where code of a service asks PORT for something else, though its main file has a port of its own."""
    mains = set(entries)
    if not any(port.number and port.alone for entry in mains for port in ports_of(code, entry)):
        return
    for file in sorted(set(moved) - mains):
        content = code.content(file)
        found = ASKS_PORT.search(content)
        if found is not None:
            line = content.count(b"\n", 0, found.start()) + 1
            yield (
                f"{file}:{line} it asks for PORT, which says in a service where that listens; the monolith listens on a port of "
                "its code. Give what is meant here another name (DB_PORT for a database's) before the service is started."
            )


def _environment_of(condition: str, text: str) -> str:
    """Return what a condition asks of the environment, by itself or through variables of the file; else nothing."""
    if "require.main" in condition:
        return ""
    if _ENVIRONMENT in condition:
        return condition
    found = (
        re.search(rf"\b(?:const|let|var)\s+{re.escape(name)}\b[^=\n]*=[^;\n]*process\.env[^;\n]*", text)
        for name in _NAME.findall(condition)
    )
    return " ".join(each[0] for each in found if each)


def entry_notes(file: str, content: bytes, ports: Iterable[OpenedPort]) -> Iterator[str]:
    """Yield what a person should know of how a main file listens."""
    if b".listen(" not in content:
        yield f"{file}: the main file opens no port; start the service from one that does."
    for port in ports:
        if not port.alone and port.number:
            line = content.count(b"\n", 0, port.start) + 1
            yield (
                f"{file}:{line} it opens the port {port.number} whatever PORT says, beside another server. No two services can do so on "
                "one machine: read each port from the environment."
            )
