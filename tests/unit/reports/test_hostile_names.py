"""Names of files and tables that move the cursor of a terminal, or that a CI server would take for a command."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from mini_shop import outside_of_ci, write_mini_shop

from woosh_split.__main__ import main
from woosh_split.cli.console import complain, harmless
from woosh_split.cli.output import write_result

EVIL = "\\x1b[31mred\\x1b]0;title\\x07\\n::error::told\\r\\u202e"
SPLIT = """\
version: 1
services:
  sales: {modules: [orders]}
  people: {modules: [users], tables: [users]}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    outside_of_ci(monkeypatch)
    folder = write_mini_shop(tmp_path / "shop")
    entity = folder / "src/orders/order.entity.ts"
    entity.write_text(entity.read_text().replace("@Entity('orders')", f"@Entity('o{EVIL}')"))
    real = EVIL.encode().decode("unicode_escape")
    (folder / f"src/e{real}.ts").write_text("export class X { broken( }\n")
    (folder / "database" / "evil.sql").write_text(
        f"CREATE TABLE `t{real}` (b int REFERENCES users(id));\nBROKEN {real};\n"
    )
    (folder / "woosh-split.yaml").write_text(SPLIT)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "command",
    [
        *(["analyse", ".", "--format", each] for each in ("text", "markdown", "mermaid", "dot")),
        *(
            ["check", "--no-baseline", "--format", each]
            for each in ("text", "github", "junit", "sarif", "checkstyle", "gitlab", "markdown")
        ),
        *(
            ["propose", "--dry-run", "--quick", "--details", "--format", each]
            for each in ("text", "markdown")
        ),
        ["plan"],
        ["routes", "show"],
        ["database", "plan", "--schema", "shop"],
    ],
    ids=" ".join,
)
def test_no_report_holds_a_control_character_or_a_line_of_a_stranger(
    shop: Path, command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(command) in (0, 1)
    said = capfd.readouterr()
    for text in (said.out, said.err):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
        assert not re.search(r"^::error::told", text, re.MULTILINE)


def test_a_baseline_is_shown_without_them(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "write"]) == 0
    assert main(["baseline", "show"]) == 0
    said = capfd.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\n::error::told" not in said.out + said.err


def test_a_complaint_spells_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    complain("Error: \x1b[31m\x07\u202e\r\n  ::error::told\n\tmore")
    assert stream.getvalue() == "Error: \\x1b[31m\\x07\\u202e\r\n  : :error::told\n\tmore\n"


def test_a_terminal_gets_colours_and_nothing_else() -> None:
    text = "\x1b[1;31mred\x1b[0m \x1b]0;title\x07 \x1b[2J \x9b2J a\rb\r\n"
    assert (
        harmless(text, colours=True) == "\x1b[1;31mred\x1b[0m \\x1b]0;title\\x07 \\x1b[2J \\x9b2J a\\rb\r\n"
    )


def test_a_file_gets_the_bytes_as_they_are(tmp_path: Path) -> None:
    write_result("\x1b[2J", tmp_path / "result")
    assert (tmp_path / "result").read_bytes() == b"\x1b[2J\n"
