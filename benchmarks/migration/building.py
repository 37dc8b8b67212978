"""The example in a folder of its own: its gateway and its services are generated there, installed and compiled."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from commands import DemoError, Shell

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "woosh"
NODE_24 = ROOT / "tests" / "gateway" / "node_modules" / "node" / "bin"
"""npm's package ``node``; the gateway needs a newer one than the monolith."""
_NOT_COPIED = shutil.ignore_patterns("node_modules", "dist", "split", ".woosh_split_cache", ".env")
_NPM = ("--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline")
_ISOLATION = re.compile(r"^isolation: \w+$", re.MULTILINE)


@dataclass(frozen=True)
class Built:
    """Where things are."""

    root: Path

    @property
    def monolith(self) -> Path:
        """The monolith's package."""
        return self.root / "backend"

    @property
    def gateway(self) -> Path:
        """The generated gateway."""
        return self.root / "split" / "api-gateway"

    @property
    def table(self) -> Path:
        """The routing table."""
        return self.root / "split" / "routes" / "table.yaml"

    def service(self, name: str) -> Path:
        """A generated service."""
        return self.root / "split" / "services" / name


def need_programs() -> None:
    """Make sure that Node, npm and MariaDB are there.

    Raises:
        DemoError: one is not; says how it is installed.
    """
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise DemoError(
                f"The demonstration needs {program}, which is not installed. Install Node 20 or newer."
            )
    if not (NODE_24 / "node").exists():
        raise DemoError(f"The gateway needs Node 24, which is not in {NODE_24}. `make node` installs it.")
    if not (EXAMPLE / "backend" / "node_modules").is_dir():
        raise DemoError("The example's packages are not installed. `make node` installs them.")
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
    for names in (("mariadbd", "mysqld"), ("mariadb-dump", "mysqldump")):
        if not any(shutil.which(name, path=path) for name in names):
            raise DemoError(
                f"The demonstration needs {names[0]}, which is not installed. `make mariadb` installs it, or: apt-get "
                "install mariadb-server (brew install mariadb)."
            )


def copy_example(root: Path, isolation: str) -> Built:
    """Copy the example (its packages are shared), and say in its split file how services are kept apart."""
    if not (root / "woosh-split.yaml").exists():  # a folder that is kept has it, with the gateway's edit
        shutil.copytree(EXAMPLE, root, ignore=_NOT_COPIED, dirs_exist_ok=True)
    packages = root / "backend" / "node_modules"
    if not packages.exists():
        packages.symlink_to(EXAMPLE / "backend" / "node_modules")
    file = root / "woosh-split.yaml"
    text, found = _ISOLATION.subn(f"isolation: {isolation}", file.read_text(encoding="utf-8"))
    if found != 1:
        raise DemoError(f"{file} does not say its isolation once.")
    file.write_text(text, encoding="utf-8")
    return Built(root)


def generate(shell: Shell, services: Sequence[str]) -> None:
    """Have the gateway, the table and the services written."""
    shell.woosh_split("gateway", "--set-trust-proxy", "--yes")
    shell.woosh_split("gateway")
    shell.woosh_split("routes", "write")
    shell.woosh_split("extract", *services, "--quiet")


def compile_all(shell: Shell, built: Built, services: Sequence[str]) -> None:
    """Install and compile; what is newer than its sources already is left alone."""
    newer = {"PATH": f"{NODE_24}:{os.environ['PATH']}"}
    if not _is_current(built.monolith):
        shell.run(["npm", "run", "build", "--silent"], folder=built.monolith)
    if not _is_current(built.gateway):
        shell.run(["npm", "ci", *_NPM], folder=built.gateway, more=newer)
        shell.run(["npm", "run", "build", "--silent"], folder=built.gateway, more=newer)
    workspace = built.service("x").parent
    left = [name for name in services if not _is_current(built.service(name))]
    if left:
        shell.run(["npm", "install", *_NPM], folder=workspace)
    with ThreadPoolExecutor(2) as pool:
        made = [
            pool.submit(shell.run, ["npm", "run", "build", "--silent", "--workspace", name], folder=workspace)
            for name in left
        ]
        for each in made:
            each.result()


def _is_current(folder: Path) -> bool:
    entry = folder / "dist" / "main.js"
    sources = [*folder.joinpath("src").rglob("*.ts"), folder / "package.json"]
    return entry.is_file() and entry.stat().st_mtime >= max(each.stat().st_mtime for each in sources)
