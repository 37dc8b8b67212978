"""The page holds any text as text: nothing from the data becomes markup, a script or a connection."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.artefacts.report.page import SCRIPTS, embedded, page
from woosh_split.resources import resource

ATTACKS = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "\u2028\u2029",
    "{{ 7*7 }}",
    "\x00\udc80",
    '"><img src=x onerror=alert(1)>',
    "&lt;/script&gt;",
)
SHELL = resource("templates/report")


class Parts(HTMLParser):
    """Collects elements, and the text of scripts, as a browser would cut them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append("")
        if tag == "style":
            self.styles.append("")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep the text of scripts and styles."""
        if self._inside == "script":
            self.scripts[-1] += data
        if self._inside == "style":
            self.styles[-1] += data


@settings(deadline=None)
@given(st.text() | st.sampled_from(ATTACKS))
def test_any_text_survives_and_never_leaves_its_element(text: str) -> None:
    """Surrogates too: half a file name that is not UTF-8 is such a text."""
    block = embedded({text: [text], "nested": {"name": text}})
    assert json.loads(block) == {text: [text], "nested": {"name": text}}
    assert not re.search("[<>&\u2028\u2029]", block)
    block.encode()


@pytest.mark.parametrize("text", ATTACKS)
def test_the_page_has_the_same_elements_whatever_the_names_are(text: str) -> None:
    plain = Parts(page("plain", {"name": "plain"}))
    attacked = Parts(page(text, {"name": text}))
    assert [tag for tag, _ in attacked.tags] == [tag for tag, _ in plain.tags]
    assert json.loads(attacked.scripts[0]) == {"name": text}
    assert attacked.scripts[1:] == plain.scripts[1:]


def test_the_policy_allows_exactly_what_is_in_the_page() -> None:
    parts = Parts(page("title", {}))
    policy = next(
        attributes["content"]
        for tag, attributes in parts.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    runnable = [*parts.scripts[1:], *parts.styles]
    assert sorted(re.findall(r"'(sha256-[^']+)'", policy)) == sorted(
        "sha256-" + b64encode(sha256(text.encode()).digest()).decode() for text in runnable
    )


def test_the_page_names_no_address() -> None:
    """But for comments of the library, which nobody follows; the policy would forbid it."""
    text = page("title", {})
    own = text.replace((SHELL / "vendor/cytoscape/cytoscape.min.js").read_text(encoding="utf-8"), "")
    assert not re.search(r"https?://|src=\"(?!\")|@import|url\(", own)


def test_no_script_of_ours_makes_markup_from_text() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|DOMParser|\bfetch\(|XMLHttp"
    found: list[Any] = [
        (name, match)
        for name in SCRIPTS
        for match in re.findall(forbidden, (SHELL / name).read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_script_of_the_template_is_in_the_page() -> None:
    assert sorted(path.name for path in Path(SHELL).glob("*.js")) == sorted(SCRIPTS)
