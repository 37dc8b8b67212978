"""A monolith on TypeORM 0.2: one refusal that says what to do, not the compiler's word on files that nobody wrote."""

from __future__ import annotations

import re

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


def test_any_other_error_is_told_as_the_compiler_says_it() -> None:
    error = Diagnostic("src/a.ts", 3, 2305, "Module '\"typeorm\"' has no exported member 'Nothing'.")

    (reason,) = _judged("orders", FOUND, [error], {}).refusals
    assert "src/a.ts:3 TS2305" in reason
