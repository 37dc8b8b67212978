"""Fixtures that every test may take."""

import signal
import tempfile
from pathlib import Path

import pytest
from chromium import chromium
from example_run import ExampleRun, run_example
from gateway_process import built_gateway
from hypothesis import HealthCheck, settings
from mariadb import mariadb
from mysql_server import mysql

# How long an example takes says how busy the machine is, and nothing about what is tested.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

__all__ = ["built_gateway", "chromium", "mariadb", "mysql"]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts `make test &` with interrupts ignored, and what the tests start would inherit that: some of them
    # are interrupted on purpose.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def example_run() -> ExampleRun:
    """Run the example once a session (once a worker of pytest-xdist: tests that take it are one ``xdist_group``)."""
    with tempfile.TemporaryDirectory(prefix="ws-run-") as folder:
        return run_example(Path(folder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give what runs real servers a second try, which the summary lists: a neighbour can take a port or starve a process."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.flaky(reruns=1))
