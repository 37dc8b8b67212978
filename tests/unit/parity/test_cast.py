"""Where the programs of a verification run, and what they find there."""

from __future__ import annotations

from pathlib import Path

from woosh_split.parity.cast import data_files, show_build, show_data
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


def test_a_program_finds_the_files_that_it_reads_from_where_it_runs_and_no_secrets(tmp_path: Path) -> None:
    """`readFileSync(join(process.cwd(), 'src/sql/day.sql'))`: the monolith gets what lies among its code, or a service has."""
    app, service, home = tmp_path / "app", tmp_path / "app" / "split" / "sales", tmp_path / "run"
    texts = {
        "package.json": "{}", "src/a.ts": "", "src/sql/day.sql": "SELECT 1", "src/local.env": "PASSWORD=x",
        "views/a.hbs": "a", "uploads/face.png": "face", ".env": "PASSWORD=x", "node_modules/p/a.sql": "", "dump.sql": "",
    }  # fmt: skip
    for path, text in texts.items():
        (app / path).parent.mkdir(parents=True, exist_ok=True)
        (app / path).write_text(text)
    for path in ("src/sql/day.sql", "views/a.hbs", "woosh-split.manifest.json"):
        (service / path).parent.mkdir(parents=True, exist_ok=True)
        (service / path).write_text("{}")
    assert data_files(service) == ("src/sql/day.sql", "views/a.hbs")
    home.mkdir()
    show_data(app, home, frozenset(data_files(service)))
    found = {each.relative_to(home).as_posix() for each in home.rglob("*") if each.is_file()}
    assert found == {"package.json", "src/sql/day.sql", "views/a.hbs"}
    (home / "views" / "a.hbs").write_text("written by a program")
    assert (app / "views" / "a.hbs").read_text() == "a"
