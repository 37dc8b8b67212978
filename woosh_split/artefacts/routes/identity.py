"""What a client may not say about itself: engines drop these headers on the way to every target.

As many as a Gateway API filter takes. The generated gateway drops whole families of names (``X-User-*``); engines that cannot
compare beginnings of names drop these of them.
"""

from __future__ import annotations

IDENTITY = (
    "Forwarded", "True-Client-IP", "X-Client-IP", "X-HTTP-Method", "X-HTTP-Method-Override", "X-Internal-Token",
    "X-Method-Override", "X-Original-URI", "X-Original-URL", "X-Real-IP", "X-Rewrite-URL", "X-Shadow", "X-User-Email",
    "X-User-Id", "X-User-Role", "X-User-Roles",
)  # fmt: skip

MORE = (
    "X-Cluster-Client-IP", "X-Forwarded", "X-Forwarded-Access-Token", "X-Forwarded-Email", "X-Forwarded-Groups",
    "X-Forwarded-Path", "X-Forwarded-Port", "X-Forwarded-Preferred-Username", "X-Forwarded-Prefix", "X-Forwarded-Server",
    "X-Forwarded-Ssl", "X-Forwarded-Uri", "X-Forwarded-User", "X-Original-Host", "X-User", "X-User-Name",
)  # fmt: skip
"""What engines that have no such limit drop besides."""

FORWARDING = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto")
"""What engines set themselves, whatever a client says."""

TWINS = tuple(sorted(name.replace("-", "_") for name in (*IDENTITY, *MORE, *FORWARDING) if "-" in name))
"""The same names with underscores, which some servers read as dashes. Other headers with underscores are the app's own."""
