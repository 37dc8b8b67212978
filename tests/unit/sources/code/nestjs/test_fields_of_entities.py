"""Fields that entities inherit: TypeORM fills them, so nobody asks their decorators what Nest would put there."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.sources.code.nestjs import injection

ENTITIES = """
import { applyDecorators } from '@nestjs/common';
import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
export const Text = () => applyDecorators(Column({ type: 'varchar', default: () => "''" }));
export const One = (target: () => unknown) => applyDecorators(ManyToOne(target));
@Entity('owners') export class Owner { @PrimaryGeneratedColumn() id: number; }
export abstract class Base { @PrimaryGeneratedColumn() id: number; @Text() note: string; @One(() => Owner) owner: Owner; }
@Entity('seats') export class Seat extends Base { taken = false; }
@Entity('mails') export class Mail extends Base { sent = false; }
"""
MODULE = """
import { Inject, Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Mail, Owner, Seat } from './entities';
@Injectable() export class Base { @Inject() protected readonly source: DataSource; }
@Injectable() export class Seats extends Base {
  async take(seat: Seat, mail: Mail) {
    seat.taken = mail.sent;
    await this.source.manager.save(seat);
    return seat.owner ?? mail.owner ?? new Seat();
  }
}
@Module({ providers: [Seats] }) export class AppModule {}
"""


def test_the_decorators_of_what_an_entity_inherits_are_not_asked_what_nest_injects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = injection._decorators

    def noted(*args: object) -> object:
        asked.append(f"{args[1].file}:{args[1].name}")  # type: ignore[attr-defined]
        return read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(injection, "_decorators", noted)
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": MODULE})

    assert found.of("Seats.take") == {"write seats"}
    assert set(asked) == {"src/app.module.ts:Base"}
