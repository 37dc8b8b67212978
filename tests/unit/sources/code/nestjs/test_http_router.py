"""How the application's router compares, as the start file sets it up."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.model.code import HttpRouter

MODULE = "import { Module } from '@nestjs/common';\n@Module({}) export class AppModule {}\n"


def router(folder: Path, create: str, then: str = "") -> HttpRouter:
    """Return the router of an application that is made and set up so."""
    main = f"""
import {{ VersioningType }} from '@nestjs/common';
import {{ NestFactory }} from '@nestjs/core';
import {{ FastifyAdapter, NestFastifyApplication }} from '@nestjs/platform-fastify';
import {{ NestExpressApplication }} from '@nestjs/platform-express';
import {{ AppModule }} from './app.module';
async function bootstrap() {{
  const app = await {create};
  {then}
  await app.listen(3000);
}}
bootstrap();
"""
    return small(folder, {"src/app.module.ts": MODULE, "src/main.ts": main}).facts.router


@pytest.mark.parametrize(
    ("create", "then", "expected"),
    [
        ("NestFactory.create(AppModule)", "", HttpRouter()),
        ("NestFactory.create<NestExpressApplication>(AppModule)", "app.set('case sensitive routing', true);",
         HttpRouter(case_sensitive=True)),
        ("NestFactory.create<NestExpressApplication>(AppModule)", "app.enable('strict routing');",
         HttpRouter(strict_slash=True)),
        ("NestFactory.create<NestExpressApplication>(AppModule)", "app.set('strict routing', false);", HttpRouter()),
        ("NestFactory.create(AppModule, new FastifyAdapter())", "", HttpRouter("fastify", True, True)),
        ("NestFactory.create(AppModule, new FastifyAdapter({ ignoreTrailingSlash: true, caseSensitive: false }))", "",
         HttpRouter("fastify", False, False)),
        ("NestFactory.create(AppModule, new FastifyAdapter({ routerOptions: { ignoreTrailingSlash: true } }))", "",
         HttpRouter("fastify", True, False)),
        ("NestFactory.create(AppModule)", "app.enableVersioning();", HttpRouter(versioning="uri")),
        ("NestFactory.create(AppModule)", "app.enableVersioning({ type: VersioningType.HEADER, header: 'X-Api' });",
         HttpRouter(versioning="header", version_header="X-Api")),
        ("NestFactory.create(AppModule)", "app.enableVersioning({ type: VersioningType.MEDIA_TYPE, key: 'v=' });",
         HttpRouter(versioning="media-type")),
    ],
)  # fmt: skip
def test_the_start_file_says_how_paths_are_compared(
    tmp_path: Path, create: str, then: str, expected: HttpRouter
) -> None:
    assert router(tmp_path, create, then) == expected
