"""What is made by ``woosh_split.records`` is what Python's own data classes are, but for being frozen at run time."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import Any

import pytest

from woosh_split.records import dataclass

NAMES: dict[str, Any] = {
    "__annotations__": {"name": "str", "rows": "tuple[object, ...]", "note": "object"},
    "__module__": __name__,
    "rows": (),
    "note": dataclasses.field(default=None, repr=False, compare=False),
}


def made(by: Any, **options: Any) -> type[Any]:
    return by(**options)(type("Order", (), dict(NAMES)))  # type: ignore[no-any-return]


@pytest.mark.parametrize("options", [{"frozen": True, "slots": True}, {"frozen": True}, {"slots": True}, {}])
def test_a_value_is_shown_compared_and_kept_in_sets_as_one_of_pythons_own(options: dict[str, bool]) -> None:
    ours, pythons = made(dataclass, **options), made(dataclasses.dataclass, **options)
    assert (
        repr(ours("a", (1, "b"), note=2))
        == repr(pythons("a", (1, "b"), note=2))
        == "Order(name='a', rows=(1, 'b'))"
    )
    assert ours("a", note=1) == ours("a", note=2) != ours("b")
    assert dataclasses.replace(ours("a"), name="b") == ours("b")
    if options.get("frozen"):
        assert hash(ours("a", (1,))) == hash(pythons("a", (1,)))
    else:
        assert ours.__hash__ is pythons.__hash__ is None


def test_a_frozen_class_without_comparison_is_itself_alone() -> None:
    kind = made(dataclass, frozen=True, eq=False)
    assert len({kind("a"), kind("a")}) == 2


def test_a_value_that_holds_itself_is_shown() -> None:
    held = made(dataclass)("a", rows=[])
    held.rows.append(held)
    assert repr(held) == "Order(name='a', rows=[...])"


def test_a_class_keeps_its_own_way_to_be_shown() -> None:
    @dataclass(frozen=True, slots=True)
    class Secret:
        word: str

        def __repr__(self) -> str:
            return "Secret"

    assert repr(Secret("x")) == "Secret"


def test_inspect_is_loaded_by_whoever_asks_it_for_something_and_is_then_itself() -> None:
    script = (
        "import sys, woosh_split.records, dataclasses\n"
        "assert 'ast' not in sys.modules\n"
        "import inspect\n"
        "assert inspect.signature(lambda one: one).parameters.keys() == {'one'} and 'ast' in sys.modules\n"
        "from inspect import getsource\n"
        "assert getsource is sys.modules['inspect'].getsource is dataclasses.inspect.getsource\n"
        "assert not hasattr(dataclasses.inspect, 'nothing_of_that_name')\n"
        "@dataclasses.dataclass\n"
        "class Plain:\n  one: int\n"
        "print(Plain.__doc__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "Plain(one: int)\n"


def test_inspect_answers_others_as_ever() -> None:
    """Dataclasses of Python 3.12 and 3.13 ask it for the annotations of every class, which is answered without loading it."""
    asked = (
        "import woosh_split.records, inspect\n"
        "class Row: name: 'int'\n"
        "def place(name: 'int'): ...\n"
        "assert inspect.get_annotations(type) == {}\n"
        "print(inspect.get_annotations(Row), inspect.get_annotations(Row, eval_str=True), inspect.get_annotations(place))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "{'name': 'int'} {'name': <class 'int'>} {'name': 'int'}\n"
