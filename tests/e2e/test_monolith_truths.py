"""What ``analyse`` says of each mini monolith is what a person reads in it: precision and recall of 1 for every key."""

from __future__ import annotations

import pytest
from monoliths import MINI, Monolith, facts_of
from scoring import printed, score


@pytest.mark.parametrize("monolith", MINI, ids=lambda monolith: monolith.name)
def test_the_facts_are_the_truth(monolith: Monolith) -> None:
    scores = score(facts_of(monolith), monolith.truth)
    assert scores, "the truth states nothing"
    if not all(one.clean for one in scores):
        pytest.fail(f"{monolith.name}\n{printed(scores)}", pytrace=False)


@pytest.mark.parametrize("monolith", MINI, ids=lambda monolith: monolith.name)
def test_every_place_is_a_line_of_a_file(monolith: Monolith) -> None:
    """Each fact with a file says where it is read; the place exists."""
    lines: dict[str, int] = {}
    wrong = []
    for key, items in facts_of(monolith).items():
        for item in items if isinstance(items, list) else ():
            if not isinstance(item, dict) or not item.get("file"):
                continue
            file, line = item["file"], item["line"]
            if file not in lines:
                lines[file] = (monolith.root / file).read_text(encoding="utf-8").count("\n") + 1
            if not 1 <= line <= lines[file]:
                wrong.append(f"{key}: {file}:{line}")
    assert wrong == []
