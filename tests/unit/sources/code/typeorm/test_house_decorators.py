"""Repositories whose entity only a decorator of the house names."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

HEAD = """
import { Module, SetMetadata } from '@nestjs/common';
import { EntitySchema, Repository } from 'typeorm';
export interface Company { id: number; name: string; }
export const CompanySchema = new EntitySchema<Company>({
  name: 'Company', tableName: 'companies',
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: String } },
});
export const ForEntity = (entity: unknown): ClassDecorator => SetMetadata('entity', entity);
export function Marked(label: string): ClassDecorator { return SetMetadata('label', label); }
"""


@pytest.mark.parametrize(
    "marks", ["@ForEntity(CompanySchema)", "@Marked('Company') @ForEntity(CompanySchema)"]
)
def test_a_decorator_of_the_house_says_of_which_entity_a_repository_is(tmp_path: Path, marks: str) -> None:
    """Its type says nothing where the row is an interface, and the factory that reads the mark makes any of them."""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + f"""
{marks}
export class Companies extends Repository<Company> {{
  all() {{ return this.createQueryBuilder('c').getMany(); }}
  add(row: Company) {{ return this.insert(row); }}
}}
@Module({{ providers: [Companies] }}) export class AppModule {{}}
"""
        },
    )

    assert found.of("Companies.all") == {"read companies"}
    assert found.of("Companies.add") == {"write companies"}
    assert not found.facts.unresolved


def test_a_label_that_is_called_like_an_entity_names_none(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Marked('Company')
export class Rows extends Repository<any> { all() { return this.find(); } }
@Module({ providers: [Rows] }) export class AppModule {}
"""
        },
    )

    assert found.of("Rows.all") == set()
    assert len(found.facts.unresolved) == 1
