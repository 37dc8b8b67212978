"""Who is on stage: the monolith, its control, and the services with their router; each with its port and environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from woosh_split.parity.accounts import Account
from woosh_split.parity.booting import READY, Boot
from woosh_split.parity.environment import environment_of
from woosh_split.parity.inputs import Inputs
from woosh_split.parity.program import Program, command_of, entry_of
from woosh_split.parity.server import Server
from woosh_split.parity.tokens import key_environments, url_key

ORIGINAL, CONTROL, ROUTER = "original", "control", "router"


def boots_of(
    inputs: Inputs, ports: Mapping[str, int], accounts: Mapping[str, Account], server: Server, work: Path
) -> list[Boot]:
    """Return what is started: ``accounts`` and ``ports`` are by the names of the processes.

    Raises:
        InputError: a program was not built.
    """
    programs = {program.name: program for program in inputs.programs}
    urls = {url_key(name): f"http://127.0.0.1:{ports[name]}" for name in inputs.running}
    signing = key_environments(inputs.running)
    boots = []
    for name in (ORIGINAL, CONTROL, *inputs.running):
        program = programs.get(name, inputs.monolith)
        home = work / "run" / name
        home.mkdir(parents=True)
        environment = environment_of(
            inputs.keys, accounts[name], (server.endpoint.host, server.endpoint.port), ports[name], inputs.given,
            os.environ.get("PATH", ""), home,
        )  # fmt: skip
        extracted = name in programs
        if extracted:
            environment |= {**urls, **signing[name], "JOBS": "off", "INTERNAL_TIMEOUT_MS": "30000"}
        own = () if extracted else inputs.settings.start_command
        command, told, at_home = (own, {}, False) if own else command_of(program)
        folder = program.folder if at_home else home
        if not at_home and not own:
            show_build(program, home)
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
