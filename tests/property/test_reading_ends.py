"""Whatever a class does to itself and to its kind, reading it ends, and what it says outright is found."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_monolith import small

HEAD = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Entity, PrimaryColumn, Repository } from 'typeorm';
@Entity('leaves') export class Leaf { @PrimaryColumn() id: number; }
"""
METHODS = ("first", "second")
NAMES = (
    "p",
    "q",
    "bag",
    "list",
    "'t'",
    "null",
    "this",
    "this.kids",
    "this.held",
    "this.total",
    "this.first",
    "this.rows",
)


def _wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda each: f"[{each[0]}, ...{each[1]}]"),
        two.map(lambda each: f"{{ ...{each[0]}, a: {each[1]} }}"),
        two.map(lambda each: f"new Node({each[0]}, {each[1]}, this.rows)"),
        two.map(lambda each: f"({each[0]} ? {each[1]} : this.held)"),
        two.map(lambda each: f"({each[0]}).map((x: any) => {each[1]})"),
        two.map(lambda each: f"({each[0]}).reduce((x: any, y: any) => {each[1]}, p)"),
        two.map(lambda each: f"Object.assign({each[0]}, {each[1]})"),
        two.map(lambda each: f"helper({each[0]}, {each[1]})"),
        st.tuples(inner, st.sampled_from(METHODS), inner).map(
            lambda each: f"({each[0]}).{each[1]}({each[2]}, q)"
        ),
        inner.map(lambda each: f"(() => {each})"),
        inner.map(lambda each: f"({each}).a"),
    )


EXPRESSIONS = st.recursive(st.sampled_from(NAMES), _wider, max_leaves=4)
STATEMENTS = st.one_of(
    EXPRESSIONS.map(lambda each: f"this.kids.push({each});"),
    EXPRESSIONS.map(lambda each: f"this.held = {each};"),
    EXPRESSIONS.map(lambda each: f"this.total += {each};"),
    EXPRESSIONS.map(lambda each: f"bag.list.push({each}, bag);"),
    EXPRESSIONS.map(lambda each: f"bag.a = {each};"),
    EXPRESSIONS.map(lambda each: f"list.forEach((q: any) => {{ this.second({each}, q); }});"),
    EXPRESSIONS.map(
        lambda each: f"this.kids.push(new Node(this.kids, {each}, this.rows)); this.first(p, q);"
    ),
    EXPRESSIONS.map(lambda each: f"p = {each};"),
    EXPRESSIONS.map(lambda each: f"return {each};"),
    EXPRESSIONS.map(lambda each: f"for (const kid of this.kids) {{ kid.first({each}, kid); }}"),
    st.tuples(EXPRESSIONS, EXPRESSIONS).map(
        lambda e: f"({e[0]}).forEach((q: any) => {{ this.second({e[1]}, q); }});"
    ),
    EXPRESSIONS.map(lambda each: f"this.rows.find({{ where: {each} }});"),
)
BODIES = st.lists(STATEMENTS, min_size=1, max_size=4).map(" ".join)


def _monolith(bodies: list[str]) -> str:
    start = "const bag: any = { list: [], p }; bag.bag = bag; const list: any[] = [bag]; list.push(list);"
    first, second, own = bodies
    methods = f"first(p: any, q: any): any {{ {start} {first} }}\n  second(p: any, q: any): any {{ {start} {second} }}"
    return f"""{HEAD}
function helper(p: any, q: any): any {{ p.q = q; q.p = p; return [p, q]; }}
class Node {{
  held: any; total: any;
  constructor(private kids: any[], private data: any, private rows: Repository<Leaf>) {{}}
  {methods}
}}
@Injectable() export class Tree {{
  kids: any[] = []; held: any; total: any;
  constructor(@InjectRepository(Leaf) private readonly rows: Repository<Leaf>) {{}}
  all(p: any, q: any) {{ {start} this.rows.find(); {own} }}
  {methods}
}}
@Module({{ providers: [Tree] }}) export class AppModule {{}}
"""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BODIES, min_size=3, max_size=3))
@example(
    [
        "this.kids.push(p);",
        "this.kids.push(p);",
        "list.forEach((q: any) => { this.second((Object.assign(bag, q) ? (q).a : this.held), q); });",
    ]
)
def test_objects_that_hold_themselves_and_call_each_other_are_read_to_the_end(bodies: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = small(Path(folder), {"src/app.module.ts": _monolith(bodies)})

    assert "read leaves" in found.of("Tree.all")
