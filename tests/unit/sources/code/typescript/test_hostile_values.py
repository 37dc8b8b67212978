"""Texts and numbers that somebody wrote to hold the reading up, or to end it."""

from __future__ import annotations

import pytest

from woosh_split.sources.code.typescript.arithmetic import calculate
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.string_parts import Pattern, matches, replaced_pattern
from woosh_split.sources.code.typescript.texts import MAX_ASKED, text_method
from woosh_split.sources.code.typescript.values import Literal, Text


@pytest.mark.parametrize(
    ("operator", "left", "right"),
    [("*", "1e308", "10"), ("-", "1e999", "1e999"), ("+", "0x" + "f" * 400, "1"), ("/", "1e308", "1e-10")],
)
def test_numbers_beyond_all_bounds_are_not_known(operator: str, left: str, right: str) -> None:
    assert calculate(operator, Literal(left), Literal(right)) is UNKNOWN


def test_a_pattern_that_would_be_tried_for_ever_is_not_run() -> None:
    assert replaced_pattern(("a" * 400,), Pattern("/a*a*a*a*b/g"), lambda _: ["x"]) is None


def test_a_pattern_whose_alternatives_multiply_is_not_run() -> None:
    pattern = Pattern("/" + "(a|a)" * 40 + "b/")
    assert replaced_pattern(("a" * 60,), pattern, lambda _: ["x"]) is None
    assert matches(pattern, "a" * 60) is None
    assert replaced_pattern(("x FROM y",), Pattern("/(FROM|JOIN|INTO) y/"), lambda m: [m[1]]) == ("x FROM",)


class _Asked(Value):
    """A function that counts how often it is asked."""

    times = 0

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        self.times += 1
        return Text(("y",))


def test_a_function_is_asked_about_some_thousand_matches_and_no_more() -> None:
    asked, scope = _Asked(), Scope("a.ts", Frame("", "run", "a.ts", 1))
    call = Call([Pattern("/x/g"), asked], (), 1, (), scope)
    found = text_method(Text(("x" * 5_000,)), "replace", call, Interpreter.__new__(Interpreter))
    assert asked.times == MAX_ASKED
    assert isinstance(found, Text)
    assert found.parts[0] == "y" * MAX_ASKED


def test_a_pattern_with_one_repeat_is_run_on_a_long_text() -> None:
    text = "SELECT  1 " * 5_000
    assert replaced_pattern((text,), Pattern(r"/\s+/g"), lambda _: [" "]) == ("SELECT 1 " * 5_000,)


@pytest.mark.parametrize("source", ["/a?b/g", r"/\*b/g", "/[*+]b/g"])
def test_patterns_of_ordinary_code_are_run(source: str) -> None:
    assert replaced_pattern(("ab*b",), Pattern(source), lambda _: ["-"]) is not None
