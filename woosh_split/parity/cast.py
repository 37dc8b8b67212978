"""Who is on stage: the monolith, its control, and the services with their router; each with its port and environment."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from woosh_split.apply.replicas import READY
from woosh_split.model.parity import CONTROL, ORIGINAL
from woosh_split.model.routing import address_variable
from woosh_split.parity.accounts import Account
from woosh_split.parity.booting import Boot
from woosh_split.parity.environment import environment_of
from woosh_split.parity.fixed_address import on_a_database_of_its_own, without_encryption
from woosh_split.parity.fixed_port import on_a_port_of_its_own
from woosh_split.parity.inputs import Inputs
from woosh_split.parity.program import Program, command_of, entry_of
from woosh_split.parity.redis_stores import SERVICES
from woosh_split.parity.server import Server
from woosh_split.parity.tokens import key_environments
from woosh_split.sources.files import MANIFEST_FILE

_CODE = re.compile(r"\.([cm]?[jt]sx?|map|tsbuildinfo|env)$")
_ELSEWHERE = frozenset({"node_modules", "dist", "build", "coverage", "test", "tests"})
_LARGEST = 5 * 2**20
ROUTER = "router"


def boots_of(
    inputs: Inputs, ports: Mapping[str, int], accounts: Mapping[str, Account], server: Server, work: Path,
    stores: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Boot]:  # fmt: skip
    """Return what is started: ``accounts`` and ``ports`` are by the names of the processes.

    ``stores`` are what the environment says of Redis, by the names of the sides.

    Raises:
        InputError: a program was not built.
    """
    programs = {program.name: program for program in inputs.programs}
    urls = {address_variable(name): f"http://127.0.0.1:{ports[name]}" for name in inputs.running}
    signing = key_environments(inputs.running)
    boots = []
    extracted_data = {path for each in inputs.programs for path in data_files(each.folder)}
    for name in (ORIGINAL, CONTROL, *inputs.running):
        program = programs.get(name, inputs.monolith)
        home = work / "run" / name
        home.mkdir(parents=True)
        environment = environment_of(
            inputs.keys, accounts[name], (server.endpoint.host, server.endpoint.port), ports[name], inputs.given,
            os.environ.get("PATH", ""), home,
        )  # fmt: skip
        environment |= (stores or {}).get(name if name in (ORIGINAL, CONTROL) else SERVICES, {})
        extracted = name in programs
        if extracted:
            environment |= {**urls, **signing[name], "JOBS": "off", "INTERNAL_TIMEOUT_MS": "30000"}
            if inputs.fixed_address is not None and inputs.fixed_address.of_services:
                environment |= on_a_database_of_its_own(inputs.fixed_address, environment)
        own = () if extracted else inputs.settings.start_command
        command, told, at_home = (own, {}, False) if own else command_of(program)
        if not own:
            command, ports_told = on_a_port_of_its_own(command, () if extracted else inputs.fixed_ports)
            environment |= ports_told
        if not extracted:
            environment |= on_a_database_of_its_own(inputs.fixed_address, environment)
        if server.private and inputs.encryption is not None:
            environment |= without_encryption(server.endpoint.host, server.endpoint.port, environment)
        folder = program.folder if at_home else home
        if not at_home and not own:
            show_build(program, home)
        if not at_home:
            show_data(program.folder, home, None if extracted else extracted_data)
        boots.append(
            Boot(name, tuple(command), ports[name], told | environment, folder, READY if extracted else None)
        )
    return boots


def show_build(program: Program, home: Path) -> None:
    """Show what was built in the folder in which the program runs.

    Lists of entities and migrations are patterns that begin there (``dist/**/*.entity.js``), as often as not in the
    environment.
    """
    entry = entry_of(program)
    if entry.is_relative_to(program.folder):
        first, *below = entry.relative_to(program.folder).parts
        if below and first != "..":  # a slice starts in the monolith's folder
            (home / first).symlink_to(program.folder / first, target_is_directory=True)


def show_data(folder: Path, home: Path, named: Collection[str] | None) -> None:
    """Copy the files that are no code to where the program runs: SQL, texts and templates are read from there.

    ``named`` are those that the services have, None for a service itself. The monolith gets them, and what lies among
    its code: nothing else in its folder (uploads, dumps) is any service's. They are copies, since programs write, too.
    """
    for path in data_files(folder):
        among_code = "/" not in path or path.partition("/")[0] in _code_folders(folder)
        if named is not None and path not in named and not among_code:
            continue
        place = home / path
        if (home / path.partition("/")[0]).is_symlink() or place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, place)


@cache
def data_files(folder: Path) -> tuple[str, ...]:
    """Return the files below a folder that are neither code nor an environment, as paths from there."""
    found = []
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in _ELSEWHERE and not each.startswith("."))
        if top != str(folder) and MANIFEST_FILE in files:
            folders.clear()  # an extracted service among the monolith's files
            continue
        for name in sorted(files):
            path = Path(top) / name
            data = not _CODE.search(name) and not name.startswith(".") and not path.is_symlink()
            if data and (top != str(folder) or name == "package.json") and path.stat().st_size <= _LARGEST:
                found.append(path.relative_to(folder).as_posix())
    return tuple(found)


@cache
def _code_folders(folder: Path) -> frozenset[str]:
    """Return the folders right below one in which there is TypeScript."""
    found = set()
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink() and each.name not in _ELSEWHERE and each.name[:1] != ".":
            for _, folders, files in os.walk(each):
                folders[:] = [name for name in folders if name not in _ELSEWHERE]
                if any(name.endswith(".ts") for name in files):
                    found.add(each.name)
                    break
    return frozenset(found)
