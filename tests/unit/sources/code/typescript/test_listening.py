"""What decides whether a main file opens a port, and what a condition must be for it."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.service.nestjs.entry import listening
from woosh_split.sources.code.typescript.outlining import read_outline

START = "async function start() {\n  const app = await make();\n  await app.listen(3000);\n}\n"
HANDLER = "export default async function handler(req, res) { return (await make())(req, res); }\n"


def found(text: str) -> list[tuple[str, bool]]:
    content = text.encode()
    return [(content[a:b].decode(), wanted) for a, b, wanted in read_outline(content).listening]


def edited(text: str) -> str:
    content = text.encode()
    for edit in reversed(listening(content, read_outline(content))):
        content = content[: edit.start] + edit.text.encode() + content[edit.end :]
    return content.decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{START}if (a) {{ start(); }}", [("a", True)]),
        (f"{START}if (a) start().catch(console.error);", [("a", True)]),
        (f"{START}if (a) {{ other(); }} else {{ start(); }}", [("a", False)]),
        (f"{START}if (a) {{ other(); }} else if (b) {{ start(); }}", [("a", False), ("b", True)]),
        (f"{START}a && start();", [("a", True)]),
        (f"{START}a || void start();", [("a", False)]),
        (f"{START}a ? start() : other();", [("a", True)]),
        ("const start = async () => { await (await make()).listen(1); };\nif (a) start();", [("a", True)]),
        (f"{START}const main = () => start();\nif (a) main();", [("a", True)]),
        ("async function f() { if (a) { await app.init(); return app; } await app.listen(1); }", [("a", False)]),
        ("async function f() { if (a) return; if (b) { await app.listen(1); } }", [("a", False), ("b", True)]),
        # Both branches listen, or neither does: nothing is decided.
        ("if (a) { app.listen(443); } else { app.listen(80); }", []),
        (f"{START}if (a) {{ other(); }}\nstart();", []),
        ("if (a) { const start = 1; }\nemitter.on('listen', f);", []),
        # What is only declared is not done.
        ("if (a) { function start() { app.listen(1); } }", []),
        ("\ufeffif (äöü) { app.listen(1); }", [("äöü", True)]),
    ],
)  # fmt: skip
def test_what_decides_is_found(text: str, expected: list[tuple[str, bool]]) -> None:
    """The port may be opened in a function, and the condition may stand around the call of it."""
    assert found(text) == expected


def test_an_entry_that_is_only_started_outside_of_production_is_always_started() -> None:
    """Both conditions of a serverless entry are in the way: the one around ``listen`` and the one around the call."""
    inner = "  if (process.env.NODE_ENV !== 'production') {\n    await app.listen(3000);\n  }\n"
    text = START.replace("  await app.listen(3000);\n", inner)
    text += "// 🎉 local only\nif (process.env.NODE_ENV !== 'production') {\n  start();\n}\n" + HANDLER
    assert edited(text) == text.replace("process.env.NODE_ENV !== 'production'", "true")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("process.env.VERCEL || start();", "false || start();"),
        ("if (process.env.NODE_ENV === 'production') { hand(); } else { start(); }", "if (false) { hand(); } else { start(); }"),
        ("const aws = !!process.env.AWS_LAMBDA_FUNCTION_NAME;\nif (!aws) start();",
         "const aws = !!process.env.AWS_LAMBDA_FUNCTION_NAME;\nif (true) start();"),
        # A mode that somebody asks for stays one.
        ("if (process.env.MIGRATE) { migrate(); } else { start(); }", None),
        # So does what is no question to the environment.
        ("if (require.main === module) start();", None),
        ("if (cluster.isPrimary) { fork(); } else { start(); }", None),
    ],
)  # fmt: skip
def test_only_the_platform_is_decided(text: str, expected: str | None) -> None:
    """A service is no serverless function; whatever else the environment decides is left to it."""
    assert edited(START + text) == START + (text if expected is None else expected)
