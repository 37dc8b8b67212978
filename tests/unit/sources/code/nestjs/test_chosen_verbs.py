"""The verb of a route that a function of the project's own chooses by what it is handed."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

CHOSEN = """
import { Module, Controller, applyDecorators, Delete, Get, HttpCode, Post, Put, RequestMethod } from '@nestjs/common';
export enum Verb { GET = RequestMethod.GET, POST = RequestMethod.POST, DELETE = RequestMethod.DELETE }
export const Api = ({ path = '', method }: { path?: string; method: Verb }) => {
  const request = (route: string) => {
    switch (method) {
      case Verb.GET:
        return Get(route);
      case Verb.POST: {
        return Post(route);
      }
      case Verb.DELETE:
      default: // the rest
        return Delete(route);
    }
  };
  return applyDecorators(request(path), HttpCode(200));
};
export function Named(verb: 'get' | 'put' | 'post', path: string) {
  switch (verb) {
    case 'get': return Get(path);
    case 'put': return Put(path);
  }
  return Post(path);
}
@Controller('teams') export class TeamController {
  @Api({ method: Verb.GET }) all() {}
  @Api({ method: Verb.POST }) add() {}
  @Api({ method: Verb.DELETE, path: ':id' }) drop() {}
  @Named('get', 'one') one() {}
  @Named('put', 'two') two() {}
  @Named('post', 'three') three() {}
}
@Module({ controllers: [TeamController] }) export class AppModule {}
"""


def test_a_switch_over_what_a_decorator_is_handed_chooses_the_verb(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": CHOSEN})

    assert found.unresolved() == []
    assert [
        f"{each.method} {each.path}" for each in sorted(found.facts.routes, key=lambda each: each.line)
    ] == [
        "GET /teams",
        "POST /teams",
        "DELETE /teams/:id",
        "GET /teams/one",
        "PUT /teams/two",
        "POST /teams/three",
    ]


SWITCH_ELSEWHERE = """\
    switch (this.kind) {
      case 'teams': return this.source.manager.find(Team);
      case 'games': return this.source.manager.find(Game);
    }
"""


def league(choosing: str) -> str:
    """Return a module whose provider reads the one table or the other, as statements choose."""
    return f"""
import {{ Module, Injectable }} from '@nestjs/common';
import {{ DataSource, Entity, PrimaryGeneratedColumn }} from 'typeorm';
@Entity('teams') export class Team {{ @PrimaryGeneratedColumn() id: number; }}
@Entity('games') export class Game {{ @PrimaryGeneratedColumn() id: number; }}
@Injectable() export class League {{
  private readonly kind = process.env.KIND ?? 'teams';
  constructor(private readonly source: DataSource) {{}}
  rows() {{
{choosing}  }}
}}
@Module({{ providers: [League] }}) export class AppModule {{}}
"""


def test_elsewhere_every_case_may_run(tmp_path: Path) -> None:
    """What stands for a setting that nobody knows is not the setting."""
    assert small(tmp_path, {"src/app.module.ts": league(SWITCH_ELSEWHERE)}).of("League.rows") == {
        "read teams",
        "read games",
    }


IFS = """
import { Module, Controller, applyDecorators, Delete, Get, HttpCode, Patch, Post, Put, SetMetadata, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
type Verb = 'get' | 'post' | 'put' | 'delete';
function route(verb: Verb, path: string | string[]): MethodDecorator {
  if (verb === 'post') return Post(path);
  if (verb == 'put') {
    return Put(path);
  } else if ('delete' === verb) {
    return Delete(path);
  }
  return Get(path);
}
export function Endpoint({ verb = 'get', path = '', auth = true, tag }: { verb?: Verb; path?: string; auth?: boolean; tag?: string } = {}) {
  const decorators: MethodDecorator[] = [route(verb, path), HttpCode(200)];
  if (auth) decorators.push(UseGuards(AuthGuard('jwt')));
  if (tag) {
    decorators.push(SetMetadata('tag', tag));
  }
  return applyDecorators(...decorators);
}
export const Chosen = (verb: string, path: string) =>
  applyDecorators(verb === 'POST' ? Post(path) : verb !== 'PATCH' ? Get(path) : Patch(path));
export function Changing(path: string, replace: boolean) {
  let verb;
  if (replace) {
    verb = Put(path);
  } else {
    verb = Patch(path);
  }
  return applyDecorators(verb);
}
export const Mapped = (verb: 'get' | 'post', path: string, open?: boolean) =>
  applyDecorators(...[verb === 'get' ? Get(path) : Post(path), ...(!open ? [UseGuards(AuthGuard('jwt'))] : [])]);
export const Left = (path: string, locked?: boolean) => applyDecorators(...(locked ? [Get(path), UseGuards(AuthGuard('jwt'))] : [Get(path)]));
export function Lacking({ path, locked }: { path: string; locked?: boolean }) {
  if (locked) return applyDecorators(Get(path), UseGuards(AuthGuard('jwt')));
  return Get(path);
}
export const Asked = (options?: { locked?: boolean }) => applyDecorators(Get('asked'), options?.locked && UseGuards(AuthGuard('jwt')));
export const Listed = (verb: string, path: string) => applyDecorators(['post', 'put'].includes(verb) ? Post(path) : Get(path));
export function Kept(verb: 'post' | 'get', path: string) { const method = verb === 'post' ? Post : Get; return applyDecorators(method(path)); }
export function ByHand(path: string, locked: boolean): MethodDecorator {
  return (target, key, descriptor) => {
    if (locked) UseGuards(AuthGuard('jwt'))(target, key, descriptor);
    Patch(path)(target, key, descriptor);
  };
}
export function All(given: MethodDecorator[]): MethodDecorator { return (t, k, d) => { for (const each of given) each(t, k, d); }; }
@Controller('teams') export class TeamController {
  @Endpoint() all() {}
  @Endpoint({ verb: 'post', auth: false }) add() {}
  @Endpoint({ verb: 'put', path: 'two', tag: 'two' }) two() {}
  @Endpoint({ verb: 'delete', path: 'three' }) three() {}
  @Chosen('POST', 'four') four() {}
  @Chosen('GET', 'five') five() {}
  @Chosen('PATCH', 'six') six() {}
  @Changing('seven', true) seven() {}
  @Changing('eight', false) eight() {}
  @Mapped('post', 'nine', true) nine() {}
  @Mapped('get', 'ten') ten() {}
  @Left('eleven') eleven() {}
  @Lacking({ path: 'twelve' }) twelve() {}
  @Lacking({ path: 'thirteen', locked: true }) thirteen() {}
  @Asked() asked() {}
  @Listed('put', 'listed') listed() {}
  @Listed('get', 'unlisted') unlisted() {}
  @Kept('post', 'kept') kept() {}
  @Kept('get', 'kept') read() {}
  @ByHand('hand', true) hand() {}
  @ByHand('open', false) open() {}
  @All([Post('every'), UseGuards(AuthGuard('jwt'))]) every() {}
}
@Module({ controllers: [TeamController] }) export class AppModule {}
"""


def test_an_if_over_what_a_decorator_is_handed_chooses_the_verb_and_the_guards(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": IFS})

    assert found.unresolved() == []
    assert [
        f"{each.method} {each.path} {each.auth}"
        for each in sorted(found.facts.routes, key=lambda each: each.line)
    ] == [
        "GET /teams required",
        "POST /teams none",
        "PUT /teams/two required",
        "DELETE /teams/three required",
        "POST /teams/four none",
        "GET /teams/five none",
        "PATCH /teams/six none",
        "PUT /teams/seven none",
        "PATCH /teams/eight none",
        "POST /teams/nine none",
        "GET /teams/ten required",
        "GET /teams/eleven none",
        "GET /teams/twelve none",
        "GET /teams/thirteen required",
        "GET /teams/asked none",
        "POST /teams/listed none",
        "GET /teams/unlisted none",
        "POST /teams/kept none",
        "GET /teams/kept none",
        "PATCH /teams/hand required",
        "PATCH /teams/open none",
        "POST /teams/every required",
    ]


IF_ELSEWHERE = """\
    if (this.kind === 'teams') return this.source.manager.find(Team);
    return this.source.manager.find(Game);
"""


def test_elsewhere_every_branch_may_run(tmp_path: Path) -> None:
    assert small(tmp_path, {"src/app.module.ts": league(IF_ELSEWHERE)}).of("League.rows") == {
        "read teams",
        "read games",
    }


LISTED = """
import { Module, Controller, ExecutionContext, Get, Injectable, SetMetadata } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
export const Public = (...flags: string[]) => SetMetadata('public', flags.length === 0 || flags);
@Injectable() export class JwtGuard extends AuthGuard('jwt') {
  constructor(private reflector: Reflector) { super(); }
  canActivate(context: ExecutionContext) {
    return this.reflector.getAllAndOverride('public', [context.getHandler()]) ? true : super.canActivate(context);
  }
}
const roles = ['cook', 'porter'] as const;
@Controller(roles.map((role) => `staff/${role}`)) export class StaffController {
  @Get(['one', 'two'].map((name) => `${name}/:id`)) @Public() one() {}
  @Get() all() {}
}
@Module({ controllers: [StaffController], providers: [{ provide: APP_GUARD, useClass: JwtGuard }] }) export class AppModule {}
"""


def test_each_path_of_a_list_that_is_made_of_another_one_is_a_route(tmp_path: Path) -> None:
    """A mark whose flags are left out is a mark all the same."""
    found = small(tmp_path, {"src/app.module.ts": LISTED})

    assert {f"{each.path} {each.auth}" for each in found.facts.routes} == {
        "/staff/cook required",
        "/staff/porter required",
        "/staff/cook/one/:id none",
        "/staff/cook/two/:id none",
        "/staff/porter/one/:id none",
        "/staff/porter/two/:id none",
    }


IF_RETURN = """
  abstract class Base { @Get() list() {} }
  if (options.remove === false) return Base as any;
  abstract class WithRemove extends Base { @Delete(':id') remove() {} }
  return WithRemove as any;
"""
ASSIGNED = """
  class Base { @Get() list() {} }
  class WithRemove extends Base { @Delete(':id') remove() {} }
  let made: any = Base;
  if (options.remove !== false) made = WithRemove;
  return made;
"""
TERNARY = """
  class Base { @Get() list() {} }
  class WithRemove extends Base { @Delete(':id') remove() {} }
  return options.remove === false ? Base : WithRemove;
"""


@pytest.mark.parametrize("body", [IF_RETURN, ASSIGNED, TERNARY])
def test_a_base_class_that_a_function_makes_is_the_one_that_its_options_choose(
    tmp_path: Path, body: str
) -> None:
    """Found in an exam: of `CrudController()` the routes to delete were nowhere, and where they were, everybody had them."""
    app = (
        "import { Controller, Delete, Get, Module, Type } from '@nestjs/common';\n"
        f"export function Crud(options: {{ remove?: boolean }} = {{}}): Type<any> {{{body}}}\n"
        "@Controller('boats') export class Boats extends Crud() {}\n"
        "@Controller('logs') export class Logs extends Crud({ remove: false }) {}\n"
        "@Module({ controllers: [Boats, Logs] }) export class AppModule {}\n"
    )
    found = small(tmp_path, {"src/app.module.ts": app}).facts.routes
    assert sorted(f"{each.method} {each.path}" for each in found) == [
        "DELETE /boats/:id",
        "GET /boats",
        "GET /logs",
    ]


@pytest.mark.parametrize("body", [IF_RETURN, ASSIGNED, TERNARY])
def test_a_base_class_by_options_that_nobody_knows_is_told(tmp_path: Path, body: str) -> None:
    app = (
        "import { Controller, Delete, Get, Module, Type } from '@nestjs/common';\n"
        "import { remote } from 'settings-from-elsewhere';\n"
        f"export function Crud(options: {{ remove?: boolean }} = {{}}): Type<any> {{{body}}}\n"
        "@Controller('boats') export class Boats extends Crud(remote()) {}\n"
        "@Controller('logs') export class Logs extends Crud({ remove: false }) {}\n"
        "@Module({ controllers: [Boats, Logs] }) export class AppModule {}\n"
    )
    told = [
        each for each in small(tmp_path, {"src/app.module.ts": app}).facts.unresolved if each.kind == "route"
    ]
    assert [(each.text, each.reason) for each in told] == [
        (
            "Boats",
            "its base class is one of Base, WithRemove, by what is not known: the routes of one are listed",
        )
    ]
