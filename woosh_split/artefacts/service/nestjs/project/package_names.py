"""Names of packages: what an import specifier asks for, what belongs to Node, where types of a package live."""

from __future__ import annotations

import re

BUILT_IN = frozenset(
    [
        "assert",
        "async_hooks",
        "buffer",
        "child_process",
        "cluster",
        "console",
        "constants",
        "crypto",
        "dgram",
        "diagnostics_channel",
        "dns",
        "domain",
        "events",
        "fs",
        "http",
        "http2",
        "https",
        "inspector",
        "module",
        "net",
        "os",
        "path",
        "perf_hooks",
        "process",
        "punycode",
        "querystring",
        "readline",
        "repl",
        "stream",
        "string_decoder",
        "sys",
        "timers",
        "tls",
        "trace_events",
        "tty",
        "url",
        "util",
        "v8",
        "vm",
        "wasi",
        "worker_threads",
        "zlib",
    ]
)
"""Node's own modules, without their ``node:`` (nodejs.org/api)."""


_NAME = re.compile(r"(@[a-z0-9~-][\w.~-]*/)?[A-Za-z0-9~_-][\w.~-]*(?=/|$)")


def package_of(specifier: str) -> str | None:
    """Return the package that a specifier names; None for files, Node's modules and ``#`` imports."""
    if not specifier or specifier[0] in "./#" or specifier.startswith(("node:", "file:", "data:", "http")):
        return None
    match = _NAME.match(specifier)
    if match is None or match[0] in BUILT_IN:
        return None
    return match[0]


def types_of(name: str) -> str:
    """Return the package of DefinitelyTyped that holds the types of a package."""
    return "@types/" + (name[1:].replace("/", "__") if name.startswith("@") else name)


def typed_by(types: str) -> str:
    """Return the package whose types an ``@types`` package holds."""
    name = types.removeprefix("@types/")
    return "@" + name.replace("__", "/", 1) if "__" in name else name
