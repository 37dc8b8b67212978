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
