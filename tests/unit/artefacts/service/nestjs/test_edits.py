"""Edits take out exactly what they are told to, leave valid code, and change no other byte."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from woosh_split.artefacts.service.nestjs.edits import (
    Edit,
    apply_edits,
    cut_items,
    cut_member,
    cut_names,
    cut_statement,
    outermost,
)
from woosh_split.artefacts.service.nestjs.specifiers import specifier
from woosh_split.sources.code.typescript.outline import Outline
from woosh_split.sources.code.typescript.outlining import read_outline

quick = settings(deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
NEWLINES = st.sampled_from(["\n", "\r\n"])
GAPS = st.sampled_from([" ", "\n    ", "\n    // kept\n    ", " /* [,{ */ ", "\n\n    "])
ITEMS = [
    "Alpha",
    "forwardRef(() => Beta)",
    "{ provide: 'x, y', useValue: [1, 2] }",
    "...GAMMA",
    "Δ.delta('🌽')",
]


def survivors(text: str) -> list[str]:
    """Return the items of the first list of a text, which must be valid."""
    found = read_outline(text.encode())
    assert not found.broken, text
    return [text.encode()[slice(*item)].decode() for item in found.lists[0].items]


def removed(before: bytes, edits: list[Edit]) -> None:
    """Assert that between the edits every byte is as it was."""
    after = apply_edits(before, edits)
    at = 0
    for edit in outermost(edits):
        kept = before[at : edit.start]
        assert after.startswith(kept)
        after = after[len(kept) + len(edit.text.encode()) :]
        at = edit.end
    assert after == before[at:]


@quick
@given(st.data())
def test_items_that_are_cut_are_gone_and_all_others_are_as_they_were(data: st.DataObject) -> None:
    items = data.draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=6))
    gaps = [data.draw(GAPS) for _ in range(len(items) + 1)]
    newline = data.draw(NEWLINES)
    comma = data.draw(st.sampled_from(["", ",", ", // last"])) if gaps[-1].startswith("\n") else ""
    beside = data.draw(st.sampled_from(["", " // beside"]))
    body = "".join(
        gap + item + ("," + (beside if gaps[n + 1].startswith("\n") else "") if n + 1 < len(items) else comma)
        for n, (gap, item) in enumerate(zip(gaps, items, strict=False))
    )
    text = f"const list = [{body}{gaps[-1]}];{data.draw(st.sampled_from(['', newline]))}"
    content = text.replace("\n", newline).encode()
    gone = data.draw(st.sets(st.sampled_from(range(len(items)))))
    (held, *_) = read_outline(content).lists
    edits = cut_items(content, held, gone, "why")
    removed(content, edits)
    assert survivors(apply_edits(content, edits).decode()) == [
        item for number, item in enumerate(items) if number not in gone
    ]


@quick
@given(st.data())
def test_names_that_are_cut_are_gone_and_all_others_are_as_they_were(data: st.DataObject) -> None:
    names = ["a", "b as c", "type T", "default as d"]
    listed = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=4))
    default = data.draw(st.sampled_from(["", "main"]))
    space = data.draw(st.booleans()) and not listed and default
    assume(listed or default)
    apart = data.draw(st.sampled_from([" ", "\n  ", "\n  // {x}\n  "]))
    close = apart if apart == " " else "\n"
    braces = "{" + apart + f",{apart}".join(listed) + data.draw(st.sampled_from(["", ","])) + close + "}"
    clause = ", ".join(
        each for each in (default, "* as ns" if space else "", braces if listed else "") if each
    )
    newline = data.draw(NEWLINES)
    text = f"import {clause} from './x';{newline}const y = 1;"
    content = text.replace("\n", newline).encode()
    (link,) = read_outline(content).links
    gone = data.draw(st.sets(st.sampled_from(range(len(link.names))), min_size=1))
    edits = cut_names(content, link, [link.names[each] for each in sorted(gone)], "why")
    removed(content, edits)
    after = read_outline(apply_edits(content, edits))
    assert not after.broken, apply_edits(content, edits).decode()
    kept = [(n.local, n.imported, n.type_only) for i, n in enumerate(link.names) if i not in gone]
    assert [(n.local, n.imported, n.type_only) for link in after.links for n in link.names] == kept
    assert len(after.links) == bool(kept)


MEMBERS = [
    "@Column() NAME: string;",
    "/** Größe */\n  @Column({ type: 'int' })\n  NAME = 1",
    "NAME(): void { return; }",
    "get NAME(): { a: 1 } { return { a: 1 }; }",
    "// about it\n  @ManyToOne(() => A, (a) => a.b)\n  @JoinColumn({ name: 'x' })\n  NAME: A; // beside",
    "readonly NAME?: number;",
]


@quick
@given(st.data())
def test_members_that_are_cut_are_gone_and_all_others_are_as_they_were(data: st.DataObject) -> None:
    shapes = data.draw(st.lists(st.sampled_from(MEMBERS), min_size=1, max_size=6))
    newline = data.draw(NEWLINES)
    members = [shape.replace("NAME", f"m{number}") for number, shape in enumerate(shapes)]
    between = data.draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
    text = f"class C {{\n  {f'{between}  '.join(members)}\n}}\n"
    content = text.replace("\n", newline).encode()
    found = read_outline(content)
    gone = data.draw(st.sets(st.sampled_from(range(len(members)))))
    edits = [cut_member(content, found.members[n].start, found.members[n].end, "why") for n in gone]
    removed(content, edits)
    after = apply_edits(content, edits)
    left = read_outline(after)
    assert not left.broken, after.decode()
    assert [each.name for each in left.members] == [f"m{n}" for n in range(len(members)) if n not in gone]
    assert _texts(after, left) == [t for n, t in enumerate(_texts(content, found)) if n not in gone]
    assert (b"\r\n" in after) == (newline == "\r\n")


def _texts(content: bytes, outline: Outline) -> list[bytes]:
    return [content[each.start : each.end] for each in outline.members]


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ("[A, B, C]", {1}, "[A, C]"),
        ("[A, B, C]", {0}, "[B, C]"),
        ("[A, B, C]", {2}, "[A, B]"),
        ("[A, B, C]", {1, 2}, "[A]"),
        ("[A, B, C]", {0, 1, 2}, "[]"),
        ("[A]", {0}, "[]"),
        ("[\n  A,\n  B,\n  C,\n]", {1}, "[\n  A,\n  C,\n]"),
        ("[\n  A,\n  B,\n  C\n]", {2}, "[\n  A,\n  B\n]"),
        ("[\n  A,\n  B, // b\n  C,\n]", {1}, "[\n  A,\n  C,\n]"),
        ("[\n  A, // a\n  B\n]", {1}, "[\n  A // a\n]"),
        ("[\n  // all of them\n  A,\n  B,\n]", {0, 1}, "[]"),
        ("[\r\n  A,\r\n  B,\r\n]", {0}, "[\r\n  B,\r\n]"),
        ("[A, B,\n C, D]", {1, 2}, "[A,\n D]"),
    ],
)
def test_a_shortened_list_reads_as_if_a_person_had_done_it(before: str, gone: set[int], after: str) -> None:
    content = f"x = {before};".encode()
    held = read_outline(content).lists[0]
    assert apply_edits(content, cut_items(content, held, gone, "")).decode() == f"x = {after};"


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ("import { a, b } from 'x';\n", {"a"}, "import { b } from 'x';\n"),
        ("import { a, b } from 'x';\n", {"b"}, "import { a } from 'x';\n"),
        ("import { a } from 'x'; // why\n", {"a"}, ""),
        ("import d, { a } from 'x';\n", {"d"}, "import { a } from 'x';\n"),
        ("import d, { a, b } from 'x';\n", {"a", "b"}, "import d from 'x';\n"),
        ("import d, { a, b } from 'x';\n", {"d", "b"}, "import { a } from 'x';\n"),
        ("import d, * as n from 'x';\nf({});", {"n"}, "import d from 'x';\nf({});"),
        ("import d, * as n from 'x';\n", {"d"}, "import * as n from 'x';\n"),
        ("import {\n  a,\n  b,\n} from 'x';\n", {"b"}, "import {\n  a,\n} from 'x';\n"),
        ("import {\n  a,\n  b,\n} from 'x';\n", {"a"}, "import {\n  b,\n} from 'x';\n"),
        ("export { a, b as c } from 'x';\n", {"c"}, "export { a } from 'x';\n"),
        ("import type { A, B } from 'x';\n", {"A"}, "import type { B } from 'x';\n"),
    ],
)
def test_a_shortened_import_reads_as_if_a_person_had_done_it(before: str, gone: set[str], after: str) -> None:
    content = before.encode()
    link = read_outline(content).links[0]
    names = [each for each in link.names if each.local in gone]
    assert apply_edits(content, cut_names(content, link, names, "")).decode() == after


def test_a_statement_goes_with_its_line_and_leaves_what_shares_it() -> None:
    content = b"import 'a'; import 'b';\nimport 'c';"
    links = read_outline(content).links
    cut = [apply_edits(content, [cut_statement(content, each.start, each.end, "")]) for each in links]
    assert cut == [
        b"import 'b';\nimport 'c';",
        b"import 'a';\nimport 'c';",
        b"import 'a'; import 'b';\n",
    ]


def test_an_edit_inside_of_a_cut_is_part_of_it() -> None:
    assert apply_edits(b"abcdef", [Edit(1, 5, "", "out"), Edit(2, 3, "X", "in")]) == b"af"
    assert apply_edits(b"abcdef", [Edit(1, 3, "", "one"), Edit(2, 5, "", "two")]) == b"af"


def test_an_insertion_where_a_cut_begins_is_kept() -> None:
    assert apply_edits(b"abcdef", [Edit(2, 4, "", "out"), Edit(2, 2, "X", "in")]) == b"abXef"
    assert apply_edits(b"abcdef", [Edit(2, 4, "", "out"), Edit(4, 4, "X", "in")]) == b"abXef"


@quick
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["", "X"])).map(
            lambda t: Edit(min(t[:2]), max(t[:2]), t[2], "")
        ),
        max_size=6,
    )
)
def test_edits_never_duplicate_or_reorder_what_stays(edits: list[Edit]) -> None:
    content = bytes(range(ord("A"), ord("A") + 31)).replace(b"X", b"~")
    kept = [each for n, each in enumerate(content) if not any(e.start <= n < e.end for e in edits)]
    assert list(apply_edits(content, edits).replace(b"X", b"")) == kept


PATHS = st.lists(st.sampled_from(["a", "b", "users", ".hidden"]), min_size=0, max_size=4).map("/".join)


@quick
@given(PATHS, PATHS, st.sampled_from(["x.ts", "index.ts", "y.entity.ts", "z.tsx", "m.mts"]))
def test_a_specifier_leads_from_one_file_to_the_other(here: str, there: str, name: str) -> None:
    import posixpath

    source = posixpath.join(here, "from.ts")
    target = posixpath.join(there, name)
    found = specifier(source, target)
    assert found in (".", "..") or found.startswith(("./", "../"))
    at = posixpath.normpath(posixpath.join(here or ".", found))
    stem = target.rpartition(".")[0]
    assert at in (posixpath.normpath(stem), posixpath.normpath(stem.removesuffix("index") or "."))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("src/a/b.ts", "src/a/c.ts", "./c"),
        ("src/a/b.ts", "src/c.ts", "../c"),
        ("src/b.ts", "src/generated/runtime/index.ts", "./generated/runtime"),
        ("src/a/b.ts", "src/a/index.ts", "./index"),
        ("src/a/b.ts", "src/index.ts", ".."),
        ("b.ts", "c.ts", "./c"),
        ("src/a.ts", "src/.x/y.ts", "./.x/y"),
        ("src/a.ts", "src/data.json", "./data.json"),
    ],
)
def test_specifiers_are_as_people_write_them(source: str, target: str, expected: str) -> None:
    assert specifier(source, target) == expected
