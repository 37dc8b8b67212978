"""The whole migration of the example on this machine: every phase forward under load, one back and forward again, all the way back.

``make demo-migration`` or ``python benchmarks/migration/run.py [--isolation schema|grants] [--phases 2] [--write]``. It runs
``woosh-split`` as a person would and shows every command. Exit code 1: a figure is not as it must be; 2: something is
missing or did not work; 130: interrupted.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from pathlib import Path

from building import ROOT, Built, compile_all, copy_example, generate, need_programs
from commands import DemoError, Shell
from figures import Figures
from migration import Migration
from plan_of import Phase, phases_of
from running import APP_USER, DATABASE, Stage

sys.path.insert(0, str(ROOT))  # the folder above is no package

from woosh_split.database.comparing import administer, run
from woosh_split.errors import WooshSplitError
from woosh_split.parity.clones import make_clones, read_filling
from woosh_split.parity.processes import Children, interruptible
from woosh_split.parity.server import Server, database_server
from woosh_split.sql.quoting import literal

README = Path(__file__).with_name("README.md")
SQL_MODE = "NO_ENGINE_SUBSTITUTION"


def main() -> int:
    """Do what the command line says."""
    options = _options()
    chosen = ["schema", "grants"] if options.isolation == "both" else [options.isolation]
    folder = Path(tempfile.mkdtemp(prefix="ws-demo-"))
    told: list[tuple[str, Figures]] = []
    began = time.monotonic()
    try:
        need_programs()
        for isolation in chosen:
            told.append((isolation, _one(options, isolation, options.folder or folder / "woosh")))
    except (DemoError, WooshSplitError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted. Everything that was started is stopped.", file=sys.stderr)
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = "\n\n".join(f"### Isolation `{isolation}`\n\n{figures.table()}" for isolation, figures in told)
    print(f"\n{text}\n\n{time.monotonic() - began:.0f} s in all.")
    wrong = [(isolation, line) for isolation, figures in told for line in figures.wrong]
    for isolation, line in wrong:
        print(f"\nNOT AS IT MUST BE ({isolation}): {line.name}: {line.value}")
        for each in line.why:
            print(f"  {each}")
    if options.write:
        _write(text)
    return 1 if wrong else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--isolation", choices=("schema", "grants", "both"), default="schema")
    parser.add_argument(
        "--phases", type=int, metavar="N", help="Only the first N phases that have a service."
    )
    parser.add_argument(
        "--soak",
        type=float,
        default=4.0,
        metavar="SECONDS",
        help="Load on each service before the next phase.",
    )
    parser.add_argument("--clients", type=int, default=2, metavar="N", help="Clients of each kind.")
    parser.add_argument(
        "--think",
        type=float,
        default=0.05,
        metavar="SECONDS",
        help="How long a client thinks between two jobs.",
    )
    parser.add_argument(
        "--stall", type=int, default=500, metavar="MS", help="The longest wait that is allowed."
    )
    parser.add_argument(
        "--folder", type=Path, metavar="DIR",
        help="Build there and keep it, so that another run compiles only what changed. Default: a temporary folder.",
    )  # fmt: skip
    parser.add_argument(
        "--write", action="store_true", help="Write the tables into the README beside this file."
    )
    options = parser.parse_args()
    if options.folder is not None:
        options.folder = options.folder.resolve()
    return options


def _one(options: argparse.Namespace, isolation: str, root: Path) -> Figures:
    print(f"\n== Isolation {isolation}: the example is copied to {root}", flush=True)
    built = copy_example(root, isolation)
    shell = Shell(root)
    phases = phases_of(root / "woosh-split.yaml")
    if options.phases is not None:
        phases = phases[: options.phases]
    services = sorted({name for phase in phases for name in (*phase.services, *phase.calls)})
    generate(shell, services)
    compile_all(shell, built, services)
    work = Path(tempfile.mkdtemp(prefix="ws-demo-run-"))
    try:
        (work / "logs").mkdir()
        with interruptible(), Children(work / "logs") as children:
            taken: set[int] = set()
            print("\n== A private MariaDB, with the example's schema and rows", flush=True)
            with database_server(None, children, work / "database", SQL_MODE, taken) as server:
                stage = _stage(server, built, work, children, services, taken)
                shell.environment |= {
                    "WOOSH_SPLIT_DATABASE": f"{server.url}/{DATABASE}",
                    **{name: url for name, url in stage.urls().items() if not name.startswith("MONOLITH")},
                }
                figures = _migrate(options, shell, stage, phases)
                if figures.wrong:
                    kept = Path(tempfile.mkdtemp(prefix="ws-demo-logs-"))
                    shutil.copytree(work / "logs", kept, dirs_exist_ok=True)
                    print(f"\nThe logs of all programs are kept in {kept}", flush=True)
                return figures
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _stage(
    server: Server, built: Built, work: Path, children: Children, services: list[str], taken: set[int]
) -> Stage:
    seed = [sys.executable, "database/seed.py", "--rows", "20"]
    make_clones(
        server, [DATABASE], read_filling([built.root / "database" / "schema.sql"], seed, built.root, "latin1")
    )
    password = os.urandom(16).hex()
    with administer(server.url) as connection:
        who = f"{literal(APP_USER)}@{literal('127.0.0.1')}"
        run(
            connection,
            [f"CREATE USER {who} IDENTIFIED BY '{password}'", f"GRANT ALL ON {DATABASE}.* TO {who}"],
        )
    return Stage(built, work, children, server.endpoint, services, taken, password)


def _migrate(options: argparse.Namespace, shell: Shell, stage: Stage, phases: list[Phase]) -> Figures:
    migration = Migration(shell, stage, phases, options)
    print("\n== Without load: forward, and all the way back", flush=True)
    migration.there_and_back()
    print("\n== The monolith, and the gateway in front of it", flush=True)
    stage.start_monolith()
    stage.start_gateway()
    shell.woosh_split("status", "--journal", "0")
    with migration.under_load():
        for number, phase in enumerate(phases):
            print(f"\n== {phase.id}", flush=True)
            migration.forward(phase)
            if number == min(1, len(phases) - 1):
                print(f"\n== {phase.id}: back, and again", flush=True)
                migration.back(phase)
                migration.forward(phase, again=True)
        migration.end_of_forward()
        print("\n== All the way back, under load", flush=True)
        migration.all_back()
    migration.account()
    return migration.figures


def _write(text: str) -> None:
    head = README.read_text(encoding="utf-8").split("<!-- table -->")[0]
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}."
    README.write_text(f"{head}<!-- table -->\n\n{machine}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
