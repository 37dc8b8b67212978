"""A proposal into files as people write them: whatever the style, only what is added or taken out changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import ndiff

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.model.crossing import crossing_id
from woosh_split.model.split import Contract, Phase, Reference, Service, SplitFile
from woosh_split.split.load import SplitFileError, parse_split
from woosh_split.split.merge import Difference, merge

HAND = """\
version: 1
# my file
services:
    a-one:
        modules:   [m1,   m2]   # the pair
        tables: [
          t1,  # first
          t2]  # second
    b-two:   {modules: [m3], tables: []}   # b, größe 😀

# crossings follow
crossings:
    - {id: "12345678",  from: a-one,
       to: b-two, kind: write, what: x,   policy: debt, issue: unfiled,
       until: unscheduled}   # because
    -   id: 1a2b3c4d   # in a block
        from: b-two
        to: a-one
        kind: read
        what: t1
        policy: view

# the end
libraries:
- lib   # one

# bye
"""

MORE = SplitFile(
    services=(
        Service("a-one", ("m1", "m2", "m9"), ("t1", "t2")),
        Service("b-two", ("m3",), ("t9",)),
        Service("c-three", ("m4",), (), "c_three"),
    ),
    libraries=("lib", "lib2"),
    reference=(Reference("ref", "a-one", "a-one"),),
    crossings=(Contract("0a0a0a0a", "a-one", "b-two", "read", "t9", "view", columns=("id", "name")),),
)


def changes(before: str, after: str) -> list[str]:
    """Return the lines that went and came."""
    return [line for line in ndiff(before.splitlines(True), after.splitlines(True)) if line[0] in "+-"]


def test_only_what_is_new_changes() -> None:
    merged = merge(HAND, MORE).text
    assert changes(HAND, merged) == [
        "-         modules:   [m1,   m2]   # the pair\n",
        "+         modules:   [m1,   m2, m9]   # the pair\n",
        "-     b-two:   {modules: [m3], tables: []}   # b, größe 😀\n",
        "+     b-two:   {modules: [m3], tables: [t9]}   # b, größe 😀\n",
        "+     c-three:\n",
        "+       schema: c_three\n",
        "+       modules:\n",
        "+         - m4\n",
        "+     - {id: 0a0a0a0a, from: a-one, to: b-two, kind: read, what: t9, policy: view, columns: [id, name]}\n",
        "+ - lib2\n",
        "+ \n",
        "+ reference:\n",
        "+   ref: {writer: a-one, in: a-one}\n",
    ]
    assert merge(merged, MORE).text == merged


def test_what_is_taken_out_takes_no_other_comment_along() -> None:
    gone = (("module", "lib"), ("module", "m3"), ("table", "t1"))
    merged = merge(HAND, SplitFile(), gone=gone, stale=("12345678",))
    expected = HAND.replace("t1,  # first\n          t2", "t2").replace("[m3]", "[]")
    start, end = expected.index('    - {id: "12345678"'), expected.index("    -   id: 1a2b3c4d")
    expected = expected[:start] + expected[end:]
    assert merged.text == expected.replace("libraries:\n- lib   # one\n", "libraries: []\n")
    split = parse_split(merged.text, "x")
    assert (split.libraries, split.services[0].tables, split.services[1].modules) == ((), ("t2",), ())
    assert [each.id for each in split.crossings] == ["1a2b3c4d"]


def test_a_line_end_and_a_mark_of_the_file_stay() -> None:
    dos = "\ufeff" + HAND.replace("\n", "\r\n")
    merged = merge(dos, MORE).text
    assert merged == "\ufeff" + merge(HAND, MORE).text.replace("\n", "\r\n")


def test_a_file_without_a_last_line_end_is_added_to() -> None:
    text = "version: 1\nservices:\n  a-one:\n    modules:\n      - m1"
    merged = merge(text, SplitFile(services=(Service("a-one", ("m2",)),))).text
    assert merged == text + "\n      - m2"


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\nservices:\n  a-one:\n",
        "version: 1\nservices:\n  a-one: ~  # empty\n",
        "version: 1\nservices: {a-one: {}}\n",
        "version: 1\nservices: {a-one: }\n",
        "version: 1\nservices: {a-one}\n",
        "version: 1\nservices: {a-one: {modules: [ ]}}\n",
        "version: 1\nservices:\n  a-one:\n    modules: [  # none yet\n    ]\n",
        "version: 1\nservices:\n  a-one:\n    modules:\n",
        "---\nversion: 1\n...\n",
        '{"version": 1, "services": {"a-one": {"modules": []}}}\n',
        "services: {}  # later\nversion: 1",
        "services:\n  - \nversion: 1".replace("  - \n", "  a-one:\n    modules:\n    -\n      m0\n"),
    ],
)
def test_whatever_is_empty_or_missing_is_filled(text: str) -> None:
    wanted = SplitFile(services=(Service("a-one", ("m1",), ("t1",)),), libraries=("lib",))
    merged = merge(text, wanted).text
    split = parse_split(merged, "x")
    assert split.services[0].modules[-1] == "m1"
    assert (split.services[0].tables, split.libraries) == (("t1",), ("lib",))
    assert [
        word for word in ("# empty", "# none yet", "# later") if word in text and word not in merged
    ] == []


def test_a_module_and_a_table_of_one_name_are_two_things() -> None:
    text = "version: 1\nservices:\n  a: {modules: [orders], tables: [orders]}\n  b: {}\npins: {together: [[orders, x]]}\n"
    wanted = SplitFile(services=(Service("b", ("orders",)),))
    merged = merge(text, wanted, moves=(Difference("orders", "module", "a", "b"),)).text
    assert parse_split(merged, "x").services == (Service("a", (), ("orders",)), Service("b", ("orders",)))
    assert "pins: {together: [[orders, x]]}" in merged


def test_an_accepted_move_leaves_every_pin() -> None:
    pins = "pins:\n  together: [[m1, m2]]  # dear\n  service:\n    m1: b-two\n"
    merged = merge(HAND + pins, MORE, moves=(Difference("m1", "module", "a-one", "b-two"),)).text
    assert pins in merged


@pytest.mark.parametrize(
    "style",
    [
        "[[m1, m2, m3], [m1, m4]]",
        "\n    - [m1, m2, m3]\n    - [m1, m4]",
        "\n    - - m1\n      - m2\n      - m3\n    - - m1\n      - m4",
    ],
)
def test_a_pin_that_names_nothing_leaves_its_groups(style: str) -> None:
    text = f"version: 1\nservices: {{a: {{}}}}\npins:\n  together: {style}\n  service: {{m1: a}}\n# end\n"
    split = parse_split(merge(text, SplitFile(), gone=(("pin", "m1"),)).text, "x")
    assert (split.pins.together, split.pins.service) == ((("m2", "m3"),), ())


def test_a_new_phase_takes_no_id_that_is_there() -> None:
    text = "version: 1\nservices: {b: {}}\nphases:\n  - {id: 02-c}\n"
    wanted = SplitFile(services=(Service("c", ("m",)),), phases=(Phase("01", ("c",)),))
    assert [each.id for each in parse_split(merge(text, wanted).text, "x").phases] == ["02-c", "03-c"]


def test_what_yaml_reads_otherwise_is_quoted() -> None:
    names = (
        "null",
        "yes",
        "on",
        "123",
        "1e5",
        "0x1f",
        "a b",
        "a: b",
        "#x",
        "it's",
        "[x]",
        "ü",
        "2027-01-01",
        "~",
        "-",
        "a,b",
    )
    split = SplitFile(services=(Service("a", names, names),), libraries=(" x ",))
    text = merge(None, split).text
    assert parse_split(text, "x").services == split.services
    assert parse_split(text, "x").libraries == (" x ",)
    assert merge(text, split).text == text


def test_a_file_with_aliases_is_not_added_to() -> None:
    text = "version: 1\nservices:\n  a: {modules: &m [m1]}\n  b: {tables: *m}\n"
    with pytest.raises(SplitFileError, match=r"line 3: an alias .* Write it out"):
        merge(text, MORE)


def lines(split: SplitFile, draw: st.DrawFn) -> Iterator[str]:
    """Write a split file as somebody might, a comment in every place that can hold one."""
    indent = draw(st.sampled_from(["  ", "    ", " "]))
    number = iter(range(10_000))

    def note() -> str:
        return draw(st.sampled_from(["", f"  # 😀 {next(number)}"]))

    def listed(key: str, names: tuple[str, ...], margin: str) -> Iterator[str]:
        style = draw(st.sampled_from(["block", "flow", "long", "flat"]))
        if style == "flow":
            yield f"{margin}{key}: [{', '.join(names)}]{note()}"
        elif style == "long":
            yield f"{margin}{key}: [{note()}"
            for name in names:
                yield f"{margin}{indent}{name},{note()}"
            yield f"{margin} ]{note()}"
        else:
            yield f"{margin}{key}:{note()}"
            for name in names:
                yield f"{margin}{'' if style == 'flat' else indent}- {name}{note()}"

    yield f"version: 1{note()}"
    yield "services:"
    for service in split.services:
        yield f"{indent}# about {service.name}"
        yield f"{indent}{service.name}:{note()}"
        for key, names in (("modules", service.modules), ("tables", service.tables)):
            if names:
                yield from listed(key, names, indent * 2)
        yield f"{indent * 2}strict: true{note()}"
        yield ""
    yield "# the libraries"
    yield from listed("libraries", split.libraries or ("lib",), "")
    yield "# the end"


names = st.from_regex(r"[a-z][a-z0-9]{0,3}", fullmatch=True)


@st.composite
def splits(draw: st.DrawFn, prefix: str) -> SplitFile:
    modules = draw(st.lists(names, unique=True, max_size=6))
    tables = draw(st.lists(names, unique=True, max_size=6))
    services = []
    for index, name in enumerate(("s-a", "s-b", "s-c")):
        held = tuple(f"{prefix}m-{each}" for each in modules[index::3])
        owned = tuple(f"{prefix}t_{each}" for each in tables[index::3])
        services.append(Service(name, held, owned))
    ids = [crossing_id("read", "s-a", "s-b", each) for each in tables]
    crossings = tuple(
        Contract(each, "s-a", "s-b", "read", table, "view") for each, table in zip(ids, tables, strict=True)
    )
    return SplitFile(services=tuple(services), libraries=(f"{prefix}lib",), crossings=crossings)


@st.composite
def written(draw: st.DrawFn) -> tuple[SplitFile, str]:
    split = draw(splits("old-"))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return split, newline.join(lines(split, draw)) + draw(st.sampled_from(["", newline]))


@settings(deadline=None)
@given(written(), splits("new-"))
def test_whatever_the_style_only_additions_are_added(file: tuple[SplitFile, str], new: SplitFile) -> None:
    old, text = file
    merged = merge(text, new).text
    rest = iter(merged)
    assert all(character in rest for character in text)  # in order: nothing went, nothing was moved
    after = parse_split(merged, "x")
    for was, more, now in zip(old.services, new.services, after.services, strict=True):
        assert (now.modules, now.tables) == (was.modules + more.modules, was.tables + more.tables)
        assert now.strict
    assert {each.id for each in after.crossings} == {each.id for each in new.crossings}
    assert merge(merged, new).text == merged
    for line in text.splitlines():
        start, mark, note = line.partition("  # ")
        if mark:  # a comment stays on its line, behind what it was about
            (found,) = [each for each in merged.splitlines() if each.endswith(mark + note)]
            assert found.startswith(start.rstrip("]"))


@settings(deadline=None)
@given(written(), st.data())
def test_whatever_the_style_what_is_taken_out_is_all_that_goes(
    file: tuple[SplitFile, str], data: st.DataObject
) -> None:
    old, text = file
    here = [("module", m) for s in old.services for m in s.modules] + [
        ("table", t) for s in old.services for t in s.tables
    ]
    gone = tuple(data.draw(st.lists(st.sampled_from(here), unique=True))) if here else ()
    after = parse_split(merge(text, SplitFile(), gone=gone).text, "x")
    for was, now in zip(old.services, after.services, strict=True):
        assert now.modules == tuple(m for m in was.modules if ("module", m) not in gone)
        assert now.tables == tuple(t for t in was.tables if ("table", t) not in gone)
    for service in old.services:
        assert f"# about {service.name}" in merge(text, SplitFile(), gone=gone).text


def test_a_merge_with_nothing_new_is_the_same_text() -> None:
    split = parse_split(HAND, "x")
    assert merge(HAND, replace(split, phases=())).text == HAND
