"""Statements that are handed to something of which nothing is known: a module of the CommonJS kind, a global."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

OLD = """
// @ts-nocheck
const pool = require('some-driver').pool();
exports.later = (text, values) => new Promise((done) => pool.run(text, values, done));
"""
APP = """
import { Module, Injectable } from '@nestjs/common';
import * as old from './old';
declare const bridge: any;
@Injectable() export class Boats { do() { CALL; } }
@Module({ providers: [Boats] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("call", "uses"),
    [
        ("return old.later('INSERT INTO boats SET ?', [{}])", {"write boats"}),
        ("return bridge.runSql(`SELECT * FROM boats WHERE id = ${1}`)", {"read boats"}),
        ("bridge.log('SELECT * FROM boats')", set()),
        ("bridge.later('Update the boats that set sail')", set()),
        ("bridge.later('Select a boat from the list')", set()),
    ],
)
def test_a_whole_statement_is_run_whoever_runs_it(tmp_path: Path, call: str, uses: set[str]) -> None:
    """Prose that begins like one is none, and a log runs nothing."""
    found = small(tmp_path, {"src/old.ts": OLD, "src/app.module.ts": APP.replace("CALL", call)})

    assert (found.of("Boats.do"), found.unresolved()) == (uses, [])
