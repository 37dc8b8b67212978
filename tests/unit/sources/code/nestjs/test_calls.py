"""Calls between modules: whom a call of an injected provider reaches."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

USERS = """
import { Injectable, Module } from '@nestjs/common';
@Injectable() export class UsersService { find() { return 1; } }
"""
USERS_MODULE = """
import { Module } from '@nestjs/common';
import { UsersService } from './users.service';
@Module({ providers: [UsersService], exports: [UsersService] }) export class UsersModule {}
"""
APP = """
import { Module } from '@nestjs/common';
import { UsersModule } from './users/users.module';
import { AuthModule } from './auth/auth.module';
@Module({ imports: [UsersModule, AuthModule] }) export class AppModule {}
"""


def auth(users: str) -> str:
    """Return a module that lists the service of a file among its own providers, and calls it."""
    return f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ UsersService }} from '{users}';
@Injectable() export class AuthService {{
  constructor(private readonly users: UsersService) {{}}
  login() {{ return this.users.find(); }}
}}
@Module({{ providers: [AuthService, UsersService] }}) export class AuthModule {{}}
"""


def calls(tmp_path: Path, files: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return who calls whom, and the method."""
    return [(each.from_module, each.to_module, each.method) for each in small(tmp_path, files).facts.calls]


def test_a_neighbours_service_among_ones_own_providers_is_called_all_the_same(tmp_path: Path) -> None:
    """The class and its tables stay with the module in whose folder it lies, whoever lists it."""
    files = {
        "src/app.module.ts": APP,
        "src/users/users.service.ts": USERS,
        "src/users/users.module.ts": USERS_MODULE,
        "src/auth/auth.module.ts": auth("../users/users.service"),
    }
    assert calls(tmp_path, files) == [("auth", "users", "find")]


def test_a_class_outside_of_the_modules_is_as_much_the_ones_as_the_others(tmp_path: Path) -> None:
    """Each module that lists it has it, and calls nobody."""
    files = {
        "src/app.module.ts": APP,
        "src/helpers/users.service.ts": USERS,
        "src/users/users.module.ts": USERS_MODULE.replace("./users.service", "../helpers/users.service"),
        "src/auth/auth.module.ts": auth("../helpers/users.service"),
    }
    assert calls(tmp_path, files) == []


GUARD = """
import { CanActivate, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Column, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
import { UsersService } from '../users/users.service';
@Entity('grants') export class Grant { @PrimaryGeneratedColumn() id: number; @Column() of: string; }
@Injectable() export class RightsGuard implements CanActivate {
  constructor(private readonly users: UsersService, @InjectRepository(Grant) private readonly grants: Repository<Grant>) {}
  async canActivate() { return this.allowed(); }
  private async allowed() { return this.users.find() === 1 && (await this.grants.count()) > 0; }
}
"""


def guarded(name: str) -> str:
    """Return a module that provides the guard, which lies in no module's folder."""
    return f"""
import {{ Controller, Get, Module, UseGuards }} from '@nestjs/common';
import {{ RightsGuard }} from '../guards/rights.guard';
import {{ UsersModule }} from '../users/users.module';
@Controller('{name}') @UseGuards(RightsGuard) class ItemsController {{ @Get() all() {{ return []; }} }}
@Module({{ imports: [UsersModule], controllers: [ItemsController], providers: [RightsGuard] }})
export class {name.title()}Module {{}}
"""


def test_what_a_guard_of_several_modules_calls_and_reads_each_of_them_does(tmp_path: Path) -> None:
    """Nest makes one for each module that provides it, and it runs on the routes of each."""
    files = {
        "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { OrdersModule } from './orders/orders.module';
import { StockModule } from './stock/stock.module';
@Module({ imports: [OrdersModule, StockModule] }) export class AppModule {}
""",
        "src/users/users.service.ts": USERS,
        "src/users/users.module.ts": USERS_MODULE,
        "src/guards/rights.guard.ts": GUARD,
        "src/orders/orders.module.ts": guarded("orders"),
        "src/stock/stock.module.ts": guarded("stock"),
    }
    facts = small(tmp_path, files).facts
    assert [(each.from_module, each.to_module, each.method) for each in facts.calls] == [
        ("orders", "users", "find"),
        ("stock", "users", "find"),
    ]
    assert [(each.module, each.table, each.line) for each in facts.accesses] == [
        ("orders", "grants", 10),
        ("stock", "grants", 10),
    ]


def test_a_class_of_two_modules_in_one_folder_is_called_by_neither(tmp_path: Path) -> None:
    """The folder does not say whose it is."""
    files = {
        "src/app.module.ts": APP.replace("./auth/auth", "./users/auth"),
        "src/users/users.service.ts": USERS,
        "src/users/users.module.ts": USERS_MODULE,
        "src/users/auth.module.ts": auth("./users.service"),
    }
    assert calls(tmp_path, files) == []
