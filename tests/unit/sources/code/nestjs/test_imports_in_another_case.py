"""Imports whose path is spelt in another case than the file's."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

MISSPELT = {
    "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@shop/*": ["src/shop/*"]}}}',
    "src/shop/clients.service.ts": """
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
@Injectable() export class ClientsService {
  constructor(private readonly source: DataSource) {}
  all() { return this.source.query('SELECT * FROM clients'); }
}
""",
    "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { ClientsService } from 'SPECIFIER';
@Module({ providers: [ClientsService] }) export class AppModule {}
""",
}


@pytest.mark.parametrize(
    "specifier",
    [
        "./shop/Clients.service",
        "@shop/Clients.Service",
        "src/Shop/clients.service",
        "./shop/CLIENTS.service.js",
    ],
)
def test_an_import_in_another_case_is_followed_and_told(tmp_path: Path, specifier: str) -> None:
    """Windows and macOS find the file, and Nest's own tsconfig lets it pass."""
    texts = {path: text.replace("SPECIFIER", specifier) for path, text in MISSPELT.items()}
    found = small(tmp_path, texts)

    assert {(each.module, each.table) for each in found.facts.accesses} == {("app", "clients")}
    assert [(each.kind, each.line, each.text, each.reason) for each in found.facts.unresolved] == [
        (
            "import",
            3,
            specifier,
            "only a file system that ignores case finds it; the file is src/shop/clients.service.ts",
        )
    ]


def test_an_import_in_another_case_that_two_files_fit_leads_to_none(tmp_path: Path) -> None:
    texts = {path: text.replace("SPECIFIER", "./shop/CLIENTS.service") for path, text in MISSPELT.items()}
    found = small(tmp_path, {**texts, "src/shop/Clients.service.ts": "export const other = 1;\n"})

    assert [each.reason for each in found.facts.unresolved if each.kind == "import"] == [
        "no file of the tree is there; what is imported from it is not known"
    ]
