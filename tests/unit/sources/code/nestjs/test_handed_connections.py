"""Calls that hand an EntityManager or the like to another module's provider: they work on the caller's connection."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.model.code import AT_ONCE, CRITERIA, FUNCTION, GENERIC, REQUEST, UPLOAD, Call
from woosh_split.sources.code.nestjs.handed_connections import once_each

APP = """
import { ExecutionContext, Injectable, Module } from '@nestjs/common';
import { Request } from 'express';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, DataSource, Entity, EntityManager, FindManyOptions, FindOptionsWhere, PrimaryGeneratedColumn, QueryRunner, Repository, SelectQueryBuilder } from 'typeorm';
import { Observable } from 'rxjs';
import { Foreign } from 'foreign';
@Entity('users') export class User { @PrimaryGeneratedColumn() id: number; @Column() name: string; }
interface Options { manager?: EntityManager; page?: number }
interface Page { next?: Page; size?: number }
@Injectable() export class Users {
  %(method)s
}
@Module({ imports: [TypeOrmModule.forFeature([User])], providers: [Users], exports: [Users] }) export class UsersModule {}
@Injectable() export class Orders {
  constructor(private users: Users, private source: DataSource, @InjectRepository(User) private repository: Repository<User>) {}
  async place() { %(call)s }
}
@Module({ imports: [TypeOrmModule.forFeature([User]), UsersModule], providers: [Orders] }) export class OrdersModule {}
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql' }), OrdersModule] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("method", "call", "hands"),
    [
        ("read(m: any) {}", "return this.users.read(this.source.manager);", True),
        ("read(r: any) {}", "return this.users.read(this.repository);", True),
        ("read(q: any) {}", "return this.users.read(this.repository.createQueryBuilder('u'));", True),
        ("read(r: any) {}", "return this.users.read(this.source.createQueryRunner());", True),
        ("read(id: number, o: any) {}", "return this.users.read(1, { manager: this.source.manager });", True),
        ("read(all: any) {}", "return this.users.read([this.source.manager]);", True),
        ("read(o: any) {}", "return this.users.read({ at: { manager: this.source.manager } });", True),
        ("read(q?: SelectQueryBuilder<User>) {}", "return this.users.read();", True),
        ("read(r?: Repository<User>) {}", "return this.users.read();", True),
        ("read(o: { manager?: EntityManager } = {}) {}", "return this.users.read();", True),
        ("read(o?: Options) {}", "return this.users.read({ page: 1 });", True),
        ("read(id: number) {}", "return this.users.read(1);", False),
        ("read(o: any) {}", "return this.users.read({ page: 1 });", False),
        ("read(o?: Page) {}", "return this.users.read({ next: { size: 1 } });", False),
        ("read(user: User) {}", "return this.users.read(new User());", False),
    ],
)
def test_a_call_that_hands_on_what_works_on_the_connection_is_marked(
    method: str, call: str, hands: bool, tmp_path: Path
) -> None:
    found = small(tmp_path, {"src/app.module.ts": APP % {"method": method, "call": call}}).facts.calls
    assert [(each.method, each.hands_connection) for each in found] == [("read", hands)]


@pytest.mark.parametrize(
    ("method", "bound"),
    [
        ("read<T>(rows: T[]): Promise<T[]> { return null; }", GENERIC),
        ("read(): string { return ''; }", AT_ONCE),
        ("read(): number | null { return 1; }", AT_ONCE),
        ("read(): readonly string[] { return []; }", AT_ONCE),
        ("read(): void {}", AT_ONCE),
        ("read(): User { return new User(); }", AT_ONCE),
        ("read(): Page { return {}; }", AT_ONCE),
        ("read(): { to: string[] } { return { to: [] }; }", AT_ONCE),
        ("read(): Record<string, User> { return {}; }", AT_ONCE),
        ("read(): Map<string, Promise<User>> { return new Map(); }", AT_ONCE),
        ("read(): Date { return new Date(); }", AT_ONCE),
        ("read(): () => Promise<User> { return null; }", AT_ONCE),
        ("read(): Observable<User> { return null; }", AT_ONCE),
        ("read() { this.last = 1; }", AT_ONCE),
        ("read(id: number) { if (id) { throw new Error(); } }", AT_ONCE),
        ("async read(file: Express.Multer.File) { return file.size; }", UPLOAD),
        ("async read(files: Array<Express.Multer.File>) { return files.length; }", UPLOAD),
        ("async read(files?: Express.Multer.File[] | null) { return files; }", UPLOAD),
        ("async read(o: FindManyOptions<User>) { return o; }", CRITERIA),
        ("async read(w?: FindOptionsWhere<User>[] | null) { return w; }", CRITERIA),
        ("async read(req: Request) { return req.ip; }", REQUEST),
        ("async read(rows: User[], at?: ExecutionContext | null) { return at; }", REQUEST),
        ("async read(req, rows: any = {}) { return { at: req.headers['x-real-ip'] }; }", REQUEST),
        ("async read(res: any) { return res.json({}); }", REQUEST),
        ("async read(response: string) { return response.trim(); }", ""),
        ("async read(req: User) { return req.name; }", ""),
        ("async read(o: Foreign<User>) { return o; }", ""),
        ("async read() { this.last = 1; }", ""),
        ("async *read() { this.last = 1; }", ""),
        ("read(): Foreign { return null; }", ""),
        ("async read() { return 1; }", ""),
        ("read() { return 1; }", ""),
        ("async read(): Promise<string> { return ''; }", ""),
        ("read(): Promise<User[]> | null { return null; }", ""),
        ("read(): any { return 1; }", ""),
    ],
)
def test_a_method_that_no_call_over_the_wire_can_stand_in_for_is_bound_to_its_process(
    method: str, bound: str, tmp_path: Path
) -> None:
    found = small(tmp_path, {"src/app.module.ts": APP % {"method": method, "call": "this.users.read();"}})
    assert [(each.method, each.bound_by) for each in found.facts.calls] == [("read", bound)]


@pytest.mark.parametrize(
    ("call", "bound"),
    [
        ("return this.users.read({ at: Between(1, 2) });", CRITERIA),
        ("return this.users.read([{ name: Not(IsNull()) }]);", CRITERIA),
        ("const where: any = { page: 1 }; where.name = Like('a%'); return this.users.read(where);", CRITERIA),
        ("return this.users.read({ points: () => 'points + 1' });", FUNCTION),
        ("return this.users.read((row: User) => row.name);", FUNCTION),
        ("return this.users.read({ name: Math.min(1, 2) });", ""),
        ("return this.users.read({ names: [1, 2].map((each) => each + 1) });", ""),
    ],
)
def test_a_call_that_hands_on_an_operator_of_typeorm_or_a_function_is_bound_to_its_process(
    call: str, bound: str, tmp_path: Path
) -> None:
    """The parameter has no type that tells it; what the operator makes of itself in JSON is no operator any more."""
    app = APP % {"method": "async read(where?: object) { return where; }", "call": call}
    app = app.replace("import { Column,", "import { Between, Column, IsNull, Like, Not,")
    found = small(tmp_path, {"src/app.module.ts": app})
    assert [(each.method, each.bound_by) for each in found.facts.calls] == [("read", bound)]


def test_a_place_is_one_call_and_hands_on_what_it_does_in_any_reading() -> None:
    place = ("orders", "users", "Users", "read", "Orders.place", "src/orders.ts", 7)
    readings = (Call(*place), Call(*place, hands_connection=True), Call(*place[:-1], 8))
    for order in permutations(readings):
        assert once_each(order) == {readings[1], readings[2]}
    operators = (Call(*place), Call(*place, bound_by=CRITERIA), Call(*place, hands_connection=True))
    for order in permutations(operators):
        assert once_each(order) == {Call(*place, hands_connection=True, bound_by=CRITERIA)}
