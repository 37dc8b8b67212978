"""A folder named ``test`` that the application itself imports holds no tests."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

APP = """
import { Module } from '@nestjs/common';
import { TestModule } from './modules/test/test.module';
@Module({ imports: [TestModule] }) export class AppModule {}
"""
MODULE = """
import { Module } from '@nestjs/common';
import { TestController } from './test.controller';
@Module({ controllers: [TestController] }) export class TestModule {}
"""
CONTROLLER = """
import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
@Controller('test') export class TestController {
  constructor(private readonly source: DataSource) {}
  @Get() list() { return this.source.query('SELECT * FROM results'); }
}
"""


def test_what_the_application_imports_from_a_test_folder_is_read(tmp_path: Path) -> None:
    """Its routes are served (a laboratory's tests, a school's): so are its accesses made."""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": APP,
            "src/modules/test/test.module.ts": MODULE,
            "src/modules/test/test.controller.ts": CONTROLLER,
        },
    )

    assert [each.path for each in found.facts.routes] == ["/test"]
    assert found.of("TestController.list") == {"read results"}
    assert {each.module for each in found.facts.accesses} == {"test"}


def test_a_test_folder_that_only_tests_import_is_none_of_it(tmp_path: Path) -> None:
    helper = """
import { DataSource } from 'typeorm';
export class Cleaner {
  constructor(private readonly source: DataSource) {}
  clean() { return this.source.query('DELETE FROM results'); }
}
"""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": APP,
            "src/modules/test/test.module.ts": MODULE,
            "src/modules/test/test.controller.ts": CONTROLLER,
            "src/test/cleaner.ts": helper,
            "src/test/orders.spec.ts": "import { Cleaner } from './cleaner'; new Cleaner(null).clean();",
            "src/testing/cleaning.ts": "export { Cleaner } from '../test/cleaner';",
        },
    )

    assert found.uses() == {("TestController.list", "read", "results")}


def test_an_entity_whose_file_is_called_after_a_test_is_read_where_the_application_imports_it(
    tmp_path: Path,
) -> None:
    """``lab-test.ts`` is a laboratory's, and a test beside it that nothing but a runner asks for is none of it."""
    service = """
import { DataSource } from 'typeorm';
import { LabTest } from './lab-test';
export class Lab {
  constructor(private readonly source: DataSource) {}
  list() { return this.source.getRepository(LabTest).find(); }
}
"""
    entity = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('lab_tests') export class LabTest { @PrimaryGeneratedColumn() id: number; }
"""
    spec = """
import { DataSource } from 'typeorm';
export class LabCase { constructor(private readonly db: DataSource) {} go() { return this.db.query('DELETE FROM lab_tests'); } }
"""
    app = """
import { Module } from '@nestjs/common';
import { Lab } from './lab';
@Module({ providers: [Lab] }) export class AppModule {}
"""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": app,
            "src/lab.ts": service,
            "src/lab-test.ts": entity,
            "src/lab-run-test.ts": spec,
        },
    )

    assert found.uses() == {("Lab.list", "read", "lab_tests")}
