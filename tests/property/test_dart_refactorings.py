"""The idiom of a Flutter app never changes which requests it sends: each app is refactored at once, and the calls are compared."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from dart_forms import FORMS, files_of
from dart_refactorings import ALL, Refactoring, parse
from monoliths import EXAMPLE, MINI

from woosh_split.sources.client.flutter import link_client, read_dart

APPS = [root for each in (*MINI, EXAMPLE) if (root := each.root / "app" / "lib").is_dir()]


def sent(sources: dict[str, bytes]) -> tuple[set[str], int]:
    """Return verb and path of every call, and how many are unresolved."""
    calls, unresolved = link_client([read_dart(text, path) for path, text in sources.items()], ())
    return {f"{call.method} {call.path}" for call in calls}, len(unresolved)


@cache
def _sources(app: Path) -> dict[str, bytes]:
    return {str(path.relative_to(app.parent)): path.read_bytes() for path in sorted(app.rglob("*.dart"))}


@pytest.mark.parametrize("refactoring", ALL, ids=lambda each: each.__name__)
@pytest.mark.parametrize("app", APPS, ids=lambda app: app.parents[1].name)
def test_another_idiom_sends_the_same_requests(app: Path, refactoring: Refactoring) -> None:
    random = Random(refactoring.__name__)
    after = {path: refactoring(text, random) for path, text in _sources(app).items()}
    for text in after.values():
        parse(text)
    assert sent(after) == sent(_sources(app))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_sends_the_same_request(form: str) -> None:
    assert sent(files_of(form)) == ({"GET /api/orders/:param"}, 0)


def test_every_refactoring_changes_an_app() -> None:
    """One that changes nothing would hold for ever."""
    for refactoring in ALL:
        assert any(refactoring(text, Random(1)) != text for app in APPS for text in _sources(app).values())
