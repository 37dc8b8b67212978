"""What cannot travel is refused before anything is written, with its place, the reason and what fits instead."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from compiler_projects import example_packages, write_project

from woosh_split.artefacts.service.nestjs.remote_refusals import refusals
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.sources.code.typescript.compiler.remotes import RemoteFile, RemoteRequest, remote_files

HEAD = """
import { BadRequestException, Injectable, StreamableFile, ExecutionContext } from '@nestjs/common';
import { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import { DeepPartial, EntityManager, QueryRunner, Repository, SelectQueryBuilder, DataSource, FindManyOptions, In, DeleteResult } from 'typeorm';
import { Observable } from 'rxjs';
import { Readable } from 'stream';
import type { Request, Response } from 'express';
import { IncomingMessage } from 'http';
import * as values from './values';
@Injectable() export class Other { constructor(readonly name: string) {} async go() {} }
export class Thing { id!: number; at!: Date; }
export class Lazy { id!: number; children!: Promise<Thing[]>; }
export class Users extends Repository<Thing> {}
export interface Options { limit: number; done?: () => void }
export class Secret { #key = 1; id = 2; read() { return this.#key; } }
export interface Shape { area(): number }
"""
REFUSED: Mapping[str, tuple[str, str]] = {
    # member of the class: (kind, place)
    "async m1(manager: EntityManager): Promise<void> {}": ("transaction", "manager"),
    "async m2(id: number, runner?: QueryRunner): Promise<void> {}": ("transaction", "runner"),
    "async m3(source: { db: DataSource }): Promise<void> {}": ("transaction", "source.db"),
    "async m4(): Promise<Repository<Thing>> { return null as any; }": ("query", "the result"),
    "async m5(users: Users): Promise<void> {}": ("query", "users"),
    "async m6(): Promise<SelectQueryBuilder<Thing>> { return null as any; }": ("query", "the result"),
    "async m7(options: FindManyOptions<Thing>): Promise<void> {}": ("operator", "options.where.id"),
    "async m8(file: Readable): Promise<void> {}": ("stream", "file"),
    "async m9(): Promise<StreamableFile> { return null as any; }": ("stream", "the result"),
    "async n1(stream: NodeJS.ReadableStream): Promise<void> {}": ("stream", "stream"),
    "async n2(request: Request): Promise<void> {}": ("request", "request"),
    "async n3(reply: Response): Promise<void> {}": ("request", "reply"),
    "async n4(message: IncomingMessage): Promise<void> {}": ("request", "message"),
    "async n5(context: ExecutionContext): Promise<void> {}": ("request", "context"),
    "async n6(file: Express.Multer.File): Promise<void> {}": ("upload", "file"),
    "async n7(files: Express.Multer.File[]): Promise<void> {}": ("upload", "files"),
    "async n8(callback: (error: Error | null) => void): Promise<void> {}": ("function", "callback"),
    "async n9(): Promise<() => number> { return () => 1; }": ("function", "the result"),
    "async o1(options: Options): Promise<void> {}": ("function", "options.done"),
    "async o2(shape: Shape): Promise<void> {}": ("function", "shape.area"),
    "o3(): Observable<Thing> { return null as any; }": ("sync", ""),
    "async o4(values: Observable<Thing>): Promise<void> {}": ("observable", "values"),
    "async *o5() { yield 1; }": ("sync", ""),
    "async o6(rows: AsyncIterable<Thing>): Promise<void> {}": ("iterator", "rows"),
    "async o7(): Promise<Generator<number>> { return null as any; }": ("iterator", "the result"),
    "async o8(key: symbol): Promise<void> {}": ("symbol", "key"),
    "o9(id: number) { return id; }": ("sync", ""),
    "p1(): void {}": ("sync", ""),
    "p2(id: number): Promise<number> | number { return id; }": ("sync", ""),
    "p3(id: number): any { return id; }": ("sync", ""),
    "p4 = 1;": ("field", ""),
    "readonly p5: Thing = new Thing();": ("field", ""),
    "get p6() { return async () => 1; }": ("accessor", ""),
    "static async p7() { return 1; }": ("static", ""),
    "async p8<T>(value: T): Promise<T> { return value; }": ("generic", ""),
    "async p9(other: Other): Promise<void> {}": ("provider", "other"),
    "async q1(): Promise<this> { return this; }": ("provider", "the result"),
    "async q2(lazy: Lazy): Promise<void> {}": ("promise", "lazy.children"),
    "async q3(kind: typeof Thing): Promise<void> {}": ("function", "kind"),
    "async q4(queryRunner: any): Promise<void> {}": ("untyped-runner", "queryRunner"),
    "async q5(x: any) { await x.startTransaction(); }": ("untyped-runner", "x"),
    "async q6(x: any, y: number) { await this.m1(x); }": ("untyped-runner", "x"),
    "async q7(req: any) { return req.headers.host; }": ("untyped-request", "req"),
    "async q8(done: any) { done(1); }": ("untyped-function", "done"),
    "async q9(x: any) { x.pipe(process.stdout); }": ("untyped-stream", "x"),
    "async r1(trx?: any) { return trx ? 1 : 2; }": ("untyped-runner", "trx"),
    "async r2(map: WeakMap<Thing, number>): Promise<void> {}": ("library", "map"),
    "async r3(decoder: TextDecoder): Promise<void> {}": ("library", "decoder"),
    "async r4(format: Intl.NumberFormat): Promise<void> {}": ("library", "format"),
    "async r5(nested: Map<string, { deep: Array<EntityManager> }>): Promise<void> {}": ("transaction", "nested.deep"),
    "async r6(first: number, ...rest: Readable[]): Promise<void> {}": ("stream", "rest"),
    "async r8(secret: Secret): Promise<void> {}": ("private", "secret"),
    "async r9() { return { whole: values }; }": ("module", ""),
    "async r7({ manager }: { manager: EntityManager }): Promise<void> {}": ("transaction", "an argument.manager"),
}  # fmt: skip
ALLOWED = (
    "async ok1(id: number, when: Date, data: Buffer, big: bigint, x?: string | null): Promise<void> {}",
    "async ok2(map: Map<string, Set<Thing>>, list: readonly Thing[], pair: [number, Thing]): Promise<Thing[]> { return []; }",
    "async ok3(anything: any, unknown: unknown, o: object): Promise<any> { return anything ?? unknown ?? o; }",
    "async ok4(record: Record<string, Partial<Thing>>, pick: Pick<Thing, 'id'>): Promise<Omit<Thing, 'at'> | null> { return null; }",
    "ok5(id: number): Promise<number> { return Promise.resolve(id); }",
    "ok6 = async (id: number) => id;",
    "async ok7(): Promise<DeleteResult> { return null as any; }",
    "async ok8(file: Pick<Express.Multer.File, 'buffer' | 'originalname'>): Promise<void> {}",
    "async ok9(id: string & { readonly brand: unique symbol }): Promise<void> {}",
    "async ok10(user: any, response: any) { return response.data + user.id; }",
    "async ok13(dto: DeepPartial<Thing>, query: QueryDeepPartialEntity<Thing>): Promise<void> {}",
    "async ok12(pattern: RegExp, url: URL, error: Error, bad: BadRequestException): Promise<Error | null> { return null; }",
    "async ok11(bytes: Uint8Array): Promise<'a' | 'b' | undefined> { return undefined; }",
)


def name_of(member: str) -> str:
    """Return the name of a class member."""
    words = member.replace("*", "").split("(")[0].split("<")[0].split("=")[0].split(":")[0].split()
    return words[-1]


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> RemoteFile:
    members = [*REFUSED, *ALLOWED]
    source = HEAD + "@Injectable()\nexport class Service {\n" + "\n".join(members) + "\n}\n"
    folder = write_project(
        tmp_path_factory.mktemp("refused"),
        {"src/service.ts": source, "src/values.ts": "export const a = 1;"},
        example_packages(),
        types=["node", "multer"],
    )
    with CompilerProcess(example_packages()) as process:
        request = RemoteRequest("src/service.ts", {"Service": [name_of(each) for each in members]})
        (found,) = remote_files(process, folder, "tsconfig.json", [request])
    return found


@pytest.mark.parametrize("member", REFUSED)
def test_what_cannot_travel_is_refused(answer: RemoteFile, member: str) -> None:
    found = [(each.kind, each.place) for each in answer.findings if each.method == name_of(member)]
    assert found[:1] == [REFUSED[member]]


@pytest.mark.parametrize("member", ALLOWED)
def test_what_travels_is_not_refused(answer: RemoteFile, member: str) -> None:
    assert [each for each in answer.findings if each.method == name_of(member)] == []


def test_every_refusal_names_its_line(answer: RemoteFile) -> None:
    members = list(REFUSED)
    first = HEAD.count("\n") + 3
    lines = {each.method: each.line for each in answer.findings}
    for index, member in enumerate(members):
        if REFUSED[member][0] != "static":
            assert lines[name_of(member)] == first + index, member


def test_a_refusal_is_one_sentence_with_what_fits(answer: RemoteFile) -> None:
    told = {each.subject: each.told() for each in refusals([answer])}
    assert told["Service.m1"] == (
        f"src/service.ts:{HEAD.count(chr(10)) + 3} Service.m1: `manager` is an EntityManager: a transaction lives in one process. "
        "What fits: `borrow` (its code comes along); `remote` once you let `m1` open its own transaction, and pass the rows' ids; "
        "moving its module to the service of its callers."
    )


def test_every_kind_of_finding_has_its_words(answer: RemoteFile) -> None:
    assert len(refusals([answer])) >= len(REFUSED)
    assert all("{" not in each.reason + each.change for each in refusals([answer]))
