"""Values that hold themselves and callbacks that make more callbacks: reading ends, and what can be told is told."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

HEAD = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { walk } from 'trees';
@Entity('leaves') export class Leaf { @PrimaryGeneratedColumn() id: number; }
"""


def read(folder: Path, body: str) -> set[str]:
    """Return what the provider does whose method ``all`` has this body."""
    found = small(
        folder,
        {
            "src/app.module.ts": HEAD
            + "@Injectable() export class Tree {\n"
            + "  constructor(private readonly source: DataSource) {}\n"
            + f"  async all(wide: boolean) {{ {body} }}\n"
            + "  run(options: any, more: any) { return this.source.query(options.sql, more); }\n"
            + "}\n@Module({ providers: [Tree] }) export class AppModule {}\n"
        },
    )
    return found.of("Tree.all") | found.of("Tree.run")


def test_an_object_that_holds_itself_may_be_handed_on(tmp_path: Path) -> None:
    body = """
    const options: any = { sql: 'SELECT id FROM leaves', children: [] };
    const child: any = { parent: options };
    options.self = options;
    options.children.push(child);
    return this.run(options, child);
    """
    assert read(tmp_path, body) == {"read leaves"}


def test_an_array_that_holds_itself_may_be_spread(tmp_path: Path) -> None:
    body = """
    const list: any[] = [{ sql: 'SELECT id FROM leaves' }];
    list.push(list);
    await this.run(list[0], [...list.flat()]);
    return this.run(...list);
    """
    assert read(tmp_path, body) == {"read leaves"}


def test_a_visitor_that_is_called_by_its_own_callback_ends(tmp_path: Path) -> None:
    body = """
    const visit = async (node: any) => {
      await this.source.query('SELECT id FROM leaves');
      walk(node, child => { visit(child); });
      walk.each(node, child => { visit(child); });
    };
    await visit(wide);
    """
    assert read(tmp_path, body) == {"read leaves"}


def test_a_text_with_many_turns_is_read_in_time(tmp_path: Path) -> None:
    turns = "\n".join(f"sql = wide ? sql + ' AND id > {n}' : sql + ' AND id < {n}';" for n in range(60))
    body = f"let sql = 'SELECT id FROM leaves WHERE 1';\n{turns}\nreturn this.run({{ sql }}, sql);"
    assert read(tmp_path, body) == {"read leaves"}


def test_that_not_all_turns_of_a_text_were_read_is_told(tmp_path: Path) -> None:
    turns = "\n".join(f"sql += wide ? ' AND id > {n}' : ' AND id < {n}';" for n in range(3))
    more = "\n".join(f"sql = wide ? sql + ' AND id > {n}' : sql + ' AND id < {n}';" for n in range(9))

    def unresolved(folder: str, changes: str) -> list[str]:
        service = f"""{HEAD}
@Injectable() export class Tree {{
  constructor(private readonly source: DataSource) {{}}
  all(wide: boolean) {{ let sql = 'SELECT id FROM leaves WHERE 1'; {changes} return this.source.query(sql); }}
}}
@Module({{ providers: [Tree] }}) export class AppModule {{}}
"""
        return small(tmp_path / folder, {"src/app.module.ts": service}).unresolved()

    assert unresolved("few", turns) == []
    assert unresolved("many", more) == ["sql: sql"]


def test_an_object_that_is_wrapped_many_times_is_told_from_another_in_time(tmp_path: Path) -> None:
    turns = "\n".join("bag = { left: bag, right: bag, both: [bag, bag] };" for _ in range(40))
    body = f"""
    let bag: any = {{ note: 'x' }};
    {turns}
    return this.run({{ sql: 'SELECT id FROM leaves', bag }}, bag);
    """
    assert read(tmp_path, body) == {"read leaves"}
