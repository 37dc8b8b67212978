"""Repositories that classes of the root module ask for: a module of others hands them over."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import ROOT_MODULE, changed, shop_apart

GUARD = """import { CanActivate, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { User } from '../users/user.entity';

@Injectable()
export class KnownGuard implements CanActivate {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}
  async canActivate(): Promise<boolean> { return (await this.users.count()) > 0; }
}
"""
ROOT = changed(
    ROOT_MODULE,
    ("import { TypeOrmModule", "import { APP_GUARD } from '@nestjs/core';\nimport { KnownGuard } from './common/known.guard';\nimport { TypeOrmModule"),
    ("OrdersModule],", "OrdersModule],\n  providers: [{ provide: APP_GUARD, useClass: KnownGuard }],"),
)  # fmt: skip
ORDERS = changed("src/orders/orders.module.ts", ("forFeature([Order]), UsersModule]", "forFeature([Order])]"), ("import { UsersModule } from '../users/users.module';\n", ""))  # fmt: skip
ORDERS |= changed(
    "src/orders/orders.service.ts",
    ("    private readonly users: UsersService,\n", ""),
    ("import { UsersService } from '../users/users.service';\n", ""),
    ("    const user = await this.users.findOne(userId);\n", ""),
    ("user?.id", "userId"),
)
USERS = "src/users/users.module.ts"
REPOSITORY = (
    ("import { TypeOrmModule }", "import { getDataSourceToken, getRepositoryToken, TypeOrmModule }"),
    ("import { User }", "import { DataSource } from 'typeorm';\nimport { User }"),
    ("providers: [UsersService],", "providers: [UsersService, { provide: getRepositoryToken(User), inject: [getDataSourceToken()], useFactory: (source: DataSource) => source.getRepository(User) }],"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("users", "imported"),
    [
        (changed(USERS, ("exports: [", "exports: [TypeOrmModule, ")), True),
        (changed(USERS, *REPOSITORY, ("exports: [", "exports: [getRepositoryToken(User), ")), True),
        ({}, False),
    ],
)
def test_the_root_has_the_module_that_hands_a_repository_to_its_guard(
    tmp_path: Path, users: dict[str, str], imported: bool
) -> None:
    """Without it the service compiled, and Nest could not start it. A module that exports no repository hands none over."""
    files = {"src/common/known.guard.ts": GUARD, **ROOT, **ORDERS, **users}
    result = shop_apart(tmp_path, files, "sales").of("sales")
    found = dict(result.files)
    assert ("UsersModule" in found[ROOT_MODULE].decode()) is imported
    if imported:
        facade = found["src/generated/remote/people/users/users.module.ts"].decode()
        assert "TypeOrmModule.forFeature([User])" in facade
        assert "UsersService" not in facade
    assert result.refusals == ()
