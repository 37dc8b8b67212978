"""Slices over the one source tree, and what is left of the monolith while only some services have left."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from extractions import MODULE, ROOT_MODULE, SERVICE, SHOP, SHOP_SPLIT, changed, shop_apart, take_apart, write
from oracles import ORACLES

from woosh_split.errors import InputError
from woosh_split.parity.inputs import is_slice
from woosh_split.pipeline.extract_request import SLICE

JOB = (
    ("  async place", "  @Cron('0 * * * *')\n  async sweep(): Promise<void> {}\n\n  async place"),
    ("import { Order }", "import { Cron } from '@nestjs/schedule';\nimport { Order }"),
)
USER_JOB = (
    ("  async findOne", "  @Interval(1000)\n  async beat(): Promise<void> {}\n\n  async findOne"),
    ("import { Repository }", "import { Interval } from '@nestjs/schedule';\nimport { Repository }"),
)
SCHEDULED = {
    **changed(SERVICE, *JOB),
    **changed("src/users/users.service.ts", *USER_JOB),
    **changed(
        ROOT_MODULE,
        ("imports: [", "imports: [ScheduleModule.forRoot(), "),
        ("import { OrdersModule }", "import { ScheduleModule } from '@nestjs/schedule';\nimport { OrdersModule }"),
    ),
}  # fmt: skip


def test_a_job_of_a_class_that_its_file_keeps_to_itself_is_listed_by_name(tmp_path: Path) -> None:
    hidden = """
@Injectable()
class Sweeper {
  @Interval(1000)
  sweep(): void {}
}
"""
    texts = {
        MODULE: SHOP[MODULE]
        .replace("import { Module }", "import { Injectable, Module }")
        .replace("import { Order }", "import { Interval } from '@nestjs/schedule';\nimport { Order }")
        .replace("providers: [", "providers: [Sweeper, ")
        .replace("\n@Module", f"{hidden}\n@Module")
    }
    apart = shop_apart(tmp_path, SCHEDULED | texts, "sales")
    assert apart.of("sales").refusals == ()
    assert "{ target: 'Sweeper', method: 'sweep' }" in apart.texts("sales")["src/generated/service.module.ts"]


def test_a_monolith_without_typeorm_is_refused_in_one_sentence(tmp_path: Path) -> None:
    packages = tmp_path / "node_modules"
    packages.mkdir()
    for each in (ORACLES / "node_modules").iterdir():
        if each.name != "typeorm":
            (packages / each.name).symlink_to(each)
    with pytest.raises(
        InputError, match=r"typeorm is not installed in .*: services are NestJS applications on TypeORM"
    ):
        take_apart(tmp_path, SHOP, SHOP_SPLIT)


def test_a_slice_is_an_application_over_the_monolith_s_own_files(tmp_path: Path) -> None:
    """It is written beside them, compiles there, and none of them is touched or copied."""
    apart = shop_apart(tmp_path, SCHEDULED, "sales", stage=SLICE)
    found = apart.of("sales")
    files = {path: data.decode() for path, data in found.files}
    assert apart.extracted.folder == "slices"
    assert {path for path in files if not path.startswith("runtime/")} == {
        ".gitignore",
        "README.md",
        "app.module.ts",
        "main.ts",
        "package.json",
        "service.module.ts",
        "tsconfig.json",
    }
    assert "import { OrdersModule } from '../../src/orders/orders.module';" in files["app.module.ts"]
    assert "autoLoadEntities: true }), UsersModule, OrdersModule],\n" in files["app.module.ts"]
    assert "{ target: OrdersService, method: 'sweep' }," in files["service.module.ts"]
    jobs, foreign = files["service.module.ts"].split("foreignJobs: [")
    assert "sweep" in jobs
    assert "{ target: UsersService, method: 'beat' }," in foreign
    for path, text in files.items():
        place = tmp_path / "slices" / "sales" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    assert is_slice(tmp_path / "slices", "sales")  # so verify looks for nobody whom it would call
    assert not is_slice(tmp_path / "slices", "people")
    tsc = tmp_path / "node_modules" / ".bin" / "tsc"
    done = subprocess.run(
        [tsc, "--noEmit", "-p", "slices/sales/tsconfig.json"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == ""
    assert json.loads(files["package.json"])["name"] == "sales-slice"


def test_jobs_of_a_service_are_listed_where_it_has_them(tmp_path: Path) -> None:
    apart = shop_apart(tmp_path, SCHEDULED)
    assert apart.of("sales").jobs == ("OrdersService.sweep",)
    assert apart.of("people").jobs == ("UsersService.beat",)
    assert (
        "jobs: [\n        { target: OrdersService, method: 'sweep' },\n      ],"
        in (apart.texts("sales")["src/generated/service.module.ts"])
    )


PHASES = """phases:
  - {id: 01-people, services: [people]}
  - {id: 02-sales, services: [sales], depends_on: [01-people]}
"""


def test_the_remainder_of_all_phases_has_no_module_of_a_service(tmp_path: Path) -> None:
    found = shop_apart(tmp_path, {}, split=SHOP_SPLIT + PHASES).texts("monolith")
    assert "OrdersModule" not in found[ROOT_MODULE]
    assert not any(path.startswith(("src/orders/", "src/users/")) for path in found)


def test_the_remainder_through_a_phase_holds_what_leaves_later(tmp_path: Path) -> None:
    apart = take_apart(tmp_path, SHOP, SHOP_SPLIT + PHASES, "people", remainder=True, through="01-people")
    found = apart.texts("monolith")
    assert apart.of("monolith").refusals == ()
    assert "src/orders/orders.service.ts" in found
    assert "'../generated/remote/people/users/users.service'" in found["src/orders/orders.service.ts"]
    assert "OrdersModule" in found[ROOT_MODULE]
    assert [(e.provider, e.callers) for e in apart.of("people").endpoints] == [("UsersService", ("sales",))]


def test_a_phase_that_is_not_there_is_an_error_with_its_likely_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no phase 01-peple\. Did you mean 01-people\?"):
        take_apart(tmp_path, SHOP, SHOP_SPLIT + PHASES, "people", remainder=True, through="01-peple")


def test_a_service_without_a_module_is_refused(tmp_path: Path) -> None:
    split = SHOP_SPLIT.replace("modules: [users]", "modules: []")
    apart = take_apart(tmp_path, SHOP, split, "people")
    assert any("there is nothing to extract" in each for each in apart.of("people").refusals)
    assert apart.of("people").files == ()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Under other hash seeds too, in processes of their own."""
    folder = write(tmp_path, {**SHOP, **SCHEDULED, "woosh-split.yaml": f"version: 1\n{SHOP_SPLIT}"})
    script = (
        "import hashlib, sys\nfrom pathlib import Path\n"
        "from woosh_split.pipeline.extract import extract\n"
        "from woosh_split.pipeline.extract_request import ExtractRequest\n"
        "from woosh_split.pipeline.request import AnalyseRequest\nfrom woosh_split.split.load import load_split\n"
        "root = Path(sys.argv[1]); path = root / 'woosh-split.yaml'\n"
        "found = extract(ExtractRequest(AnalyseRequest(root, jobs=1), load_split(path), path, ('sales', 'people'), True, False))\n"
        "print(hashlib.sha256(repr(found.services).encode() + repr([e.files for e in found.services]).encode()).hexdigest())\n"
    )
    import os
    import sys

    seen = {
        subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }  # fmt: skip
    assert len(seen) == 1


def test_a_slice_knows_the_entities_that_patterns_do_not_find_from_its_folder(tmp_path: Path) -> None:
    files = changed(
        ROOT_MODULE, ("autoLoadEntities: true", "entities: [__dirname + '/**/*.entity{.ts,.js}']")
    )
    found = shop_apart(tmp_path, files, "sales", stage=SLICE)
    texts = {path: data.decode() for path, data in found.of("sales").files}
    assert "entities: [...READ_MODELS, __dirname" in texts["app.module.ts"]
    assert "import { READ_MODELS } from './entities';" in texts["app.module.ts"]
    assert "export const READ_MODELS = [Order, User];" in texts["entities/index.ts"]
    assert "from '../../../src/orders/order.entity'" in texts["entities/index.ts"]
