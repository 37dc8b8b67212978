"""Monoliths in other styles are taken apart by their split files, and into as many services as they have modules.

Nothing of it may be refused: what the compiler of the monolith says of every service is part of the extraction.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from monoliths import ROOT
from oracles import ORACLES, with_packages

from woosh_split.model.document import to_document
from woosh_split.model.extraction import Extraction
from woosh_split.model.facts import Facts
from woosh_split.pipeline.analyse import facts_from, open_tree
from woosh_split.pipeline.extract import extract
from woosh_split.pipeline.extract_request import ExtractRequest
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import load_split

sys.path.insert(0, str(ROOT / "benchmarks" / "extract"))  # the cuts are those of the stress runs

from splits import every_module
from subjects import OWN, Subject

SUBJECTS = {subject.name: subject for subject in OWN}
STYLED = ("hotel-aliases", "newsroom-glob")


def _read(root: Path, subject: Subject) -> tuple[AnalyseRequest, Facts]:
    request = AnalyseRequest(root=root, project=subject.project, jobs=1)
    with open_tree(request) as tree:
        return request, facts_from(tree, request)


def _extract(request: AnalyseRequest, facts: Facts, split_path: Path) -> tuple[Extraction, ...]:
    split = load_split(split_path)
    services = tuple(service.name for service in split.services)
    return extract(ExtractRequest(request, split, split_path, services, remainder=True, facts=facts)).services


def _refusals(found: tuple[Extraction, ...]) -> dict[str, tuple[str, ...]]:
    return {each.service: each.refusals for each in found if each.refusals}


@pytest.mark.parametrize("name", STYLED)
def test_a_monolith_in_another_style_is_taken_apart_by_its_split_file(name: str, tmp_path: Path) -> None:
    """All services and the remainder compile, with files of their own."""
    with_packages(ORACLES)
    subject = SUBJECTS[name]
    root = subject.copy(tmp_path)
    request, facts = _read(root, subject)
    found = _extract(request, facts, subject.root / "woosh-split.yaml")
    assert _refusals(found) == {}
    assert all(each.files for each in found)


@pytest.mark.parametrize("name", STYLED)
def test_a_monolith_in_another_style_is_taken_apart_module_by_module(name: str, tmp_path: Path) -> None:
    """Default exports, providers in a module's file, types from a provider's file, modules that only lead on: all compile."""
    with_packages(ORACLES)
    subject = SUBJECTS[name]
    root = subject.copy(tmp_path)
    request, facts = _read(root, subject)
    split = tmp_path / "woosh-split.yaml"
    split.write_text(every_module(to_document(facts)).text(subject.project), encoding="utf-8")
    found = _extract(request, facts, split)
    assert len(found) > len(facts.modules) // 2
    # Nobody writes newsroom's people, so in this cut they are the monolith's, whose view has no password hashes.
    refused = [told for each in _refusals(found).values() for told in each]
    assert all("reads people.password_hash, a secret" in told for told in refused)
    assert len(refused) == (1 if name == "newsroom-glob" else 0)


def test_a_tsconfig_that_only_leads_to_others_is_not_what_a_service_is_compiled_with(tmp_path: Path) -> None:
    """In an Nx workspace another one has the aliases; what is refused there is not refused by the compiler."""
    with_packages(ORACLES)
    subject = SUBJECTS["cargo-nx"]
    root = subject.copy(tmp_path)
    request, facts = _read(root, subject)
    split = tmp_path / "woosh-split.yaml"
    split.write_text(every_module(to_document(facts)).text(subject.project), encoding="utf-8")
    found = _extract(request, facts, split)
    compiled = {each.service: each.tsconfig for each in found if not each.refusals}
    assert compiled == {
        "audit": "apps/backend/tsconfig.app.json",
        "fleet": "apps/backend/tsconfig.app.json",
        "monolith": "apps/backend/tsconfig.app.json",
    }
    assert not [text for texts in _refusals(found).values() for text in texts if "does not compile" in text]


def test_what_typeorm_finds_by_itself_comes_along(tmp_path: Path) -> None:
    """A subscriber that only a pattern of files names, and the child entities of one table."""
    with_packages(ORACLES)
    subject = SUBJECTS["newsroom-glob"]
    request, facts = _read(subject.copy(tmp_path), subject)
    found = _extract(request, facts, subject.root / "woosh-split.yaml")
    files = {each.service: dict(each.files) for each in found}
    subscriber = "src/comments/comment.subscriber.ts"
    assert [service for service in sorted(files) if subscriber in files[service]] == ["discussion"]
    people = files["discussion"]["src/generated/entities/auth/person.entity.ts"].decode("utf-8")
    assert "class Author extends Person" in people
    assert "class Reader extends Person" in people


def test_a_provider_that_is_asked_for_by_a_symbol_answers_what_its_users_call(tmp_path: Path) -> None:
    """The compiler sees a call of an interface; only the symbol leads to the class that others own."""
    with_packages(ORACLES)
    subject = SUBJECTS["hotel-aliases"]
    request, facts = _read(subject.copy(tmp_path), subject)
    found = _extract(request, facts, subject.root / "woosh-split.yaml")
    stays = next(each for each in found if each.service == "stays")
    billing = next(each for each in found if each.service == "billing")
    assert ("BillingService", "invoice") in {(each.provider, each.method) for each in stays.calls}
    assert ("BillingService", "invoice") in {(each.provider, each.method) for each in billing.endpoints}


def _extract_after(change: Callable[[Path], object], folder: Path) -> tuple[Extraction, ...]:
    """Extract the modules of the hotel, whose code was changed before."""
    with_packages(ORACLES)
    subject = SUBJECTS["hotel-aliases"]
    root = subject.copy(folder)
    change(root / "apps/api/src")
    request, facts = _read(root, subject)
    split = folder / "woosh-split.yaml"
    split.write_text(every_module(to_document(facts)).text(subject.project), encoding="utf-8")
    return _extract(request, facts, split)


def _append(path: Path, text: str) -> int:
    """Add a line to a file, and return its number."""
    before = path.read_text("utf-8")
    assert before.endswith("\n")
    path.write_text(before + text + "\n", encoding="utf-8")
    return before.count("\n") + 1


def test_broken_typescript_and_a_file_that_is_gone_stop_the_services_that_need_them(tmp_path: Path) -> None:
    """The monolith does not compile either, but a service that cannot run is not written for that."""
    lines = []

    def change(source: Path) -> None:
        lines.append(_append(source / "billing/billing.service.ts", "export const total = (1 + ;"))
        (source / "identity/users.service.ts").unlink()

    found = _extract_after(change, tmp_path)
    told = [text for texts in _refusals(found).values() for text in texts]
    (broken,) = [
        text for text in told if text.startswith(f"apps/api/src/billing/billing.service.ts:{lines[0]} TS1109")
    ]
    gone = [text for text in told if "Cannot find module './users.service'" in text]
    assert gone and all("Fix it there, and extract again." in text for text in (broken, *gone))
    assert not any(each.files for each in found if each.refusals)


def test_an_error_of_types_that_the_monolith_has_too_is_told_and_the_service_written(tmp_path: Path) -> None:
    lines = []

    def change(source: Path) -> None:
        lines.append(_append(source / "rooms/rooms.service.ts", 'export const wrong: number = "text";'))

    found = _extract_after(change, tmp_path)
    assert _refusals(found) == {}
    place = f"apps/api/src/rooms/rooms.service.ts:{lines[0]} TS2322"
    assert [each.service for each in found if any(text.startswith(place) for text in each.notes)] == ["rooms"]
