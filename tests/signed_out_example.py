"""The example, changed so that signing out ends a token: a row of its table ``Token`` says so, and the strategy looks.

The example as it is lets a token live until it expires, whatever its user does; this is the same code with what most
monoliths have.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from example_run import BACKEND
from monoliths import EXAMPLE

EDITS = {
    "auth/strategies/jwt.strategy.ts": (
        ("import { Injectable } from", "import { Injectable, UnauthorizedException } from"),
        ("import { ExtractJwt", "import { DataSource } from 'typeorm';\nimport { ExtractJwt"),
        (
            "constructor(private configService: ConfigService) {",
            "constructor(configService: ConfigService, private dataSource: DataSource) {",
        ),
        (
            "validate(payload: any) {\n",
            "validate(payload: any) {\n"
            "    const ended = await this.dataSource.query(\n"
            "      'SELECT id FROM Token WHERE token = ? AND blacklisted = 1',\n"
            "      [payload.jti],\n"
            "    );\n"
            "    if (ended.length > 0) {\n"
            "      throw new UnauthorizedException('Signed out');\n"
            "    }\n",
        ),
        ("role: payload.role,", "role: payload.role,\n      jti: payload.jti,"),
    ),
    "auth/auth.controller.ts": (("logout(req.user.id)", "logout(req.user.id, req.user.jti)"),),
    "auth/auth.service.ts": (
        ("import { JwtService }", "import { randomUUID } from 'node:crypto';\nimport { JwtService }"),
        ("sub: user.id,", "sub: user.id,\n      jti: randomUUID(),"),
        (
            "async logout(userId: number) {\n",
            "async logout(userId: number, jti: string) {\n"
            "    await this.salesRepRepository.query(\n"
            "      'INSERT INTO Token (token, salesRepId, expiresAt, blacklisted) VALUES (?, ?, NOW(), 1)',\n"
            "      [jti, userId],\n"
            "    );\n",
        ),
    ),
}
SPLIT_EDIT = ("    tables:\n      - role\n", "    tables:\n      - Token\n      - role\n")


def write_example(folder: Path) -> Path:
    """Write the changed example below ``folder``; return its root."""
    root = folder / "example"
    without = shutil.ignore_patterns("node_modules", "dist", "app", "split", ".woosh-split*")
    shutil.copytree(EXAMPLE.root, root, ignore=without)
    (root / EXAMPLE.backend / "node_modules").symlink_to(BACKEND / "node_modules")
    for name, edits in EDITS.items():
        _edit(root / EXAMPLE.backend / "src" / name, edits)
    _edit(root / "woosh-split.yaml", (SPLIT_EDIT,))
    return root


def _edit(file: Path, edits: tuple[tuple[str, str], ...]) -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in edits:
        assert text.count(before) == 1, (file, before)
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")
