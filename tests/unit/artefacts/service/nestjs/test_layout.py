"""Generated code reads as prettier would write it, and says what it was given."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.artefacts.service.nestjs.layout import WIDTH, Literal, import_of, literal, quoted
from woosh_split.sources.code.typescript.outlining import read_outline


def test_what_fits_stands_in_one_line() -> None:
    assert literal(["A", "B"], "x(", ");", "  ") == "  x([A, B]);"
    assert literal({"a": "1", "b": ["c"]}, "x = ", ";") == "x = { a: 1, b: [c] };"
    assert literal([], "x(", ");") == "x([]);"
    assert literal({}, "x(", ");", force=True) == "x({});"


def test_what_does_not_fit_stands_one_a_line_with_a_comma_at_the_end() -> None:
    names = [f"EntityNumber{number}" for number in range(9)]
    assert literal(names, "forFeature(", "),", "    ") == "\n".join(
        ("    forFeature([", *(f"      {name}," for name in names), "    ]),")
    )


def test_objects_in_arrays_and_objects_are_opened() -> None:
    assert literal({"a": {"b": "1"}, "c": [{"d": "2"}]}, "x(", ")") == (
        "x({\n  a: { b: 1 },\n  c: [\n    { d: 2 },\n  ],\n})"
    )


def test_imports_are_sorted_and_wrapped() -> None:
    assert import_of(["B", "A as C"], "./x") == "import { A as C, B } from './x';"
    alone = "SomethingSoLongThatItsLineIsLongerThanTheWidthAllows"
    assert import_of([alone], "./in-a-folder/that-is-far-away") == (
        f"import {{ {alone} }} from './in-a-folder/that-is-far-away';"
    )
    many = [f"SomethingLong{number}" for number in range(7)]
    text = import_of(many, "../it's", "import type")
    assert text == "import type {\n" + "".join(f"  {each},\n" for each in many) + "} from '../it\\'s';"


@settings(deadline=None, derandomize=True, database=None)
@given(
    st.recursive(
        st.sampled_from(["a", "User", "'text'", "SomethingQuiteLongThatIsNeeded"]),
        lambda inner: (
            st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("abcdef"), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_literals_are_valid_and_keep_to_the_width(value: Literal) -> None:
    text = literal(value, "const x = ", ";")
    assert not read_outline(text.encode()).broken
    assert all(len(line) <= WIDTH for line in text.splitlines())
    if not isinstance(value, str) and value:
        flat = text.replace("\n", "").replace(",  ", ", ")
        assert flat.count("User") == str(value).count("User")


@settings(deadline=None, derandomize=True, database=None)
@given(st.text(max_size=30))
def test_quoted_texts_are_what_they_were(text: str) -> None:
    inner = quoted(text)[1:-1].replace("\\'", "'").replace('"', '\\"')
    assert json.loads(f'"{inner}"') == text
