"""Where the programs of a verification run, and what they find there."""

from __future__ import annotations

from pathlib import Path

from woosh_split.parity.cast import show_build
from woosh_split.parity.program import Program


def test_patterns_from_the_working_folder_find_what_was_built_and_no_env_file(tmp_path: Path) -> None:
    """`entities: ['dist/**/*.entity.js']` begins where the program runs."""
    app, home = tmp_path / "app", tmp_path / "run"
    (app / "dist" / "orders").mkdir(parents=True)
    home.mkdir()
    (app / "package.json").write_text('{"scripts": {"start:prod": "node dist/main"}}')
    (app / ".env").write_text("DB_HOST=production")
    (app / "dist" / "main.js").write_text("")
    (app / "dist" / "orders" / "order.entity.js").write_text("exports.Order = 1;")
    show_build(Program("monolith", app, app), home)
    assert (home / "dist" / "orders" / "order.entity.js").read_text() == "exports.Order = 1;"
    assert [each.name for each in home.iterdir()] == ["dist"]


def test_a_slice_runs_in_the_monoliths_folder_and_has_none_of_its_own(tmp_path: Path) -> None:
    app, home = tmp_path / "app", tmp_path / "run"
    built = app / "slices" / "sales" / "dist"
    built.mkdir(parents=True)
    home.mkdir()
    (built / "main.js").write_text("")
    start = "cd ../.. && node slices/sales/dist/main.js"
    (app / "slices" / "sales" / "package.json").write_text(f'{{"scripts": {{"start": "{start}"}}}}')
    show_build(Program("sales", app / "slices" / "sales", app), home)
    assert list(home.iterdir()) == []
