"""Mutation sanity: whatever is taken out of a rule's code, an example of its page is judged differently.

The example's facts are read once. Then the rule is asked with one thing changed at a time: no finding is yielded, one
of its places to yield is gone, or one of its conditions always or never holds.
"""

from __future__ import annotations

import ast
import copy
import inspect
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from rule_pages import Example, examples

from woosh_split.check.engine import observe
from woosh_split.check.pages import page
from woosh_split.check.placing import placed_to_show
from woosh_split.check.registry import RULES
from woosh_split.check.rule import Rule
from woosh_split.check.scene import look
from woosh_split.pipeline.analyse import facts_from, open_tree
from woosh_split.pipeline.generated import find_edited
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.pipeline.suppressions import find_suppressions
from woosh_split.split.load import load_split

TODAY = date(2026, 11, 28)
MORE = {
    # Each is the page's invalid example with one contract more; of WS704 that of another rule, where the contract is used.
    "WS501": ("WS501", ("4fc06d52", "transaction", "OrdersService.close")),
    "WS704": ("WS501", ("4fc06d52", "transaction", "OrdersService.close")),
}
SURVIVE = {
    "WS305": frozenset({"False: if crossing.kind == WRITE"}),
    "WS306": frozenset({"False: if len(columns) > SHOWN"}),
    "WS502": frozenset({"False: if more"}),
    "WS602": frozenset({"False: if each.missing"}),
}
"""What no example tells: each chooses the wording of a case that the page does not show, and none what is found."""

Judge = Callable[[Rule], list[tuple[object, ...]]]


def judge_of(example: Example, root: Path) -> Judge:
    """Return what one rule finds in an example, whatever that rule is made of."""
    example.write(root)
    request = AnalyseRequest(root)
    path = root / "woosh-split.yaml"
    text = path.read_text(encoding="utf-8")
    with open_tree(request) as tree:
        facts = facts_from(tree, request)
        scene = look(facts, load_split(path), TODAY, split_text=text, edited=find_edited(tree))
        comments = find_suppressions(tree, {*scene.module_of_file, *facts.shared_files})

        def read(name: str) -> bytes | None:
            return text.encode() if name == path.name else tree.content(name) if name in tree.files else None

    def judge(rule: Rule) -> list[tuple[object, ...]]:
        others = [each for each in RULES if each.text.code != rule.text.code]
        observed = observe(scene, [*others, rule], comments, read)
        return [
            (each.path, each.line, each.to_service, each.message, each.fix)
            for each in placed_to_show(observed.violations, observed.places, read)
            if each.code == rule.text.code
        ]

    return judge


def more_of(code: str) -> Iterator[Example]:
    """Yield what a rule's page does not show: crossings with a contract that holds."""
    if code in MORE:
        text = next(rule.text for rule in RULES if rule.text.code == MORE[code][0])
        invalid, _ = examples(page(text))
        name, kind, what = MORE[code][1]
        contract = (
            f'  - {{id: "{name}", from: orders, to: users, kind: {kind}, what: {what}, policy: debt, '
            "issue: https://tracker.example/SHOP-413, until: 2099-12-31}\n"
        )
        files = invalid.files | {"woosh-split.yaml": invalid.files["woosh-split.yaml"] + contract}
        yield Example(files)


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Yield the rule with one thing changed, and what that is."""
    kind = type(rule)
    module = sys.modules[kind.__module__]
    tree = ast.parse(inspect.getsource(module))
    for index, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
            yield f"no yield: {_first_line(node)}", _changed(tree, index, module, kind.__name__, _nothing)
        elif isinstance(node, ast.FunctionDef) and node.name == "find":
            yield "nothing is found", _changed(tree, index, module, kind.__name__, _empty)
        elif isinstance(node, ast.If | ast.IfExp):
            for truth in (True, False):
                name = f"{truth}: if {ast.unparse(node.test)}"
                yield name, _changed(tree, index, module, kind.__name__, _always(truth))


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).split("\n")[0][:60]


def _changed(
    tree: ast.Module, index: int, module: ModuleType, name: str, change: Callable[[ast.AST], None]
) -> Rule:
    copied = copy.deepcopy(tree)
    change(list(ast.walk(copied))[index])
    names = dict(vars(module))
    exec(compile(ast.fix_missing_locations(copied), f"<mutant of {name}>", "exec"), names)
    made: Rule = names[name]()
    return made


def _nothing(node: ast.AST) -> None:
    assert isinstance(node, ast.Expr)
    node.value = ast.YieldFrom(ast.Tuple([], ast.Load()))


def _empty(node: ast.AST) -> None:
    assert isinstance(node, ast.FunctionDef)
    node.body = [ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))]


def _always(truth: bool) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.If | ast.IfExp)
        node.test = ast.Constant(truth)

    return change


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.text.code)
def test_an_example_tells_when_something_is_taken_out_of_a_rule(rule: Rule, tmp_path: Path) -> None:
    shown = (*examples(page(rule.text)), *more_of(rule.text.code))
    judges = [judge_of(example, tmp_path / str(index)) for index, example in enumerate(shown)]
    whole = [judge(rule) for judge in judges]
    assert whole[0]
    assert whole[1] == []
    survived = set()
    for name, mutant in mutants(rule):
        try:
            told = [judge(mutant) for judge in judges] != whole
        except Exception:
            told = True
        if not told:
            survived.add(name)
    assert survived == SURVIVE.get(rule.text.code, frozenset())
