"""What a command costs: CPU time and peak memory, its child processes included."""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
PAUSE = 0.05
PACKAGE = Path(__file__).resolve().parents[2] / "woosh_split"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU (user and system), seconds on the clock, and the peak of resident megabytes."""

    cpu: float
    wall: float
    megabytes: float


class CommandFailedError(Exception):
    """The measured command did not do its work, so its cost means nothing."""


def as_installed() -> None:
    """Compile the package, as pip does for whoever installs it; in a checkout ``PYTHONDONTWRITEBYTECODE`` would forbid it."""
    compileall.compile_dir(PACKAGE, quiet=1)


def measure(command: list[str], *, folder: Path, runs: int = 1) -> Cost:
    """Run the command and return its median cost.

    Raises:
        CommandFailedError: it left with another code than 0.
    """
    costs = [_once(command, folder) for _ in range(runs)]
    return Cost(
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.wall for cost in costs),
        max(cost.megabytes for cost in costs),
    )


def measure_changes(command: list[str], tree: Path, number: int, runs: int, *, new: bool) -> Cost:
    """Return the median cost of the command after ``number`` files were changed; every run meets new content.

    The change says nothing new (a remark in front, so that every line moves, and a constant that nobody asks for), or it
    is ``new``: a function that sends a statement to the database.
    """
    files = sorted(path for path in tree.rglob("*.ts") if path.name.endswith(".service.ts"))
    files = files or sorted(tree.rglob("*.ts"))
    step = max(len(files) // number, 1)
    costs = []
    for run in range(runs):
        name = f"changed{number}x{run}"
        for path in files[::step][:number]:
            text = path.read_text(encoding="utf-8")
            if new:
                added = f"export function {name}(db: import('typeorm').DataSource) {{\n  return db.query('SELECT {run}');\n}}"
                path.write_text(f"{text.rstrip()}\n\n{added}\n", encoding="utf-8")
            else:
                path.write_text(
                    f"// {name}\n{text.rstrip()}\nexport const {name} = {run};\n", encoding="utf-8"
                )
        costs.append(_once(command, tree))
    return sorted(costs, key=lambda cost: cost.cpu)[len(costs) // 2]


def _once(command: list[str], folder: Path) -> Cost:
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0.0
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        peak = max(peak, _resident(process.pid))
        time.sleep(PAUSE)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.stderr is not None
    complaint = process.stderr.read().decode(errors="replace").strip()
    process.stderr.close()
    if process.returncode != 0:
        raise CommandFailedError(f"{' '.join(command)} left with {process.returncode}: {complaint[-500:]}")
    peak = max(peak, usage.ru_maxrss / 1024)
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - began, peak)


def _resident(root: int) -> float:
    """Return the resident megabytes of a process and its descendants now; shared pages count for each of them."""
    children: dict[int, list[int]] = defaultdict(list)
    pages: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            pages[int(entry.name)] = int((entry / "statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):  # it has just ended
            continue
        children[parent].append(int(entry.name))
    total, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        total += pages.get(process, 0)
        waiting.extend(children[process])
    return total * PAGE / 1e6
