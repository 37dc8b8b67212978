"""Imports of the project's own code that lead to no file."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

FILES = {
    "package.json": '{"name": "shop", "dependencies": {"@nestjs/core": "10.0.0", "typeorm": "0.3.20", "shared": "1.0.0"}}',
    "src/shared/price.ts": "export const price = 1;\n",
    "src/util/text.ts": "export const text = '';\n",
    "src/app.module.ts": """
import { Injectable, Module } from '@nestjs/common';
import { Bill } from 'SPECIFIER';
@Injectable() export class OrdersService {
  all() { return Bill.find(); }
}
@Module({ providers: [OrdersService] }) export class AppModule {}
""",
}


@pytest.mark.parametrize(
    ("base", "specifier", "told"),
    [
        (".", "src/entities/bill.entity", True),
        (None, "src/entities/bill.entity", True),
        ("src", "util/bill.entity", True),
        ("./", "src/shared/bill.entity", True),
        ("src", "shared/bill.entity", False),  # a package of that name is declared
        ("src", "util/types", False),  # Node's own
        ("src", "typeorm/bill.entity", False),
        (".", "typeorm", False),
    ],
)
def test_what_has_no_file_is_told(tmp_path: Path, base: str | None, specifier: str, told: bool) -> None:
    """What is imported from it is of no known class, so what is called on it is no access: that must be said."""
    options = "{}" if base is None else f'{{"baseUrl": "{base}"}}'
    texts = {path: text.replace("SPECIFIER", specifier) for path, text in FILES.items()}
    found = small(tmp_path, {**texts, "tsconfig.json": f'{{"compilerOptions": {options}}}'})

    reasons = [each.reason for each in found.facts.unresolved if each.kind == "import"]
    assert reasons == ["no file of the tree is there; what is imported from it is not known"] * told
