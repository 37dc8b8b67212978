"""The colours of services: twelve hues that stay apart from each other, each for light and for dark paper.

On light paper a colour carries white text, on dark paper near-black text; both have a contrast of at least 4.5
(WCAG 2.2, 1.4.3), which a test measures. No information hangs on colour alone: every service is named too.
"""

from __future__ import annotations

SERVICES = (
    ("#2563a8", "#82b6f0"),
    ("#b0501a", "#f0a370"),
    ("#2c763b", "#82cd90"),
    ("#8a3fa0", "#d2a2e4"),
    ("#b3324f", "#f394aa"),
    ("#0f717d", "#62c8d5"),
    ("#7a6412", "#d6bd5c"),
    ("#4f52b8", "#aaadf7"),
    ("#a33c86", "#ec9bd4"),
    ("#87482e", "#dba68a"),
    ("#3d6875", "#97bfce"),
    ("#5a6f24", "#b6cf76"),
)
NEUTRAL = ("#566170", "#a9b3c1")
"""The monolith, shared tables, libraries and tables that no code uses."""


def colour_of(index: int) -> tuple[str, str]:
    """Return the pair of the ``index``-th service; beyond twelve they start again."""
    return SERVICES[index % len(SERVICES)]
