"""Values that hold themselves, and objects that make ever other ones of their kind: reading ends, and the facts are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

HEAD = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
import { InjectRepository } from '@nestjs/typeorm';
@Entity('leaves') export class Leaf { @PrimaryGeneratedColumn() id: number; }
"""


def read(folder: Path, service: str, more: str = "") -> set[str]:
    """Return what is done where the provider's method ``all`` has this body, beside other declarations."""
    found = small(
        folder,
        {
            "src/app.module.ts": f"""{HEAD}{more}
@Injectable() export class Tree {{
  constructor(@InjectRepository(Leaf) private readonly leaves: Repository<Leaf>) {{}}
  async all(wide: any) {{ {service} }}
}}
@Module({{ providers: [Tree] }}) export class AppModule {{}}
"""
        },
    )
    return {f"{each.mode} {each.table}" for each in found.facts.accesses}


def test_a_tree_whose_nodes_know_their_parents_is_handed_to_a_callback(tmp_path: Path) -> None:
    body = """
    const byId: any = {};
    for (const row of await this.leaves.find()) {
      const node: any = { ...row, children: [] };
      node.parent = byId[row.id];
      byId[row.id] = node;
    }
    return Object.keys(byId).reduce((roots, id) => { roots.push(byId[id]); return roots; }, byId);
    """
    assert read(tmp_path, body) == {"read leaves"}


def test_a_function_returns_an_object_that_holds_itself(tmp_path: Path) -> None:
    circle = "function circle(): any { const o: any = { n: 1 }; o.self = o; return o; }"
    body = "const o = circle(); [o].forEach(each => each.self); await this.leaves.find(); return o;"
    assert read(tmp_path, body, circle) == {"read leaves"}


def test_a_list_holds_a_method_of_the_object_that_was_made_with_it(tmp_path: Path) -> None:
    bus = """
    class Bus {
      constructor(private handlers: any[], private rows: Repository<Leaf>) {}
      start() { this.handlers.push(this.handle); this.handlers.push(() => this.handle()); return this.handle(); }
      handle() { return this.rows.find(); }
    }
    """
    assert read(tmp_path, "return new Bus([], this.leaves).start();", bus) == {"read leaves"}


STOCK = """
class Stock {
  total: any; moved: any;
  constructor(private data: any, private rows: Repository<Leaf>) { this.moves = data.moves; }
  moves: any[];
  input(n: number) { this.moves.push(n); this.total += n; this.moved = this.total; return this.rows.find(); }
  output(n: number) { this.moves.push(this.moved); this.total -= n; this.moved = this.total; return this.rows.find(); }
}
"""


def test_methods_fill_a_list_and_a_field_that_they_add_to(tmp_path: Path) -> None:
    body = "const stock = new Stock({ moves: [] }, this.leaves); stock.input(1); return stock.output(1);"
    assert read(tmp_path, body, STOCK) == {"read leaves"}


@pytest.mark.parametrize(
    "walk",
    [
        "this.kids.push(new Node(this.kids, this.rows)); this.kids.push('y'); return this.walk();",
        "this.kids.push(new Node([this.kids], this.rows)); for (const kid of this.kids) kid.walk(); this.walk();",
        "return new Node([this.kids, { of: this }], this.rows).walk() ?? new Node([this], this.rows).walk();",
    ],
)
def test_a_method_that_calls_itself_on_ever_other_objects_ends(tmp_path: Path, walk: str) -> None:
    node = f"""
    class Node {{
      constructor(private kids: any[], private rows: Repository<Leaf>) {{}}
      walk(): any {{ this.rows.find(); {walk} }}
    }}
    """
    assert read(tmp_path, "return new Node([], this.leaves).walk();", node) == {"read leaves"}


def test_lists_that_hold_each_other_many_times_over_are_told_apart_in_time(tmp_path: Path) -> None:
    more = """
    function run(bag: any, rows: Repository<Leaf>) { return rows.find(); }
    """
    pushes = "\n".join("bag.push([...bag], [...bag], { bag });" for _ in range(8))
    body = f"const bag: any[] = ['x'];\n{pushes}\nreturn run(bag, this.leaves);"
    assert read(tmp_path, body, more) == {"read leaves"}


def test_one_of_two_objects_that_hold_each_other_is_handed_to_a_callback(tmp_path: Path) -> None:
    body = """
    const left: any = { n: 1 };
    const right: any = { n: 2 };
    left.other = wide ? left : right;
    right.other = wide ? right : left;
    [left, right].forEach(each => each.other);
    await this.leaves.find();
    return wide ? left : right;
    """
    assert read(tmp_path, body) == {"read leaves"}
