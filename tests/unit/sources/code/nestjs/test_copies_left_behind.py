"""Old versions of a class that lie beside the one in use: no code of theirs ever runs."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SERVICE = """
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Mailer } from './mailer';
@Injectable() export class OrdersService {
  constructor(private readonly source: DataSource, private readonly mailer: Mailer) {}
  close(id: number) {
    this.mailer.send(id);
    return this.source.query('UPDATE TABLE_NAME SET open = 0 WHERE id = ?', [id]);
  }
}
"""
APP = {
    "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { OrdersModule } from './orders/orders.module';
@Module({ imports: [OrdersModule] }) export class AppModule {}
""",
    "src/orders/mailer.ts": "export class Mailer { send(id: number) {} }",
    "src/orders/orders.module.ts": """
import { Module } from '@nestjs/common';
import { OrdersService } from './orders.service';
import { Mailer } from './mailer';
@Module({ providers: [OrdersService, Mailer] }) export class OrdersModule {}
""",
    "src/orders/orders.service.ts": SERVICE.replace("TABLE_NAME", "orders"),
}


def test_a_copy_that_no_file_imports_is_not_charged_to_the_class_in_use(tmp_path: Path) -> None:
    """``orders.service(OLD).ts`` holds a class of the same name: nothing can ever make it."""
    old = SERVICE.replace("TABLE_NAME", "old_orders")
    found = small(tmp_path, {**APP, "src/orders/orders.service(OLD).ts": old})

    assert found.of("OrdersService.close") == {"write orders"}


def test_a_whole_old_version_that_only_imports_itself_is_left_behind(tmp_path: Path) -> None:
    """To load a package as it is loaded itself makes no script of it."""
    old = SERVICE.replace("TABLE_NAME", "old_orders").replace("./mailer", "../../mailer")
    old = old.replace("\nimport", "\nimport * as dotenv from 'dotenv';\nimport", 1) + "dotenv.config();\n"
    controller = """
import { Controller, Get } from '@nestjs/common';
import { OrdersService } from './orders.service';
@Controller('old') export class OldController {
  constructor(private readonly orders: OrdersService) {}
  @Get() close() { return this.orders.close(1); }
}
"""
    found = small(
        tmp_path,
        {
            **APP,
            "src/orders/v1/old/orders.service.ts": old,
            "src/orders/v1/old/old.controller.ts": controller,
        },
    )

    assert found.of("OrdersService.close") == {"write orders"}


def test_a_class_of_the_same_name_that_the_application_imports_counts(tmp_path: Path) -> None:
    """It need not be a provider: whoever imports it may make it."""
    job = """
import { DataSource } from 'typeorm';
import { Injectable } from '@nestjs/common';
@Injectable() export class OrdersService {
  constructor(private readonly source: DataSource) {}
  archive() { return this.source.query('INSERT INTO archive (id) VALUES (1)'); }
}
"""
    script = """
import { OrdersService } from './archive';
export async function run(source: any) { await new OrdersService(source).archive(); }
run(globalThis['source']);
"""
    found = small(tmp_path, {**APP, "src/jobs/archive.ts": job, "src/jobs/run.ts": script})

    assert found.of("OrdersService.archive") == {"write archive"}


def test_a_service_that_nobody_imports_counts_where_no_other_has_its_name(tmp_path: Path) -> None:
    """It may be loaded by a pattern of paths: what is not known to be dead is kept."""
    other = SERVICE.replace("TABLE_NAME", "drafts").replace("OrdersService", "DraftsService")
    found = small(tmp_path, {**APP, "src/orders/drafts.service.ts": other})

    assert found.of("DraftsService.close") == {"write drafts"}
