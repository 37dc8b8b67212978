"""Entities that code names by a text: nothing imports them, and TypeORM throws where it does not have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import ORDER, READ_MODEL, SERVICE, USER, changed, shop_apart

ROOT = "src/generated/service.module.ts"
OLD_USER = """import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('users')
export class OldUser { @PrimaryGeneratedColumn() id: number; @Column() name: string; }
"""
NAMES_BY_TEXT = """import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn() id: number;
  @Column() userId: number;
  @ManyToOne('User') @JoinColumn({ name: 'userId' }) user: any;
}
"""


@pytest.mark.parametrize("name", ["User", "users", None])
def test_an_entity_that_is_named_by_a_text_comes_along_as_a_read_model(
    name: str | None, tmp_path: Path
) -> None:
    """By its class or by its table; what nobody asks TypeORM for stays away, and so does another class of the table."""
    asks = f"  rows() {{ return this.orders.manager.find('{name}', {{}}); }}\n\n  async place" if name else ""
    files = {
        "src/users/old-user.entity.ts": OLD_USER,
        USER: OLD_USER.replace("OldUser", "User"),
        ORDER: OLD_USER.replace("OldUser", "Order")
        .replace("users", "orders")
        .replace("name: string", "userId: number"),
        **changed(
            SERVICE,
            ("import { UsersService } from '../users/users.service';\n", ""),
            ("    private readonly users: UsersService,\n", ""),
            ("    const user = await this.users.findOne(userId);\n", ""),
            ("user?.id", "userId"),
            ("  async place", asks or "  async place"),
        ),
    }
    found = shop_apart(tmp_path, files, "sales").texts("sales")
    assert (READ_MODEL in found) == bool(name)
    assert ("User" in found[ROOT]) == bool(name)
    assert not any("old-user" in path for path in found)


def test_what_a_relation_names_by_a_text_comes_along_as_a_read_model(tmp_path: Path) -> None:
    """No import leads to it, and TypeORM does not start without it: "Entity metadata for Order#user was not found"."""
    files = {
        USER: OLD_USER.replace("OldUser", "User"),
        ORDER: NAMES_BY_TEXT,
        **changed(
            SERVICE,
            ("import { UsersService } from '../users/users.service';\n", ""),
            ("    private readonly users: UsersService,\n", ""),
            ("    const user = await this.users.findOne(userId);\n", ""),
            ("user?.id", "userId"),
        ),
    }
    found = shop_apart(tmp_path, files, "sales").texts("sales")
    assert READ_MODEL in found
    assert "User" in found[ROOT]
