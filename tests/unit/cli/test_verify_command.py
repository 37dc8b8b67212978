"""``woosh-split verify`` from the command line, as far as it comes without starting anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.__main__ import main


@pytest.mark.parametrize("option", ["--env", "--database-key"])
def test_what_is_no_pair_is_refused_at_once_and_no_secret_is_shown(
    tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Written with a colon, the value of a secret stood in the log of the CI server, after the facts had been read."""
    assert main(["verify", "--path", str(tmp_path), option, "JWT_SECRET: s3cr3t"]) == 2
    told = capsys.readouterr().err
    assert f"{option} JWT_SECRET…: write it as KEY=VALUE." in told
    assert "s3cr3t" not in told


def test_a_folder_among_the_services_is_told_its_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check .`` and ``plan .`` take the folder there; ``verify --all .`` said to name services or give --all."""
    assert main(["verify", "--all", str(tmp_path)]) == 2
    assert f"given by --path {tmp_path}" in " ".join(capsys.readouterr().err.split())
