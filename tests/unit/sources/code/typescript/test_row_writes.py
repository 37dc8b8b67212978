"""What the compiler says of places where rows are written: method, entity, and what cannot travel."""

from __future__ import annotations

import pytest
from compiler_projects import write_project

from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.sources.code.typescript.compiler.row_writes import RowWrite, row_writes

SERVICE = """import { DataSource, EntityManager, FindOptionsWhere, In, Repository } from 'typeorm';
import { Client } from './client.entity';

class Clients extends Repository<Client> {}

export class Service {
  constructor(private repository: Repository<Client>, private own: Clients, private source: DataSource) {}
  async run(id: number, dto: { name?: string }, any: any, where: FindOptionsWhere<Client>, q: any) {
    await this.repository.update(id, { name: dto.name });
    await this.repository.update({ id: In([1]) }, { name: 'x' });
    await this.repository.delete(where);
    await this.repository.save(any);
    await this.own.insert({ name: 'x' });
    await this.source.manager.save(Client, { name: 'x' });
    await this.source.manager.save(Object.assign(new Client(), dto));
    await q.manager.save(Client, any);
    await this.repository
      .update(id, { visits: () => 'visits + 1' });
    await this.repository.softDelete(id); await new Set([1]).delete(1);
    const list: Array<{ save(): void }> = []; list[0].save();
    await this.repository.insert(...([{ name: 'x' }] as [{ name: string }]));
    await this.repository.save([new Client()]);
  }
}
"""
ENTITY = """import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity() export class Client {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  @Column() visits: number;
}
"""
FILE = "src/service.ts"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[RowWrite, ...]]:
    folder = write_project(
        tmp_path_factory.mktemp("rows"),
        {FILE: SERVICE, "src/client.entity.ts": ENTITY},
        strictPropertyInitialization=False,
    )
    lines = SERVICE.splitlines()
    places = [(FILE, number) for number, line in enumerate(lines, 1) if "await" in line or "list" in line]
    with CompilerProcess(folder) as compiler:
        answers = row_writes(compiler, folder, "tsconfig.json", places)
    return {lines[line - 1].strip(): answer for (_, line), answer in zip(places, answers, strict=True)}


def write(method: str, handle: str = "Repository", *hazards: tuple[str, str]) -> tuple[RowWrite, ...]:
    return (RowWrite(method, handle, "src/client.entity.ts", "Client", hazards),)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("await this.repository.update(id, { name: dto.name });", write("update")),
        ("await this.own.insert({ name: 'x' });", write("insert")),
        ("await this.source.manager.save(Client, { name: 'x' });", write("save", "EntityManager")),
        ("await this.repository.save([new Client()]);", write("save")),
        ("await this.repository.save(any);", write("save", "Repository", ("any", "any"))),
        ("await q.manager.save(Client, any);", ()),
        ("const list: Array<{ save(): void }> = []; list[0].save();", ()),
        (
            "await this.repository.softDelete(id); await new Set([1]).delete(1);",
            write("softDelete"),
        ),
    ],
)
def test_a_write_is_told_as(
    told: dict[str, tuple[RowWrite, ...]], line: str, expected: tuple[RowWrite, ...]
) -> None:
    assert told[line] == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("await this.repository.update({ id: In([1]) }, { name: 'x' });", "operator"),
        ("await this.repository.delete(where);", "operator"),
        ("await this.repository", "function"),
        ("await this.repository.insert(...([{ name: 'x' }] as [{ name: string }]));", "any"),
    ],
)
def test_what_cannot_travel_is_told(told: dict[str, tuple[RowWrite, ...]], line: str, kind: str) -> None:
    (found,) = told[line]
    assert kind in {each for each, _ in found.hazards}
