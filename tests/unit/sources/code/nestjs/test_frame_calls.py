"""Calls by what stands around handlers of providers of the own module: they are made wherever the routes are."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

APP = """
import { APP_GUARD } from '@nestjs/core';
import { CanActivate, Controller, Get, Injectable, Module } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { Revoked } from './revoked.service';
@Injectable() export class %(name)s%(extends)s {
  constructor(private readonly revoked: Revoked) { %(super)s }
  %(method)s
}
@Module({ providers: [Revoked, %(name)s, { provide: %(token)s, useClass: %(name)s }] }) export class AppModule {}
"""
REVOKED = """
import { Injectable } from '@nestjs/common';
@Injectable() export class Revoked {
  has(token: string): boolean { return this.holds(token); }
  holds(token: string): boolean { return !token; }
  async find(token: string): Promise<boolean> { return !token; }
}
"""


def frame_calls(folder: Path, **parts: str) -> list[tuple[str, str]]:
    given = {"name": "Tokens", "extends": "", "super": "", "token": "APP_GUARD", **parts}
    facts = small(folder, {"src/app.module.ts": APP % given, "src/revoked.service.ts": REVOKED}).facts
    return [(each.function, f"{each.provider}.{each.method}") for each in facts.frame_calls]


@pytest.mark.parametrize("method", ["canActivate", "intercept", "transform", "catch", "use"])
def test_calls_around_a_handler_are_told(method: str, tmp_path: Path) -> None:
    found = frame_calls(
        tmp_path, method=f"{method}(context: any) {{ return this.revoked.has(context.token); }}"
    )

    assert found == [(f"Tokens.{method}", "Revoked.has")]


def test_a_helper_of_such_a_class_calls_around_a_handler_too(tmp_path: Path) -> None:
    method = (
        "use(r: any) { return this.check(r); } private check(r: any) { return this.revoked.has(r.token); }"
    )

    assert frame_calls(tmp_path, method=method) == [("Tokens.check", "Revoked.has")]


def test_a_passport_strategy_is_found_by_its_name_wherever_its_guard_stands(tmp_path: Path) -> None:
    found = frame_calls(
        tmp_path,
        extends=" extends PassportStrategy(Strategy)",
        super="super();",
        method="async validate(token: any) { return this.revoked.has(token); }",
    )

    assert found == [("Tokens.validate", "Revoked.has")]


def test_other_calls_inside_of_a_module_are_not_told(tmp_path: Path) -> None:
    """A service may well have a method of a strategy's name."""
    assert frame_calls(tmp_path, method="validate(token: any) { return this.revoked.has(token); }") == []


@pytest.mark.parametrize("token", ["APP_GUARD", "'APP_GUARD'"])
def test_a_global_enhancer_is_known_by_nests_constant_and_by_the_text_that_it_is(
    token: str, tmp_path: Path
) -> None:
    given = {
        "name": "Tokens",
        "extends": "",
        "super": "",
        "token": token,
        "method": "canActivate() { return true; }",
    }
    routes = "@Controller('x') export class X { @Get() all() { return 1; } }\n@Module({ providers: [Revoked"
    text = (
        (APP % given)
        .replace("@Module({ providers: [Revoked", routes)
        .replace("({ providers", "({ controllers: [X], providers")
    )
    facts = small(tmp_path, {"src/app.module.ts": text, "src/revoked.service.ts": REVOKED}).facts

    assert [each.enhancers for each in facts.modules] == [("Tokens",)]
    assert [each.guards for each in facts.routes] == [("Tokens",)]
