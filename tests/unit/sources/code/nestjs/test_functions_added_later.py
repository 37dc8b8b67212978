"""Functions that are put into objects, classes and other functions after those are declared, and getters of shared objects."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

HELD = """
import { DataSource, Repository } from 'typeorm';
export const source = new DataSource({ type: 'mysql' });
export const audit: any = {};
audit.write = () => source.query('DELETE FROM written');
audit.inner = { go: async () => source.query('DELETE FROM inner_ones') };
audit['named'] = function () { return source.query('DELETE FROM named'); };
Object.assign(audit, { merged() { return source.query('DELETE FROM merged'); } });
export function step() { return 1; }
(step as any).extra = () => source.query('DELETE FROM extra');
export class Report { static all: () => any; rows() { return source.query('SELECT * FROM rows_of_it'); } }
(Report.prototype as any).run = function () { return this.rows(); };
Report.all = () => source.query('SELECT * FROM all_of_them');
Object.assign(Report.prototype, { last() { return source.query('SELECT * FROM last_one'); } });
export const shared = {
  get rows() { return source.query('SELECT * FROM got'); },
  get later(): any { return source.query('SELECT * FROM taken'); },
  set rows(value: any) { source.query('UPDATE kept SET value = 1'); },
};
export class Kept {
  get rows() { return source.query('SELECT * FROM of_object'); }
  static get all() { return source.query('SELECT * FROM of_class'); }
}
Repository.prototype['last'] = function () { return this.findOne({ order: { id: 'DESC' } }); };
Repository.prototype.first = function () { return this.findOne({ order: { id: 'ASC' } }); };
"""


def reading(tmp_path: Path, work: str) -> Small:
    """Return the facts of a monolith whose ``Boats.work`` calls what a file of no module holds."""
    return small(
        tmp_path,
        {
            "src/common/held.ts": HELD,
            "src/boats/boats.module.ts": f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ InjectRepository }} from '@nestjs/typeorm';
import {{ Entity, PrimaryColumn, Repository }} from 'typeorm';
import {{ audit, step, Report, shared, Kept }} from '../common/held';
@Entity('boats') export class Boat {{ @PrimaryColumn() id: number; }}
@Injectable() export class Boats {{
  constructor(@InjectRepository(Boat) private readonly boats: Repository<Boat>) {{}}
  async work() {{ {work} }}
}}
@Module({{ providers: [Boats] }}) export class BoatsModule {{}}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { BoatsModule } from './boats/boats.module';
@Module({ imports: [BoatsModule] }) export class AppModule {}
""",
        },
    )


@pytest.mark.parametrize(
    ("work", "function", "use"),
    [
        ("return audit.write();", "audit.write", "write written"),
        ("return audit.inner.go();", "audit.inner.go", "write inner_ones"),
        ("return audit.named();", "audit.named", "write named"),
        ("return audit.merged();", "audit.merged", "write merged"),
        ("return (step as any).extra();", "step.extra", "write extra"),
        ("return Report.all();", "Report.all", "read all_of_them"),
        ("return (new Report() as any).last();", "Report.last", "read last_one"),
        ("return shared.rows;", "shared.rows", "read got"),
        ("const { later } = shared; return later;", "shared.later", "read taken"),
        ("return new Kept().rows;", "Kept.rows", "read of_object"),
        ("return Kept.all;", "Kept.all", "read of_class"),
    ],
)
def test_what_was_added_crosses_from_its_callers(tmp_path: Path, work: str, function: str, use: str) -> None:
    facts = reading(tmp_path, work)
    assert facts.of(function) == {use}
    assert use not in facts.of("(top level)")
    found = [each for each in facts.facts.shared_calls if each.to_function == function]
    assert [(each.from_module, each.function) for each in found] == [("boats", "Boats.work")]
    assert all(each.line > 0 for each in found)


def test_what_was_added_and_nobody_calls_is_read_once_by_its_own_name(tmp_path: Path) -> None:
    facts = reading(tmp_path, "return 1;")
    assert facts.of("(top level)") == set()
    assert facts.of("Report.run") == set()  # it only calls the next one
    assert facts.of("Report.rows") == {"read rows_of_it"}
    assert facts.of("audit.write") == {"write written"}
    assert facts.of("shared.set rows") == {"write kept"}


@pytest.mark.parametrize("name", ["last", "first"])
def test_what_is_added_to_the_repositories_of_typeorm_is_the_callers(tmp_path: Path, name: str) -> None:
    facts = reading(tmp_path, f"return (this.boats as any).{name}();")
    assert {
        (each.module, each.table, each.mode) for each in facts.facts.accesses if each.table == "boats"
    } == {("boats", "boats", "read")}


def test_what_is_added_to_the_query_builders_of_typeorm_is_told(tmp_path: Path) -> None:
    facts = small(
        tmp_path,
        {
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { SelectQueryBuilder } from 'typeorm';
SelectQueryBuilder.prototype.page = function (size: number) { return this.take(size).getMany(); };
@Module({}) export class AppModule {}
"""
        },
    )
    assert facts.unresolved() == ["receiver: this.take(size).getMany()"]
