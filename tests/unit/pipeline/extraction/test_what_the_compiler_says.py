"""TypeORM 0.2, no types of Node: one refusal that says what to do, not the compiler's word on files that nobody wrote."""

from __future__ import annotations

import re

import pytest

from woosh_split.model.extraction import Extraction
from woosh_split.pipeline.compiled_services import _judged
from woosh_split.sources.code.typescript.compiler.checking import Diagnostic

FOUND = Extraction("orders", ("orders",), files=(("src/main.ts", b""),))


def test_an_old_typeorm_is_named_once() -> None:
    errors = [
        Diagnostic(
            f"src/generated/runtime/{name}.ts",
            5,
            2305,
            "Module '\"typeorm\"' has no exported member 'DataSource'.",
        )
        for name in ("health", "data-sources")
    ]
    judged = _judged(
        "orders", FOUND, [*errors, Diagnostic("src/main.ts", 3, 2339, "Property 'x' does not exist.")], {}
    )

    assert judged.files == ()
    (reason,) = judged.refusals
    assert re.search(r"TypeORM 0\.3.*Upgrade typeorm", reason)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            2591,
            "Cannot find name 'Buffer'. Do you need to install type definitions for node? Try `npm i ...`",
        ),
        (2503, "Cannot find namespace 'NodeJS'."),
        (2307, "Cannot find module 'node:http' or its corresponding type declarations."),
    ],
)
def test_missing_types_of_node_are_named_once(code: int, message: str) -> None:
    errors = [Diagnostic(f"src/generated/runtime/{name}.ts", 5, code, message) for name in ("codec", "wire")]
    judged = _judged("orders", FOUND, errors, {})

    assert judged.files == ()
    (reason,) = judged.refusals
    assert "npm install --save-dev @types/node" in reason


def test_any_other_error_is_told_as_the_compiler_says_it() -> None:
    error = Diagnostic("src/a.ts", 3, 2305, "Module '\"typeorm\"' has no exported member 'Nothing'.")

    (reason,) = _judged("orders", FOUND, [error], {}).refusals
    assert "src/a.ts:3 TS2305" in reason
