"""Every rule finds the invalid example of its page, at the marked line, and nothing else; and nothing in the valid one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rule_pages import examples

from woosh_split.check import registry
from woosh_split.check.catalogue import texts
from woosh_split.check.pages import index, page
from woosh_split.check.placing import placed_to_show
from woosh_split.check.registry import RULES
from woosh_split.check.rule import Rule
from woosh_split.model.violation import Violation
from woosh_split.pipeline.check import CheckRequest, observe_tree
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import load_split

TODAY = date(2026, 11, 28)
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.text.code)


def violations(root: Path) -> tuple[Violation, ...]:
    path = root / "woosh-split.yaml"
    observed = observe_tree(CheckRequest(AnalyseRequest(root), load_split(path), path, TODAY))
    return placed_to_show(observed.violations, observed.places, lambda name: (root / name).read_bytes())


def found(root: Path) -> list[tuple[str, str, int]]:
    return [(each.code, each.path, each.line) for each in violations(root)]


@each_rule
def test_the_invalid_example_breaks_this_rule_at_the_marked_lines_and_no_other(
    rule: Rule, tmp_path: Path
) -> None:
    invalid, _ = examples(page(rule.text))
    assert invalid.marked
    assert found(invalid.write(tmp_path)) == [(rule.text.code, *place) for place in invalid.marked]


@each_rule
def test_the_valid_example_breaks_no_rule(rule: Rule, tmp_path: Path) -> None:
    _, valid = examples(page(rule.text))
    assert valid.files
    assert found(valid.write(tmp_path)) == []


@each_rule
def test_without_the_rule_its_example_is_not_found(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each rule does its own work: no other one would tell."""
    texts()  # it is kept for the whole process, so that it must not be asked first while a rule is away
    monkeypatch.setattr(registry, "RULES", tuple(each for each in RULES if each is not rule))
    invalid, _ = examples(page(rule.text))
    assert rule.text.code not in {code for code, _, _ in found(invalid.write(tmp_path))}


@each_rule
def test_the_caret_stands_on_a_word_of_the_line(rule: Rule, tmp_path: Path) -> None:
    invalid, _ = examples(page(rule.text))
    for each in violations(invalid.write(tmp_path)):
        line = (tmp_path / each.path).read_text(encoding="utf-8").splitlines()[each.line - 1]
        assert 1 <= each.column < each.end_column <= len(line) + 1
        assert line[each.column - 1 : each.end_column - 1].strip()


def test_codes_names_and_files_are_spelt_alike() -> None:
    for rule in RULES:
        name = rule.text.name
        assert type(rule).__name__ == "".join(word.title() for word in name.split("-"))
        assert type(rule).__module__.rpartition(".")[2] == name.replace("-", "_")
        assert type(rule).__module__.startswith("woosh_split.check.rules.")


def test_the_rules_stand_in_the_order_of_their_codes_each_once() -> None:
    codes = [rule.text.code for rule in RULES]
    assert codes == sorted(set(codes))


DOCS = Path(__file__).parents[4] / "docs" / "reference" / "rules"


def test_the_pages_of_the_documentation_are_those_that_the_command_prints() -> None:
    """``make golden`` writes them anew."""
    wanted = {f"{rule.text.code}.md": page(rule.text) for rule in RULES}
    wanted["index.md"] = index([rule.text for rule in RULES])
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")} == wanted
