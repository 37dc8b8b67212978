"""The README of the example stays true: places, counts, and nothing of a kind left out.

Its traps are found by hand, so the source moves away under them without anybody noticing. Here the files are read with plain
patterns, not with the package: two readers with the same mistake would agree.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from monoliths import EXAMPLE, ROOT, facts_of

README = (EXAMPLE.root / "README.md").read_text(encoding="utf-8")
BACKEND = EXAMPLE.root / "backend" / "src"
APP = EXAMPLE.root / "app" / "lib"
DUMP = (EXAMPLE.root / "database" / "schema.sql").read_text(encoding="utf-8")

Place = tuple[str, int]
_PLACE = re.compile(r"`([\w./-]+\.[a-z]+):(\d+)`")
_QUOTED = re.compile(_PLACE.pattern + r" `([^`]+)`")
_SEND = r"(?:get|post|put|patch|delete)"
_CALL = re.compile(rf"\b(?:http|client|_dio)\s*\.{_SEND}(?:<[^(]*>)?\(|\bMultipartRequest\(")


def _traps() -> dict[str, list[tuple[str, int, str]]]:
    """Return the places of each trap: file, line, and what the README says stands there."""
    traps = {}
    for row in README[README.index("\n## Traps") :].splitlines():
        if row.startswith("| ") and not row.startswith("| Trap |"):
            title, places, _ = re.split(r"(?<!\\) \| ", row.strip("| "))
            quoted = _QUOTED.findall(places.replace("\\|", "|"))
            traps[title.replace("\\|", "|")] = [(file, int(line), text) for file, line, text in quoted]
    return traps


TRAPS = _traps()
PLACES = {(file, line) for places in TRAPS.values() for file, line, _ in places}


def _bytes_of(suffix: str, folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob(f"*{suffix}"))]


def _texts(suffix: str, folder: Path) -> list[str]:
    return [content.decode("utf-8") for content in _bytes_of(suffix, folder)]


def _count(pattern: str, folder: Path = BACKEND, suffix: str = ".ts") -> int:
    return sum(len(re.findall(pattern, text, re.MULTILINE)) for text in _texts(suffix, folder))


def _in_dump(pattern: str) -> int:
    return len(re.findall(pattern, DUMP, re.MULTILINE))


def _lines_with(pattern: str, folder: Path, suffix: str) -> set[Place]:
    return {
        (path.relative_to(EXAMPLE.root).as_posix(), number)
        for path in folder.rglob(f"*{suffix}")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
        if re.search(pattern, line)
    }


def _uncommented(text: str) -> str:
    return re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)


def test_every_row_of_the_tables_has_a_place_and_every_place_has_its_quote() -> None:
    assert len(TRAPS) > 100
    assert [trap for trap, places in TRAPS.items() if not places] == []
    quoted = sum(len(places) for places in TRAPS.values())
    assert quoted == len(_PLACE.findall(README))


@pytest.mark.parametrize("trap", TRAPS)
def test_what_the_readme_quotes_stands_on_the_line_that_it_names(trap: str) -> None:
    moved = []
    for file, line, text in TRAPS[trap]:
        lines = (EXAMPLE.root / file).read_text(encoding="utf-8").split("\n")
        if line > len(lines) or text not in lines[line - 1]:
            moved.append(f"{file}:{line} has no {text}")
    assert moved == []


@pytest.mark.parametrize(
    ("pattern", "folder", "suffix"),
    [
        (r"from 'src/", BACKEND, ".ts"),
        (r"from '\.\./entities'", BACKEND, ".ts"),
        (r"\brequire\('", BACKEND, ".ts"),
        (r"['`]CALL \w", BACKEND, ".ts"),
        (r"\.from\('", BACKEND, ".ts"),
        (r"[jJ]oin\w*\('[A-Za-z_]+',", BACKEND, ".ts"),
        (r"query \+=", BACKEND, ".ts"),
        (r"^\s*// @\w+\(", BACKEND, ".ts"),
        (r"req\.user\.sub \|\|", BACKEND, ".ts"),
        (r"^\s*@Cron\(|\bsetInterval\(", BACKEND, ".ts"),
        (r"^\s*@SkipThrottle\(\)", BACKEND, ".ts"),
        (r"\bThrottlerModule\.forRoot\(", BACKEND, ".ts"),
        (r"= new Map<.*>\(\);$", BACKEND, ".ts"),
        (r"\bFileInterceptor\(", BACKEND, ".ts"),
        (r"\bpessimistic_write\b", BACKEND, ".ts"),
        (r"queryRunner: any", BACKEND, ".ts"),
        (r"\bprocess\.env\.CLIENT_STOCK_ENABLED\b", BACKEND, ".ts"),
        (r"^CREATE .*(PROCEDURE|TRIGGER|VIEW) ", EXAMPLE.root / "database", ".sql"),
        (r"MultipartRequest\(", APP, ".dart"),
        (r"\b_dio\.\w+[<(]", APP, ".dart"),
        (r"\bUri\.https\(", APP, ".dart"),
        (r"\bHttpWrapper\.", APP, ".dart"),
        (r"https://", APP, ".dart"),
    ],
)
def test_no_place_of_a_kind_is_left_out(pattern: str, folder: Path, suffix: str) -> None:
    found = {place for place in _lines_with(pattern, folder, suffix) if not _is_inside_a_map(place)}
    assert found
    assert found - PLACES == set()


def _is_inside_a_map(place: Place) -> bool:
    """Tell whether a Map is made for one call only; such a map keeps nothing."""
    file, line = place
    text = (EXAMPLE.root / file).read_text(encoding="utf-8").split("\n")[line - 1]
    return "new Map<" in text and "private" not in text


def test_the_counts_are_those_of_the_files() -> None:
    stated = dict(re.findall(r"^\| ([A-Z][^|]+) \| (\d+) \|", README, re.MULTILINE))
    decorators = _count(r"^  @(?:Get|Post|Put|Patch|Delete)\(")
    dead = len(_lines_with(r"^  @Get\(", BACKEND / "monitoring", ".ts"))
    app = [
        (path.name, len(_CALL.findall(_uncommented(path.read_text(encoding="utf-8")))))
        for path in APP.rglob("*.dart")
    ]
    counted = {
        "TypeScript files": len(_texts(".ts", BACKEND)),
        "Modules": _count(r"^@Module\("),
        "Controllers": _count(r"^@Controller\("),
        "Routes mapped": decorators - dead,
        "Routes dead": dead,
        "Entity classes": _count(r"^@Entity\("),
        "Tables in the dump": _in_dump(r"^CREATE TABLE ") - _in_dump(r"^-- Stand-in structure for view "),
        "Foreign keys": _in_dump(r"\bFOREIGN KEY\b"),
        "Procedures in the dump": _in_dump(r"^CREATE .*\bPROCEDURE\b"),
        "Triggers": _in_dump(r"^CREATE TRIGGER\b"),
        "Views": _in_dump(r"^CREATE .*\bVIEW\b"),
        "Query runners": _count(r"\bcreateQueryRunner\(\)"),
        "Relations in entities": _count(r"^  @(?:ManyToOne|OneToMany|OneToOne|ManyToMany)\("),
        "Dart files": len(_texts(".dart", APP)),
        "App call sites": sum(calls for name, calls in app if name != "http_wrapper.dart"),
        "Calls through the wrapper": _count(r"\bHttpWrapper\.", APP, ".dart"),
        "App calls answered by no route": sum(
            not call["route"] for call in facts_of(EXAMPLE)["client_calls"]
        ),
    }
    assert {name: int(number) for name, number in stated.items()} == counted


def test_the_counts_of_verbs_are_those_of_the_live_controllers() -> None:
    verbs: Counter[str] = Counter()
    for path in BACKEND.rglob("*.controller.ts"):
        if path.parent.name != "monitoring":
            verbs.update(
                re.findall(r"^  @(Get|Post|Put|Patch|Delete)\(", path.read_text("utf-8"), re.MULTILINE)
            )
    assert ", ".join(f"{verb.upper()} {number}" for verb, number in verbs.most_common()) in README


def test_the_numbers_of_odd_files_are_those_of_the_files() -> None:
    contents = _bytes_of(".ts", BACKEND)
    beyond_bmp = sum(any(ord(letter) > 0xFFFF for letter in content.decode("utf-8")) for content in contents)
    unended = sum(not content.endswith(b"\n") for content in contents)
    assert f"{beyond_bmp} files of the backend hold such characters" in README
    assert f"{unended} files of the backend end so" in README
    assert sum(b"\r\n" in content for content in contents) == len(TRAPS["CRLF"])
    assert not any(content.startswith(b"\xef\xbb\xbf") for content in contents)


def test_every_call_to_the_backend_without_a_route_has_a_place_in_the_table() -> None:
    calls = facts_of(EXAMPLE)["client_calls"]
    unanswered = Counter(
        call["file"] for call in calls if not call["route"] and call["path"].startswith("/api/")
    )
    rows = ("Calls that no route answers", "The wrong verb")
    assert Counter(file for row in rows for file, _, _ in TRAPS[row]) == unanswered


def test_git_gives_the_example_back_byte_for_byte_where_it_converts_line_ends(tmp_path: Path) -> None:
    kept = {path: (EXAMPLE.root / path).read_bytes() for path in sorted({file for file, _ in PLACES})}
    assert any(b"\r\n" in content for content in kept.values())
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    copy = tmp_path / EXAMPLE.root.relative_to(ROOT)
    for path, content in kept.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(content)
    windows = ["git", "-c", "core.autocrlf=true", "-c", "core.safecrlf=false", "-C", str(tmp_path)]
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run([*windows, *command], check=True, capture_output=True)
    for path in kept:
        (copy / path).unlink()
    subprocess.run([*windows, "checkout", "--", "."], check=True, capture_output=True)
    assert {path: (copy / path).read_bytes() for path in kept} == kept
