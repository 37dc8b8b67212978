"""The examples of a rule's page, as monoliths: each code block with a title is a file over a small shop."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

BASE = {
    "package.json": '{"name": "shop", "dependencies": {"@nestjs/core": "10.0.0", "typeorm": "0.3.20"}}\n',
    "src/main.ts": """import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
async function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3000); }
bootstrap();
""",
    "src/app.module.ts": """import { Module } from '@nestjs/common';
import { OrdersModule } from './orders/orders.module';
import { UsersModule } from './users/users.module';

@Module({ imports: [OrdersModule, UsersModule] })
export class AppModule {}
""",
    "src/orders/orders.module.ts": """import { Module } from '@nestjs/common';
import { OrdersService } from './orders.service';

@Module({ providers: [OrdersService] })
export class OrdersModule {}
""",
    "src/orders/orders.service.ts": """import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class OrdersService {
  constructor(private readonly db: DataSource) {}

  save() {
    return this.db.query('INSERT INTO orders (id) VALUES (1)');
  }
}
""",
    "src/users/users.module.ts": """import { Module } from '@nestjs/common';
import { UsersService } from './users.service';

@Module({ providers: [UsersService], exports: [UsersService] })
export class UsersModule {}
""",
    "src/users/users.service.ts": """import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class UsersService {
  constructor(private readonly db: DataSource) {}

  find(id: number) {
    return this.db.query('SELECT id, name FROM users WHERE id = ?', [id]);
  }

  save() {
    return this.db.query('INSERT INTO users (id) VALUES (1)');
  }
}
""",
    "database/schema.sql": """CREATE TABLE orders (id INT PRIMARY KEY, total INT, user_id INT, closed INT);
CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40), phone VARCHAR(40), orders INT);
""",
    "woosh-split.yaml": """version: 1
services:
  orders: {modules: [orders], tables: [orders]}
  users: {modules: [users], tables: [users]}
""",
}
_BLOCK = re.compile(r'^```\w+ title="([^"]+)"(?: hl_lines="([\d ]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)


ORDERS = "src/orders/orders.service.ts"

WRITES = (
    BASE[ORDERS].removesuffix("}\n")
    + """
  count() {
    return this.db.query('UPDATE users SET orders = orders + 1');
  }
}
"""
)
"""The service of orders, which writes a table of users besides: one violation of WS303."""


@dataclass(frozen=True)
class Example:
    """Files over :data:`BASE`, and the places that are marked in them."""

    files: dict[str, str] = field(default_factory=dict)
    marked: tuple[tuple[str, int], ...] = ()

    def write(self, root: Path) -> Path:
        """Write the monolith below ``root`` and return ``root``."""
        files = BASE | self.files
        dump = files["database/schema.sql"]
        for name in ("orders", "users"):  # a page shows only what it is about
            if f"CREATE TABLE {name} " not in dump:
                line = next(
                    line for line in BASE["database/schema.sql"].splitlines() if f"TABLE {name} " in line
                )
                dump += line + "\n"
        for name, text in (files | {"database/schema.sql": dump}).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root


def examples(page: str) -> tuple[Example, Example]:
    """Return the invalid and the valid example of a page."""
    _, invalid, valid = re.split(r"^## (?:Invalid|Valid)$", page, flags=re.MULTILINE)
    return _example(invalid), _example(valid)


def _example(text: str) -> Example:
    files: dict[str, str] = {}
    marked: list[tuple[str, int]] = []
    for name, lines, content in _BLOCK.findall(text):
        files[name] = content
        marked += [(name, int(line)) for line in lines.split()]
    return Example(files, tuple(marked))
