"""Small monoliths that are taken apart for real: written to disk, extracted with a compiler that many tests share."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from oracles import ORACLES, with_packages

from woosh_split.model.extraction import Extraction
from woosh_split.pipeline import bound_calls
from woosh_split.pipeline import extract as pipeline
from woosh_split.pipeline.extract import extract
from woosh_split.pipeline.extract_request import Extracted, ExtractRequest
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.split.load import load_split

COMPILER = {
    "module": "commonjs", "target": "ES2021", "experimentalDecorators": True, "emitDecoratorMetadata": True,
    "esModuleInterop": True, "resolveJsonModule": True, "strict": True, "strictPropertyInitialization": False,
    "skipLibCheck": True, "outDir": "./dist", "baseUrl": "./", "types": ["node"],
}  # fmt: skip
PROJECT = {
    "package.json": json.dumps(
        {
            "name": "small",
            "scripts": {"build": "nest build"},
            "dependencies": {
                "@nestjs/common": "^10.0.0",
                "@nestjs/core": "^10.0.0",
                "@nestjs/typeorm": "^10.0.0",
                "rxjs": "^7.8.0",
                "typeorm": "^0.3.20",
            },
        },
        indent=2,
    ),
    "tsconfig.json": json.dumps({"compilerOptions": COMPILER, "include": ["src/**/*"]}),
    "src/main.ts": """import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(3000);
}
bootstrap();
""",
}
"""What every monolith has."""

SHOP = {
    "src/app.module.ts": """import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrdersModule } from './orders/orders.module';
import { UsersModule } from './users/users.module';

@Module({
  imports: [TypeOrmModule.forRoot({ type: 'mysql', autoLoadEntities: true }), UsersModule, OrdersModule],
})
export class AppModule {}
""",
    "src/users/users.module.ts": """import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { User } from './user.entity';
import { UsersController } from './users.controller';
import { UsersService } from './users.service';

@Module({
  imports: [TypeOrmModule.forFeature([User])],
  controllers: [UsersController],
  providers: [UsersService],
  exports: [UsersService],
})
export class UsersModule {}
""",
    "src/users/user.entity.ts": """import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Order } from '../orders/order.entity';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn() id: number;

  @Column() name: string;

  @OneToMany(() => Order, (order) => order.user)
  orders: Order[];
}
""",
    "src/users/users.service.ts": """import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { User } from './user.entity';

@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  async findOne(id: number): Promise<User | null> {
    return this.users.findOneBy({ id });
  }
}
""",
    "src/users/users.controller.ts": """import { Controller, Get } from '@nestjs/common';
import { UsersService } from './users.service';

@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get() first() { return this.users.findOne(1); }
}
""",
    "src/orders/order.entity.ts": """import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../users/user.entity';

@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn() id: number;

  @Column() userId: number;

  @ManyToOne(() => User, (user) => user.orders)
  @JoinColumn({ name: 'userId' })
  user: User;
}
""",
    "src/orders/orders.module.ts": """import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/users.module';
import { Order } from './order.entity';
import { OrdersController } from './orders.controller';
import { OrdersService } from './orders.service';

@Module({
  imports: [TypeOrmModule.forFeature([Order]), UsersModule],
  controllers: [OrdersController],
  providers: [OrdersService],
})
export class OrdersModule {}
""",
    "src/orders/orders.service.ts": """import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { UsersService } from '../users/users.service';
import { Order } from './order.entity';

@Injectable()
export class OrdersService {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    private readonly users: UsersService,
  ) {}

  async place(userId: number): Promise<Order> {
    const user = await this.users.findOne(userId);
    return this.orders.save({ userId: user?.id });
  }
}
""",
    "src/orders/orders.controller.ts": """import { Controller, Get, Post } from '@nestjs/common';
import { OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post() place() { return this.orders.place(1); }
}
""",
}
"""Orders, which belong to users: a relation both ways, and a call."""

SHOP_SPLIT = """services:
  sales: {modules: [orders], tables: [orders]}
  people: {modules: [users], tables: [users]}
"""


@contextmanager
def shared_compiler(packages: Path = ORACLES) -> Iterator[CompilerProcess]:
    """Give one compiler to all extractions and proposals inside of the block."""
    with (
        CompilerProcess(with_packages(packages)) as compiler,
        patch.object(pipeline, "open_compiler", lambda _: _given(compiler)),
        patch.object(bound_calls, "open_compiler", lambda _: _given(compiler)),
    ):
        yield compiler


@contextmanager
def _given(compiler: CompilerProcess) -> Iterator[CompilerProcess]:
    yield compiler


@dataclass(frozen=True)
class Apart:
    """A monolith that was taken apart."""

    folder: Path
    extracted: Extracted

    def of(self, service: str) -> Extraction:
        """Return one service."""
        return next(each for each in self.extracted.services if each.service == service)

    def texts(self, service: str) -> dict[str, str]:
        """Return a service's files as texts, without the runtime."""
        return {
            path: data.decode()
            for path, data in self.of(service).files
            if "/generated/runtime/" not in path and path.endswith((".ts", ".json"))
        }

    def code(self, service: str) -> list[str]:
        """Return the paths of a service's code, without the runtime."""
        return sorted(path for path in self.texts(service) if path.endswith(".ts"))


def write(folder: Path, files: Mapping[str, str], packages: Path = ORACLES) -> Path:
    """Write a monolith with its split file, and the packages that it needs."""
    for path, text in {**PROJECT, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(with_packages(packages) / "node_modules", target_is_directory=True)
    return folder


def take_apart(
    folder: Path,
    files: Mapping[str, str],
    split: str,
    *services: str,
    packages: Path = ORACLES,
    **wanted: object,
) -> Apart:
    """Write a monolith and extract services of it; without their names all, and what is left of the monolith."""
    write(folder, {**files, "woosh-split.yaml": f"version: 1\nmonolith: {{root: .}}\n{split}"}, packages)
    path = folder / "woosh-split.yaml"
    read = load_split(path)
    names = services or tuple(each.name for each in read.services)
    options = {"remainder": not services, **wanted}
    request = ExtractRequest(AnalyseRequest(folder, jobs=1), read, path, names, **options)  # type: ignore[arg-type]
    return Apart(folder, extract(request))


def changed(path: str, *pairs: tuple[str, str]) -> dict[str, str]:
    """Return a file of the shop with texts replaced; each must be there."""
    text = SHOP[path]
    for old, new in pairs:
        assert old in text, f"{old!r} is not in {path}"
        text = text.replace(old, new)
    return {path: text}


def shop_apart(
    folder: Path,
    files: Mapping[str, str | None] | None = None,
    *services: str,
    split: str = SHOP_SPLIT,
    **wanted: object,
) -> Apart:
    """Take the shop apart; ``files`` are put over its own, None takes one out. Nothing may be refused."""
    texts = {path: text for path, text in {**SHOP, **(files or {})}.items() if text is not None}
    apart = take_apart(folder, texts, split, *services, **wanted)
    refused = [f"{e.service}: {told}" for e in apart.extracted.services for told in e.refusals]
    assert not refused, refused
    return apart


def refusals(
    folder: Path, files: Mapping[str, str | None], service: str, split: str = SHOP_SPLIT
) -> tuple[str, ...]:
    """Return why a service of the shop is refused; nothing may have been made of it."""
    texts = {path: text for path, text in {**SHOP, **files}.items() if text is not None}
    found = take_apart(folder, texts, split, service).of(service)
    assert found.files == ()
    return found.refusals


SERVICE = "src/orders/orders.service.ts"
MODULE = "src/orders/orders.module.ts"
ORDER = "src/orders/order.entity.ts"
USERS = "src/users/users.module.ts"
USER = "src/users/user.entity.ts"
ROOT_MODULE = "src/app.module.ts"
FACADE = "src/generated/remote/people/users/users.module.ts"
CLIENT = "src/generated/remote/people/users/users.service.ts"
READ_MODEL = "src/generated/entities/users/user.entity.ts"
