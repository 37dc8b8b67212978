"""``woosh-split gateway``: refused while clients would share one address, and merged with what people wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from monoliths import copy_sources

from woosh_split.cli.app import run
from woosh_split.errors import InputError

MAIN = Path("backend") / "src" / "main.ts"


@pytest.fixture
def monolith(tmp_path: Path) -> Path:
    """Return a copy of the example's sources."""
    copy_sources(tmp_path)
    return tmp_path


def test_the_first_day_waits_for_trust_proxy(monolith: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gateway", str(monolith)]) == 1
    told = capsys.readouterr().err
    assert "backend/src/auth/auth.module.ts:22  ThrottlerGuard" in told
    assert "--set-trust-proxy" in told
    assert not (monolith / "split").exists()
    before = (monolith / MAIN).read_bytes()

    assert run(["gateway", str(monolith), "--set-trust-proxy", "--dry-run"]) == 0
    assert "+  app.getHttpAdapter().getInstance().set('trust proxy', 1);" in capsys.readouterr().out
    assert (monolith / MAIN).read_bytes() == before

    assert run(["gateway", str(monolith), "--set-trust-proxy", "--yes"]) == 0
    after = (monolith / MAIN).read_bytes()
    line = b"  app.getHttpAdapter().getInstance().set('trust proxy', 1);\n"
    assert after.replace(line, b"", 1) == before

    assert run(["gateway", str(monolith)]) == 0
    assert run(["gateway", str(monolith), "--check"]) == 0
    assert run(["gateway", str(monolith), "--set-trust-proxy", "--yes"]) == 0
    assert (monolith / MAIN).read_bytes() == after


def test_a_shared_address_can_be_accepted_and_is_still_told(
    monolith: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gateway", str(monolith), "--accept-shared-address"]) == 0
    assert "should not be put in front" in capsys.readouterr().err
    assert (monolith / "split" / "api-gateway" / "src" / "main.ts").is_file()


def test_shadow_comparisons_let_answers_lack_what_services_do_not_see(
    monolith: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `verify` does: the views leave secret columns out, and nobody is to take that for a fault of the service."""
    assert run(["gateway", str(monolith), "--accept-shared-address"]) == 0
    told = capsys.readouterr().err
    assert "SalesRep.password: secret, so " in told
    made = monolith / "split" / "api-gateway" / "src" / "routing" / "generated" / "withheld.ts"
    lines = made.read_text().splitlines()
    assert "  ['sales-targets', new Set(['password'])]," in lines
    assert run(["gateway", str(monolith), "--accept-shared-address", "--check", "--format", "json"]) == 0
    (said,) = json.loads(capsys.readouterr().out)["withheld"]
    assert said.endswith("Shadow comparisons accept that their answers lack it.")


def test_what_people_wrote_stays(monolith: Path) -> None:
    assert run(["gateway", str(monolith), "--accept-shared-address", "--quiet"]) == 0
    own = monolith / "split" / "api-gateway" / "src" / "middleware" / "own.ts"
    own.write_text(own.read_text() + "// mine\n")
    assert run(["gateway", str(monolith), "--accept-shared-address", "--quiet"]) == 0
    assert own.read_text().endswith("// mine\n")


def test_an_edit_of_the_monolith_needs_a_yes(monolith: Path) -> None:
    with pytest.raises(InputError, match="--yes"):
        run(["gateway", str(monolith), "--set-trust-proxy"])


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_the_edit_is_shown_as_one_line_whatever_ends_lines_and_spells_umlauts(
    monolith: Path, ends: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line ends of Windows every line was shown as changed, and a comment in Latin-1 was a bug of ours."""
    main = monolith / MAIN
    main.write_bytes(ends.join([b"// f\xfcr alle", *main.read_bytes().splitlines(), b""]))

    assert run(["gateway", str(monolith), "--set-trust-proxy", "--dry-run"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if line.startswith(("+", "-"))] == [
        f"--- a/{MAIN.as_posix()}",
        f"+++ b/{MAIN.as_posix()}",
        "+  app.getHttpAdapter().getInstance().set('trust proxy', 1);",
    ]


def test_a_script_is_told_what_was_refused_and_what_was_written(
    monolith: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*more: str) -> tuple[int, dict[str, Any]]:
        code = run(["gateway", str(monolith), "--format", "json", *more])
        return code, json.loads(capsys.readouterr().out)

    code, document = told()
    assert (code, document["written"], document["version"]) == (1, False, 1)
    assert "must not be put in front" in document["refused"]
    assert not (monolith / "split").exists()

    code, document = told("--set-trust-proxy", "--dry-run")
    assert (code, document["written"]) == (0, False)
    assert "+  app.getHttpAdapter()" in document["diff"]
    code, document = told("--set-trust-proxy", "--yes")
    assert (code, document["written"], document["path"]) == (0, True, str(monolith / MAIN))
    code, document = told("--set-trust-proxy", "--yes")
    assert (code, document["written"], document["path"]) == (0, False, None)

    code, document = told("--check")
    assert (code, document["current"], document["written"]) == (1, False, False)
    code, document = told()
    assert (code, document["refused"], document["written"]) == (0, None, True)
    assert document["target"] == str(monolith / "split" / "api-gateway")
    assert {file["action"] for file in document["files"]} == {"created"}
    code, document = told()
    assert (code, document["current"], document["written"]) == (0, True, False)
    assert set(document["counts"]) == {"unchanged"}


def test_an_edit_that_was_asked_for_quietly_is_made_without_a_word(
    monolith: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gateway", str(monolith), "--set-trust-proxy", "--yes", "--quiet"]) == 0
    assert run(["gateway", str(monolith), "--set-trust-proxy", "--yes", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
