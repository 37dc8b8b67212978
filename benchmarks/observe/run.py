"""Measures ``observe`` on a general log: seconds, MB/s and the most memory. Writes nothing but the log.

::

    .venv/bin/python benchmarks/observe/run.py --megabytes 1024
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from general_log import write


def main() -> None:
    """Make the log in a folder of its own, read it once, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--form", choices=("mariadb", "mysql"), default="mariadb")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ws-observe-") as folder:
        log = Path(folder) / "general.log"
        with log.open("wb") as file:
            entries = write(file, arguments.megabytes << 20, arguments.form)
        size = log.stat().st_size
        command = [
            sys.executable,
            "-m",
            "woosh_split",
            "observe",
            folder,
            "--no-facts",
            "--general-log",
            str(log),
        ]
        started = time.monotonic()
        process = subprocess.Popen(
            [*command, "--format", "json", "--output", str(Path(folder) / "observed.json")]
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        print(
            f"{arguments.form}: {size / 2**20:,.0f} MB, {entries:,} entries: {seconds:.1f} s "
            f"({size / 2**20 / seconds:.0f} MB/s), user {usage.ru_utime:.1f} s, at most {usage.ru_maxrss / 1024:.0f} MB, exit {os.waitstatus_to_exitcode(status)}"
        )


if __name__ == "__main__":
    main()
