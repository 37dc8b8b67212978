"""What a proxied request costs: the generated gateway, Nest with http-proxy-middleware, and nginx, in one run.

    python benchmarks/gateway/run.py [--seconds 6] [--rounds 4]

Needs nginx, wrk and Redis (apt-get install nginx-light wrk redis-server), and the packages of tests/gateway and benchmarks/gateway. Every proxy has one
thread and the same upstream: an nginx that answers 1 KB of JSON. A slice of each candidate is measured between two slices
of nginx; told is the median of the ratios. CPU is that of the proxy's process, from /proc.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import hmac
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from gateway_process import (  # noqa: E402
    PACKAGES,
    build_gateway,
    free_ports,
    node,
    route,
    running_gateway,
    table,
)
from redis_server import running_redis  # noqa: E402

HERE = Path(__file__).parent
TICK = os.sysconf("SC_CLK_TCK")
SECRET = "only for this benchmark"
CONFIG = """
daemon off; master_process off; worker_processes 1; pid {folder}/{name}.pid; error_log /dev/null;
events {{ worker_connections 4096; }}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; keepalive_requests 1000000000;
  upstream up {{ server 127.0.0.1:{upstream}; keepalive 64; keepalive_requests 1000000000; }}
  server {{ listen 127.0.0.1:{port}; {location} }}
}}
"""
ANSWER = 'location / {{ default_type application/json; return 200 \'{{"data":"{filling}"}}\'; }}'.replace(
    "{filling}", "x" * 1000
)
PASS = (
    'location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; '
    "proxy_set_header X-Forwarded-For $remote_addr; }"
)


def token() -> str:
    """Return a token that is valid for an hour."""

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    signed = f"{part({'alg': 'HS256'})}.{part({'sub': '7', 'exp': int(time.time()) + 3600})}"
    digest = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


@contextlib.contextmanager
def nginx(folder: Path, name: str, port: int, upstream: int, location: str) -> Iterator[int]:
    """Run an nginx of one process; yield its id."""
    config = folder / f"{name}.conf"
    config.write_text(
        CONFIG.format(folder=folder, name=name, port=port, upstream=upstream, location=location)
    )
    process = subprocess.Popen(["nginx", "-c", str(config), "-p", str(folder)], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def cpu(pid: int) -> float:
    """Return the seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def measure(pid: int, port: int, seconds: float, headers: tuple[str, ...] = ()) -> tuple[float, float, int]:
    """Return requests a second, microseconds of CPU a request, and how many failed."""
    before = cpu(pid)
    command = [
        "wrk",
        "-t1",
        "-c32",
        f"-d{max(1, round(seconds))}s",
        *(f"-H{each}" for each in headers),
        f"http://127.0.0.1:{port}/api/orders/7",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = cpu(pid) - before
    count = int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]
    failed = sum(int(each) for each in re.findall(r"Non-2xx or 3xx responses: (\d+)", told))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
    return rate, used / count * 1e6, failed


@contextlib.contextmanager
def plain(folder: Path, port: int, upstream: int) -> Iterator[int]:
    """Run Nest with http-proxy-middleware and an agent that keeps connections."""
    environment = os.environ | {"PORT": str(port), "UPSTREAM": f"http://127.0.0.1:{upstream}"}
    process = subprocess.Popen([str(node()), str(HERE / "plain.mjs")], env=environment)
    time.sleep(3)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def everything_on(
    environment: dict[str, str], address: str, stack: contextlib.ExitStack, folder: Path
) -> dict[str, str]:
    """Return an environment in which a request costs all that it can."""
    made = subprocess.run(
        [str(node()), str(PACKAGES / "keys.mjs"), json.dumps({"do": "internal"})],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    redis = stack.enter_context(running_redis(folder / "redis", free_ports(1)[0]))
    return environment | {
        "INTERNAL_PRIVATE_KEY": json.loads(made.stdout)["pem"], "INTERNAL_KEY_ID": "gateway-1", "SESSION_CHECK_URL": address,
        "RATE_LIMIT": "1000000000", "REDIS_URL": redis.url,
    }  # fmt: skip


def main() -> None:
    """Measure all of them and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rounds", type=int, default=4)
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        upstream, passing, other = free_ports(3)
        stack.enter_context(
            nginx(folder, "upstream", upstream, upstream, ANSWER.replace("{{", "{").replace("}}", "}"))
        )
        base = stack.enter_context(nginx(folder, "pass", passing, upstream, PASS))
        built = build_gateway(folder / "gateway", ("orders",))
        content = table(route("/api/orders/:id", 0, auth="required"), services=("orders",))
        open_ = table(route("/api/orders/:id", 0, target={"kind": "monolith"}), services=("orders",))
        address = f"http://127.0.0.1:{upstream}"
        environment = {
            "MONOLITH_URL": address,
            "ORDERS_URL": address,
            "JWT_SECRET": SECRET,
            "LOG_LEVEL": "warn",
        }
        bare = stack.enter_context(running_gateway(built, folder / "bare", open_, environment))
        logging = stack.enter_context(
            running_gateway(built, folder / "log", open_, environment | {"LOG_LEVEL": "info"})
        )
        judging = stack.enter_context(running_gateway(built, folder / "jwt", content, environment))
        everything = everything_on(environment, address, stack, folder)
        full = stack.enter_context(running_gateway(built, folder / "full", content, everything))
        candidates = {
            "gateway": (bare.process.pid, bare.port, ()),
            "gateway, access log": (logging.process.pid, logging.port, ()),
            "gateway, cached JWT": (judging.process.pid, judging.port, (f"Authorization: Bearer {token()}",)),
            "gateway, cached JWT, internal token, session check, limit in Redis": (
                full.process.pid,
                full.port,
                (f"Authorization: Bearer {token()}",),
            ),
        }
        if (HERE / "node_modules").exists():
            pid = stack.enter_context(plain(folder, other, upstream))
            candidates["Nest, http-proxy-middleware, keep-alive"] = (pid, other, ())
        found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in candidates}
        own: list[float] = []
        for number in range(asked.rounds + 1):
            for name, (pid, port, headers) in candidates.items():
                first = measure(base, passing, asked.seconds / 3)
                rate, used, failed = measure(pid, port, asked.seconds, headers)
                second = measure(base, passing, asked.seconds / 3)
                if number:  # the first round warms up
                    found[name].append(
                        (rate / ((first[0] + second[0]) / 2), used / ((first[1] + second[1]) / 2), failed)
                    )
                    own.append((first[1] + second[1]) / 2)
        print(f"nginx: {statistics.median(own):.0f} us of CPU a request")
        for name, slices in found.items():
            rate, used = (statistics.median(each[index] for each in slices) for index in (0, 1))
            failed = sum(each[2] for each in slices)
            print(
                f"{name}: {rate:.2f} of nginx's throughput, {used:.1f} times its CPU a request, {failed} failed"
            )


if __name__ == "__main__":
    main()
