"""Paths and requests for hypothesis to draw, few enough to meet."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    "a",
    "b",
    "A",
    ":x",
    ":y",
    r":n(\d+)",
    ":o?",
    "b:x",
    ":x-:y",
    "*",
    ":r(.*)",
    "{/a}",
    "{/:z}",
    "7",
    "a.b",
]
METHODS = ["GET", "POST", "HEAD", "ALL"]
PARTS = ["", "a", "b", "A", "7", "77", "ba", "a-b", "..", "%61", "a.b", "axb", "-", "c"]


@st.composite
def paths(draw: st.DrawFn) -> str:
    """Draw a path of up to four pieces."""
    text = ""
    for piece in draw(st.lists(st.sampled_from(PIECES), max_size=4)):
        text += piece if piece.startswith("{") else f"/{piece}"
    return text or "/"


requests = st.tuples(
    st.sampled_from(["GET", "HEAD", "POST", "PURGE"]),
    st.lists(st.sampled_from(PARTS), max_size=5).map(lambda parts: "/" + "/".join(parts)),
)
