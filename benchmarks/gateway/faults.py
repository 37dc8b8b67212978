"""The gateway under a hundred thousand requests, with targets that reset, break off, hang and are killed: nothing is left of it.

    python benchmarks/gateway/faults.py [--requests 120000]

Needs the packages of tests/gateway. Each kind of request has the one answer that it may have. Resident memory and sockets
are read between the batches. Leaves with 1 where an answer is another one, a deadline is not kept, or memory or sockets grow.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import hmac
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from gateway_process import (  # noqa: E402
    Gateway,
    build_gateway,
    free_ports,
    node,
    route,
    running_gateway,
    table,
)

HERE = Path(__file__).parent
SECRET = "only for this run"
BATCH = 10_000
DEADLINE_MS = 500
USERS = 2_000
EXPECTED = {
    "read": {"200"},
    "write": {"200"},
    "reset": {"502"},
    "half": {"broken"},
    "hang": {"504"},
    "gone": {"gone"},
}
WHILE_KILLED = {
    "read": {"502", "broken"},
    "write": {"502", "503", "broken"},
    "reset": {"503"},
    "half": {"502", "503"},
    "hang": {"502", "503"},
    "gone": {"502"},
}
"""Besides, in a batch in which the target is killed. What it was answering is lost; reads go to the monolith then."""
AT_ONCE = 64


def token(user: int) -> str:
    """Return a user's token, valid for a day."""

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    signed = f"{part({'alg': 'HS256'})}.{part({'sub': str(user), 'exp': int(time.time()) + 86_400})}"
    digest = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


class Target:
    """The service behind the gateway, as a process that can be killed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        environment = {"PORT": str(self.port), "PATH": ""}
        self.process = subprocess.Popen([str(node()), str(HERE / "target.mjs")], env=environment)

    def kill(self) -> None:
        """Kill it, whatever it does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_for_a_while(self) -> None:
        """Kill it a second after the batch began, and start it again a second later."""
        time.sleep(1)
        self.kill()
        time.sleep(1)
        self.start()


@contextlib.contextmanager
def running_target(port: int) -> Iterator[Target]:
    """Run a target."""
    target = Target(port)
    target.start()
    try:
        yield target
    finally:
        target.kill()


def memory(gateway: Gateway) -> float:
    """Return the gateway's resident memory in MB."""
    text = gateway.admin("GET", "/metrics")[1]
    return int(re.search(r"^process_resident_memory_bytes (\d+)", text, re.MULTILINE)[1]) / 1e6  # type: ignore[index]


def settled_sockets(gateway: Gateway) -> int:
    """Return the sockets once those of clients that went are closed."""
    found = gateway.sockets()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        time.sleep(0.5)
        found = min(found, gateway.sockets())
    return found


def send(gateway: Gateway, count: int, tokens: list[str]) -> tuple[Counter[str], int]:
    """Send a batch; return how many of each kind ended how, and the slowest answer of a target that hangs."""
    wanted = json.dumps({"port": gateway.port, "count": count, "atOnce": AT_ONCE, "tokens": tokens})
    done = subprocess.run(
        [str(node()), str(HERE / "load.mjs")], input=wanted, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    return Counter(told["found"]), told["slowest"]


def unexpected(found: Counter[str], *, killed: bool) -> dict[str, int]:
    """Return the endings that no request may have."""
    wrong = {}
    for name, number in found.items():
        kind, how = name.split(": ")
        fine = EXPECTED[kind] | (WHILE_KILLED.get(kind, set()) if killed else set())
        lost = name in ("read: 502", "read: broken") and number > 2 * AT_ONCE
        if how not in fine or lost:
            wrong[name] = number
    return wrong


def main() -> int:
    """Run all batches and tell what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=120_000)
    asked = parser.parse_args()
    tokens = [token(user) for user in range(USERS)]
    problems: list[str] = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ports = free_ports(2)
        target, monolith = (stack.enter_context(running_target(port)) for port in ports)
        built = build_gateway(folder / "gateway", ("orders",))
        entry = route("/api/orders/:act", 0, methods=("GET", "POST"), auth="required", timeout_ms=DEADLINE_MS)
        environment = {
            "MONOLITH_URL": f"http://127.0.0.1:{monolith.port}", "ORDERS_URL": f"http://127.0.0.1:{target.port}",
            "JWT_SECRET": SECRET, "LOG_LEVEL": "warn", "PROXY_HOPS": "1", "RATE_LIMIT": "1000000000",
        }  # fmt: skip
        content = table(entry, services=("orders",))
        gateway = stack.enter_context(running_gateway(built, folder / "run", content, environment))
        before = settled_sockets(gateway)
        total: Counter[str] = Counter()
        seen: list[float] = []
        print(
            "| requests | resident memory | sockets | slowest answer of a target that hangs |\n|---|---|---|---|"
        )
        for number in range(1, asked.requests // BATCH + 1):
            killed = number % 4 == 0
            killer = threading.Thread(target=target.kill_for_a_while)
            if killed:
                killer.start()
            found, slowest = send(gateway, BATCH, tokens)
            if killed:
                killer.join()
            total += found
            seen.append(memory(gateway))
            wrong = unexpected(found, killed=killed)
            if wrong:
                problems.append(f"batch {number}{' (killed)' if killed else ''}: {wrong}")
            print(
                f"| {number * BATCH:,} | {seen[-1]:.0f} MB | {gateway.sockets()} | {slowest} ms |", flush=True
            )
        after = settled_sockets(gateway)
        left = gateway.admin("GET", "/metrics")[1]
    third = max(len(seen) // 3, 1)
    early, late = statistics.median(seen[third : 2 * third] or seen), statistics.median(seen[-third:])
    print(
        f"\nsockets: {before} before, {after} after; memory: {early:.0f} MB in the middle third, {late:.0f} MB in the last"
    )
    for name, number in sorted(total.items()):
        print(f"{name}: {number:,}")
    if "gateway_in_flight 0" not in left:
        problems.append("requests are still in flight")
    if after > before:
        problems.append(f"{after - before} sockets are left")
    if late > early * 1.1 + 5:
        problems.append(f"memory grew from {early:.0f} to {late:.0f} MB")
    for each in problems:
        print(f"! {each}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
