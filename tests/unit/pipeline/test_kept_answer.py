"""An answer is given again only where nothing that it depends on has changed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from mini_shop import write_mini_shop

from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.kept_answer import Answer, KeptAnswer
from woosh_split.pipeline.kept_result import tree_digest
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.files import MANIFEST_FILE

ANSWER = Answer(1, "src/a.ts:1:1: WS302 \ud800\n", ("Took the application api.",))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write_mini_shop(tmp_path / "shop")


def ask(shop: Path, *words: object, keep: Answer | None = None, cache: bool = True) -> Answer | None:
    request = AnalyseRequest(root=shop, cache_dir=shop / ".woosh_split_cache" if cache else None)
    with open_tree(request) as tree:
        kept = KeptAnswer(tree, words, (shop / "woosh-split.yaml", shop / "missing.json"))
        if keep is not None:
            kept.save(keep)
        return kept.load()


def test_the_same_question_gets_the_same_answer(shop: Path) -> None:
    assert ask(shop, "text") is None
    assert ask(shop, "text", keep=ANSWER) == ANSWER
    assert ask(shop, "text") == ANSWER


def test_another_question_does_not(shop: Path) -> None:
    ask(shop, "text", 80, keep=ANSWER)
    assert ask(shop, "text", 100) is None
    assert ask(shop, "text") is None


@pytest.mark.parametrize(
    "name", ["src/users/users.service.ts", "woosh-split.yaml", "missing.json", "src/new.ts"]
)
def test_any_file_that_changes_or_comes_asks_anew(name: str, shop: Path) -> None:
    (shop / "woosh-split.yaml").write_text("version: 1\n", encoding="utf-8")
    ask(shop, keep=ANSWER)
    with (shop / name).open("a", encoding="utf-8") as file:
        file.write("\n// more\n")
    assert ask(shop) is None


def test_a_file_that_goes_asks_anew(shop: Path) -> None:
    ask(shop, keep=ANSWER)
    (shop / "src/users/user.entity.ts").unlink()
    assert ask(shop) is None


def test_without_a_cache_nothing_is_kept(shop: Path) -> None:
    assert ask(shop, keep=ANSWER, cache=False) is None
    assert not (shop / ".woosh_split_cache").exists()


def test_a_damaged_answer_is_none(shop: Path) -> None:
    ask(shop, keep=ANSWER)
    with sqlite3.connect(shop / ".woosh_split_cache" / "facts.sqlite") as connection:
        connection.execute("UPDATE entry SET value = x'7b' WHERE instr(key, 'answer:')")
    connection.close()
    assert ask(shop) is None


def test_the_baseline_is_no_source_of_facts(shop: Path) -> None:
    """Otherwise writing it would have the whole monolith read again."""
    digests = []
    for text in ("{}", "{ }"):
        (shop / "woosh-split.baseline.json").write_text(text, encoding="utf-8")
        with open_tree(AnalyseRequest(root=shop)) as tree:
            digests.append(tree_digest(tree, ()))
    assert digests[0] == digests[1] is not None


@pytest.mark.parametrize("name", ["generated/compose.yml", "generated/deep/x.ts", "generated/missing.txt"])
def test_any_generated_file_that_changes_or_comes_asks_anew(name: str, shop: Path) -> None:
    """Also one that is no source, or lies where the walk does not go."""
    (shop / "generated/deep").mkdir(parents=True)
    (shop / "generated/.woosh-split-generated").touch()
    (shop / "generated/compose.yml").write_text("services: {}\n", encoding="utf-8")
    (shop / "generated/deep/x.ts").write_text("export {};\n", encoding="utf-8")
    names = ("compose.yml", "deep/x.ts", "missing.txt")
    document = {"version": 1, "generated_by": "x", "files": dict.fromkeys(names, "0" * 64)}
    (shop / "generated" / MANIFEST_FILE).write_text(json.dumps(document), encoding="utf-8")
    ask(shop, keep=ANSWER)
    assert ask(shop) == ANSWER
    with (shop / name).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert ask(shop) is None
