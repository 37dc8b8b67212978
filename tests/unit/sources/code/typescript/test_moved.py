"""Which changes of a file say nothing new."""

from __future__ import annotations

import pytest

from woosh_split.sources.code.typescript.moved import moved_lines
from woosh_split.sources.code.typescript.read import read_typescript

BEFORE = """import { Injectable } from '@nestjs/common';

export const LIMIT = 5;

@Injectable()
export class Orders {
  list(db: DataSource) {
    return db.query('SELECT 1');
  }
}
"""
ASKED = frozenset({"Orders", "Injectable", "DataSource", "Missing", "default"})


def moved(after: str, asked: frozenset[str] = ASKED) -> dict[int, int] | None:
    return moved_lines(read_typescript(BEFORE.encode()), read_typescript(after.encode()), asked)


def test_the_same_text_is_the_same() -> None:
    lines = moved(BEFORE)
    assert lines is not None
    assert all(old == new for old, new in lines.items())


def test_remarks_move_lines() -> None:
    lines = moved(BEFORE.replace("@Injectable()", "// one\n/* two\n   three */\n@Injectable()"))
    assert lines is not None
    assert (lines[1], lines[6], lines[8]) == (1, 9, 11)


@pytest.mark.parametrize(
    "added",
    [
        "export const idle = 1;",
        "const idle = true;",
        "let idle;",
        "export type Idle = string;",
        "export interface Idle { a: number }",
        "export enum Idle { A, B }",
        "export const IDLE = 'a text';",
        "export function idle() { return 1; }",
        "function idle(n: number, by: number) { const m = n + by * 2; if (m > 3) { return `${m}`; } return [m, null]; }",
        "export const idle = (n: number) => n ?? 5;",
    ],
)
def test_what_nobody_asked_for_may_come_and_go(added: str) -> None:
    assert moved(f"{BEFORE}{added}\n") is not None
    assert moved_lines(
        read_typescript(f"{BEFORE}{added}\n".encode()), read_typescript(BEFORE.encode()), ASKED
    )


@pytest.mark.parametrize(
    "added",
    [
        "export const Missing = 1;",  # somebody looked for it, and did not find it
        "export type Missing = string;",
        "export default 5;",
        "export const idle = new Map();",
        "export const idle = 'http://localhost';",
        "export const idle = call();",
        "export function Missing() { return 1; }",
        "export function idle() { return LIMIT; }",  # a constant is reckoned where it is asked for
        "export function idle() { return call(); }",
        "export function idle(db) { return db.orders; }",  # a getter may do anything
        "export function idle(n = LIMIT) { return n; }",
        "export function idle(n) { n += 1; }",
        "export function idle() { return () => call(); }",
        "export function idle() { return new Map(); }",
        "export function idle() { return [...rest]; }",
        "export function idle() { throw new Error('no'); }",
        "export default function idle() { return 1; }",
        "export class Idle {}",
        "export * from './other';",
        "export { Orders as Other };",
        "import { Other } from './other';",
        "call();",
    ],
)
def test_what_may_matter_is_new(added: str) -> None:
    assert moved(f"{BEFORE}{added}\n") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SELECT 1", "SELECT 2"),
        ("list(", "find("),
        ("LIMIT = 5", "LIMIT = 6"),
        ("@Injectable()", "@Injectable() @Other()"),
    ],
)
def test_another_word_is_new_where_somebody_asks(old: str, new: str) -> None:
    assert old in BEFORE
    assert moved(BEFORE.replace(old, new), ASKED | {"LIMIT"}) is None


def test_a_file_without_any_declaration_is_another_thing() -> None:
    """It may be a barrel."""
    old, new = "export * from './a';\n", "export * from './a';\nexport type Idle = string;\n"
    assert moved_lines(read_typescript(old.encode()), read_typescript(new.encode()), ASKED) is None


def compared(old: str, new: str) -> dict[int, int] | None:
    return moved_lines(read_typescript(old.encode()), read_typescript(new.encode()), ASKED)


def test_the_same_code_in_another_format_moves_lines() -> None:
    assert compared("db.query('SELECT 1');\n", "db\n  .query('SELECT 1');\n") == {1: 2}


def test_places_that_come_apart_or_together_are_new() -> None:
    """Facts of one line are one fact where they are alike."""
    assert compared("first(x); second(y);\n", "first(x);\nsecond(y);\n") is None
    assert compared("first(x);\nsecond(y);\n", "first(x); second(y);\n") is None
