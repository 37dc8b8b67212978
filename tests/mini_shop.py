"""Writes the smallest monolith that has everything: two modules, an entity each, a dump, a call, a transaction."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "package.json": """{
  "name": "mini-shop",
  "dependencies": {"@nestjs/common": "^10", "@nestjs/core": "^10", "@nestjs/typeorm": "^10", "typeorm": "^0.3"}
}
""",
    "tsconfig.json": '{"compilerOptions": {"baseUrl": "./", "experimentalDecorators": true}}\n',
    "src/main.ts": """import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.setGlobalPrefix('api');
  await app.listen(3000);
}
bootstrap();
""",
    "src/app.module.ts": """import { Module } from '@nestjs/common';
import { OrdersModule } from './orders/orders.module';
import { UsersModule } from './users/users.module';

@Module({ imports: [OrdersModule, UsersModule] })
export class AppModule {}
""",
    "src/users/user.entity.ts": """import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;
}
""",
    "src/users/users.service.ts": """import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { User } from './user.entity';

@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  find(id: number) {
    return this.users.findOne({ where: { id } });
  }
}
""",
    "src/users/users.module.ts": """import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { User } from './user.entity';
import { UsersService } from './users.service';

@Module({ imports: [TypeOrmModule.forFeature([User])], providers: [UsersService], exports: [UsersService] })
export class UsersModule {}
""",
    "src/orders/order.entity.ts": """import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  total: number;
}
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

  async create(userId: number, total: number) {
    await this.users.find(userId);
    return this.orders.save({ total });
  }
}
""",
    "src/orders/orders.controller.ts": """import { Body, Controller, Post } from '@nestjs/common';
import { OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController {
  constructor(private readonly service: OrdersService) {}

  @Post()
  create(@Body() body: { userId: number; total: number }) {
    return this.service.create(body.userId, body.total);
  }
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
    "database/schema.sql": """-- phpMyAdmin SQL Dump
CREATE TABLE `users` (
  `id` int(11) NOT NULL,
  `name` varchar(255) NOT NULL
) ENGINE=InnoDB;

CREATE TABLE `orders` (
  `id` int(11) NOT NULL,
  `total` int(11) NOT NULL
) ENGINE=InnoDB;

ALTER TABLE `users` ADD PRIMARY KEY (`id`);
ALTER TABLE `orders` ADD PRIMARY KEY (`id`);
""",
}


def write_mini_shop(root: Path) -> Path:
    """Write the monolith below ``root`` and return ``root``."""
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def outside_of_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands run as on somebody's desk, with the cache where it usually is, whoever runs the tests."""
    for name in ("CI", "GITHUB_ACTIONS", "WOOSH_SPLIT_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
