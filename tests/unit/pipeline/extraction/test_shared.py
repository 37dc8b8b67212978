"""Shared code in a package of the workspace: what goes there, what does not, and what a second extraction does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from extractions import ORDER, SERVICE, SHOP, Apart, changed, shop_apart

from woosh_split.apply.regeneration import carry_out
from woosh_split.errors import InputError
from woosh_split.model.extraction import Extraction
from woosh_split.model.regeneration import RegenerationPlan
from woosh_split.pipeline.services_folder import plan_services, workspace_of
from woosh_split.pipeline.shared_folder import (
    COPY,
    PACKAGE,
    choose,
    refused_for_edits,
    with_others_needs,
)

ALL = frozenset({"sales", "people", "monolith"})
PACKAGED = "packages/shared"
FROM = "small-shared/dist/src/common"
COMMON = {
    "src/common/ids.ts": "export const FIRST = 1; // 🎫\r\nexport type Id = number",
    "src/common/clock.ts": "import { FIRST } from './ids';\n\nexport const now = () => FIRST;\n",
    "src/common/here.ts": "export const here = () => __dirname;\n",
    "src/common/paths.ts": "import { here } from './here';\n\nexport const path = () => here();\n",
    "src/common/open.guard.ts": """import { CanActivate, Injectable } from '@nestjs/common';
import { now } from './clock';

@Injectable()
export class OpenGuard implements CanActivate {
  canActivate(): boolean { return now() > 0; }
}
""",
    "src/common/only.ts": "export const only = 1;\n",
}
_CONTROLLERS = {
    path: "import { UseGuards } from '@nestjs/common';\nimport { OpenGuard } from '../common/open.guard';\n"
    "import { path } from '../common/paths';\n"
    + text.replace("@Controller(", "@UseGuards(OpenGuard)\n@Controller(").replace("  constructor(", "  at = path();\n\n  constructor(")
    for path in ("src/orders/orders.controller.ts", "src/users/users.controller.ts")
    for text in [SHOP[path]]
}  # fmt: skip
SHARING = {
    **COMMON, **_CONTROLLERS,
    **changed(SERVICE, ("import { Order }", "import { only } from '../common/only';\nimport { Order }"), ("user?.id", "user?.id ?? only")),
}  # fmt: skip


def _apart(folder: Path, *services: str, files: dict[str, str] | None = None, **wanted: object) -> Apart:
    return shop_apart(folder, {**SHARING, **(files or {})}, *services, packaged=ALL, **wanted)


@pytest.fixture(scope="module")
def apart(compiler: object, tmp_path_factory: pytest.TempPathFactory) -> Apart:
    """The shop with all that its services share in the package."""
    return _apart(tmp_path_factory.mktemp("shop"))


def _written(folder: Path, apart: Apart, packaged: frozenset[str] = ALL) -> tuple[RegenerationPlan, ...]:
    found = with_others_needs(apart.extracted.services, folder)
    plans = plan_services(found, folder, packaged=packaged)
    for plan in plans:
        carry_out(plan)
    return plans


def _package(extractions: tuple[Extraction, ...]) -> dict[str, bytes]:
    return dict(next(each for each in extractions if each.service == PACKAGED).files)


def test_what_services_share_stands_once_byte_for_byte(apart: Apart) -> None:
    shared = _package(apart.extracted.services)
    moved = [each.path for each in apart.of(PACKAGED).moved]
    assert moved == ["src/common/clock.ts", "src/common/ids.ts", "src/common/open.guard.ts"]
    assert all(shared[path] == SHARING[path].encode() for path in moved)
    for service in ("sales", "people"):
        texts = apart.texts(service)
        assert not set(moved) & texts.keys()
        (controller,) = [text for path, text in texts.items() if path.endswith(".controller.ts")]
        assert f"import {{ OpenGuard }} from '{FROM}/open.guard';" in controller


def test_the_edit_of_an_import_is_registered_with_its_line(apart: Apart) -> None:
    (controller,) = [e for e in apart.of("sales").moved if e.path.endswith("controller.ts")]
    assert [(e.line, e.reason) for e in controller.edits] == [
        (2, "../common/open.guard is in small-shared"),
    ]


def test_what_finds_files_by_its_place_is_copied_with_all_that_lead_to_it(apart: Apart) -> None:
    for service in ("sales", "people"):
        assert {"src/common/here.ts", "src/common/paths.ts"} <= apart.texts(service).keys()
    assert apart.of(PACKAGED).notes[:2] == (
        "copied: src/common/here.ts: it finds files by its own place",
        "copied: src/common/paths.ts: it imports src/common/here.ts, which is not in the package",
    )


def test_what_one_service_has_alone_and_entities_stay(apart: Apart) -> None:
    assert {"src/common/only.ts", ORDER} <= apart.texts("sales").keys()


def test_what_does_not_survive_in_declarations_is_copied(tmp_path: Path) -> None:
    """A const enum has no code of its own, and a class without a name no declaration."""
    made = "export function made() {\n  return class { private one = 1; };\n}\n"
    guard = COMMON["src/common/open.guard.ts"].replace("import { now }", "import { Day } from './day';\nimport { made } from './made';\nimport { now }").replace(
        "now() > 0", "now() > Day.First && !!made"
    )  # fmt: skip
    files = {
        "src/common/day.ts": "export enum Day { First }\n",
        "src/common/made.ts": made,
        "src/common/open.guard.ts": guard,
    }
    apart = _apart(tmp_path / "enum", files=files)
    assert [each.path for each in apart.of(PACKAGED).moved] == [
        "src/common/clock.ts",
        "src/common/day.ts",
        "src/common/ids.ts",
    ]
    assert any("src/common/made.ts: it does not compile in a package by itself: TS4094" in e for e in apart.of(PACKAGED).notes)  # fmt: skip
    files["src/common/day.ts"] = "export const enum Day { First }\n"
    apart = _apart(tmp_path / "const", files=files)
    assert any(
        "src/common/day.ts: a const enum does not survive in declarations" in each
        for each in apart.of(PACKAGED).notes
    )


def test_the_package_is_the_same_whichever_service_is_extracted_first(apart: Apart, tmp_path: Path) -> None:
    everything = _package(apart.extracted.services)
    assert _package(_apart(tmp_path / "one", "sales").extracted.services) == everything
    assert _package(_apart(tmp_path / "other", "people", compile=False).extracted.services) == everything


def test_copies_are_what_they_were(tmp_path: Path) -> None:
    apart = shop_apart(tmp_path, SHARING)
    assert [each.service for each in apart.extracted.services] == ["sales", "people", "monolith"]
    assert set(COMMON) - {"src/common/only.ts"} <= apart.texts("people").keys()


def test_each_service_has_the_package_among_its_dependencies_and_nest_once(
    apart: Apart, tmp_path: Path
) -> None:
    package = json.loads(dict(apart.of(PACKAGED).files)["package.json"])
    service = json.loads(dict(apart.of("sales").files)["package.json"])
    assert service["dependencies"][package["name"]] == package["version"]
    assert "@nestjs/common" in package["peerDependencies"]
    assert "@nestjs/common" not in package["dependencies"]
    assert service["dependencies"]["@nestjs/common"] == package["peerDependencies"]["@nestjs/common"]
    root = workspace_of(apart.extracted.services, tmp_path / "out", apart.extracted.monolith)
    assert json.loads(root[tmp_path / "out" / "package.json"])["workspaces"] == ["packages/*", "*"]


def test_the_image_builds_the_package_first(apart: Apart) -> None:
    text = dict(apart.of("sales").files)["Dockerfile"].decode()
    assert text.index("npm run build --workspace small-shared") < text.index(
        "npm run build --workspace sales"
    )


def test_aliases_become_paths_in_the_package(tmp_path: Path) -> None:
    clock = COMMON["src/common/clock.ts"].replace("./ids", "src/common/ids")
    apart = _apart(tmp_path, files={"src/common/clock.ts": clock})
    assert _package(apart.extracted.services)["src/common/clock.ts"] == COMMON["src/common/clock.ts"].encode()
    (moved,) = [each for each in apart.of(PACKAGED).moved if each.edits]
    assert moved.edits[0].reason == "the package knows no src/common/ids"


def test_the_choice_is_remembered_and_a_new_service_follows(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert choose(out, ALL, None).packaged == frozenset()
    _written(out, _apart(tmp_path / "m", "sales"))
    assert choose(out, ALL, None).packaged == ALL
    assert choose(out, ALL, COPY).packaged == frozenset()
    manifest = json.loads((out / "sales" / "woosh-split.manifest.json").read_text())
    assert manifest["options"] == {"shared": "package"}
    again = plan_services(_apart(tmp_path / "m", "sales").extracted.services, out, packaged=ALL)
    assert all(plan.is_current for plan in again)


def test_a_service_may_not_be_called_as_the_package_s_folder(tmp_path: Path) -> None:
    split = "services:\n  packages: {modules: [orders], tables: [orders]}\n"
    with pytest.raises(InputError, match="A service is called packages"):
        shop_apart(tmp_path, SHARING, split=split, packaged=frozenset({"packages"}), compile=False)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with the services as copies."""
    apart = shop_apart(tmp_path / "copies", SHARING)
    for plan in plan_services(apart.extracted.services, tmp_path / "out"):
        carry_out(plan)
    return tmp_path / "out"


def test_a_copy_that_people_changed_stays_theirs(copied: Path, tmp_path: Path) -> None:
    """And so does what leads to it, so that a class is never two in one service."""
    edited = copied / "sales" / "src/common/clock.ts"
    edited.write_text(edited.read_text() + "// ours\n")
    choice = choose(copied, ALL, PACKAGE)
    assert choice.kept["sales"] == {"src/common/clock.ts"}
    apart = _apart(tmp_path / "again", kept=choice.kept)
    plans = _written(copied, apart)
    assert [plan.conflicts for plan in plans if plan.conflicts] == []
    assert edited.read_text().endswith("// ours\n")
    assert (copied / "sales" / "src/common/open.guard.ts").exists()
    assert not (copied / "sales" / "src/common/ids.ts").exists()
    assert not (copied / "people" / "src/common/clock.ts").exists()


def test_a_copy_that_code_of_people_imports_stays(copied: Path) -> None:
    (copied / "people" / "src/ours.ts").write_text("export { now } from './common/clock';\n")
    assert choose(copied, ALL, PACKAGE).kept["people"] == {"src/common/clock.ts"}


def test_going_back_to_copies_does_not_lose_what_people_changed_in_the_package(
    apart: Apart, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    _written(out, apart)
    copies = shop_apart(tmp_path / "copies", SHARING, "sales").extracted.services
    assert refused_for_edits(copies, out, frozenset()) == copies
    edited = out / PACKAGED / "src/common/clock.ts"
    edited.write_text(edited.read_text() + "// ours\n")
    (refused,) = refused_for_edits(copies, out, frozenset())
    assert refused.files == ()
    assert "packages/shared/src/common/clock.ts was changed by people" in refused.refusals[0]


def test_what_a_service_that_is_not_extracted_now_imports_stays_in_the_package(
    apart: Apart, tmp_path: Path
) -> None:
    """The monolith moved on, and only one service was extracted anew."""
    out = tmp_path / "out"
    _written(out, apart)
    ids = "import { FIRST } from '../common/ids';\n"
    with_ids_only = {
        path: ids + SHOP[path].replace("  constructor(", "  at = FIRST;\n\n  constructor(")
        for path in _CONTROLLERS
    }
    _written(out, _apart(tmp_path / "after", "sales", files=with_ids_only))
    assert (out / PACKAGED / "src/common/open.guard.ts").exists()
    assert (out / PACKAGED / "src/common/clock.ts").exists()


def test_declarations_made_of_types_that_services_keep_are_not_in_the_package(tmp_path: Path) -> None:
    """The entity stays with its service; what needs nothing but packages is declared in the package, too."""
    files = {
        "src/common/owned.types.ts": "import { User } from '../users/user.entity';\n\n"
        "declare global {\n  interface Date { owner?: User }\n}\n",
        "src/common/shift.types.ts": "declare global {\n  interface Date { shift?: number }\n}\nexport {};\n",
        "src/common/ids.ts": COMMON["src/common/ids.ts"]
        + ";\nexport const shift = () => new Date().shift ?? 0;\n",
    }
    apart = _apart(tmp_path, "sales", "people", files=files)
    packaged = dict(apart.of(PACKAGED).files)
    assert "src/common/shift.types.ts" in packaged
    assert "src/common/owned.types.ts" not in packaged
    assert "src/common/ids.ts" in packaged
    for service in ("sales", "people"):
        assert files.keys() - dict(apart.of(service).files).keys() == {"src/common/ids.ts"}
