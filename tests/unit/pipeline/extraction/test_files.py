"""Which files come along: declarations, assets, JSON, code outside of the source folder; how the main file listens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from extractions import (
    COMPILER,
    FACADE,
    MODULE,
    ORDER,
    PROJECT,
    READ_MODEL,
    ROOT_MODULE,
    SERVICE,
    SHOP,
    USER,
    changed,
    shop_apart,
)

MAIN = PROJECT["src/main.ts"]


def test_declarations_assets_and_json_come_along(tmp_path: Path) -> None:
    files = {
        "src/globals.d.ts": "declare const BUILD: string;\n",
        "types/legacy.d.ts": "declare module 'legacy';\n",
        "src/orders/templates/receipt.hbs": "<p>🧾</p>\n",
        "src/users/templates/welcome.hbs": "<p>hi</p>\n",
        "src/users/rates.json": '{"vat": 16}\n',
        "public/logo.svg": "<svg/>\n",
        "notes/private.txt": "nobody's\n",
        "tsconfig.json": json.dumps({"compilerOptions": COMPILER, "include": ["src/**/*", "types"]}),
        **changed(
            SERVICE,
            ("findOne(userId);", "findOne(userId + rates.vat + BUILD.length + readFileSync('public/logo.svg').length);"),
            ("import { Order }", "import * as rates from '../users/rates.json';\nimport { readFileSync } from 'fs';\nimport { Order }"),
        ),
    }  # fmt: skip
    found = dict(shop_apart(tmp_path, files, "sales").of("sales").files)
    there = {
        "src/globals.d.ts",
        "types/legacy.d.ts",
        "src/orders/templates/receipt.hbs",
        "src/users/rates.json",
        "public/logo.svg",
    }
    assert there <= found.keys()
    assert {path: found[path].decode() for path in there} == {path: files[path] for path in there}
    assert not {"notes/private.txt", "src/users/templates/welcome.hbs"} & found.keys()


@pytest.mark.parametrize(
    "options",
    [
        {"strict": False, "noImplicitAny": True},
        {"noImplicitReturns": True, "noFallthroughCasesInSwitch": True, "noImplicitOverride": True},
        {"strict": False},
    ],
)
def test_what_is_generated_compiles_as_strictly_as_the_monolith_does(
    tmp_path: Path, options: dict[str, bool]
) -> None:
    """Without null checks a function of nothing but undefined is of any, which noImplicitAny does not let pass."""
    settings = {"compilerOptions": {**COMPILER, **options}, "include": ["src/**/*"]}
    result = shop_apart(tmp_path, {"tsconfig.json": json.dumps(settings)}, "sales").of("sales")
    assert "src/generated/runtime/session-judge.ts" in dict(result.files)
    assert result.refusals == ()


AUGMENTING = {
    "src/common/clock.types.ts": """import { User } from '../users/user.entity';

declare module 'fs' {
  interface Stats { owner?: User }
}

declare global {
  interface Date { shift?: number }
}

export type Owned = { owner: User };
export {};
""",
    "src/users/late.ts": """declare global {
  interface Date { late?: boolean }
}

export const LATE = true;
""",
    "src/common/pages.ts": "interface Paged { page: number }\n\ndeclare namespace Sizes {\n  type Size = 1 | 2;\n}\n",
    "src/common/started.ts": "type Started = number;\nconst startedAt: Started = Date.now();\n",
    "src/common/clock.types.spec.ts": "declare global { interface Date { early?: boolean } }\nexport {};\n",
    **changed(
        SERVICE,
        ("findOne(userId);", "findOne(userId + (new Date().shift ?? 0) + Number(statSync('.').owner?.id ?? 0));"),
        ("import { Order }", "import { statSync } from 'fs';\nimport { Order }"),
    ),
}  # fmt: skip


def test_what_augments_the_types_of_others_comes_along_though_nothing_imports_it(tmp_path: Path) -> None:
    """What holds code, too, belongs to whoever asks for the code, and a test is none."""
    result = shop_apart(tmp_path, AUGMENTING, "sales").of("sales")
    found = dict(result.files)
    assert found["src/common/clock.types.ts"].decode() == AUGMENTING["src/common/clock.types.ts"].replace(
        "../users/user.entity", "../generated/entities/users/user.entity"
    )
    assert found["src/common/pages.ts"].decode() == AUGMENTING["src/common/pages.ts"]
    code_or_test = {"src/users/late.ts", "src/common/started.ts", "src/common/clock.types.spec.ts"}
    assert not code_or_test & found.keys()
    assert result.refusals == ()


def test_files_of_the_environment_stay_where_they_are(tmp_path: Path) -> None:
    """Code names them to load them; they hold secrets, and what extract writes is kept and committed."""
    environment = {
        ".env": "DB_PASSWORD=hunter2\n",
        ".env.production": "DB_PASSWORD=hunter3\n",
        "settings/live.env": "DB_PASSWORD=hunter4\n",
        "src/orders/.env": "DB_PASSWORD=hunter5\n",
    }
    files = {
        **environment,
        "settings/limits.json": "{}\n",
        **changed(
            SERVICE,
            ("findOne(userId);", "findOne(userId + ['.env', '.env.production', 'settings'].length);"),
        ),
    }
    result = shop_apart(tmp_path, files, "sales").of("sales")
    found = dict(result.files)
    assert [each.partition(": ")[0] for each in result.notes if "not copied" in each] == [
        "src/orders/orders.service.ts:15 .env.production"
    ]
    assert "settings/limits.json" in found
    assert not environment.keys() & found.keys()
    assert not any(b"hunter" in content for content in found.values())


@pytest.mark.parametrize(
    ("condition", "setting"),
    [
        ("process.env.NODE_ENV !== 'production'", ""),
        ("!serverless", "const serverless = process.env.VERCEL === '1';\n"),
    ],
)
def test_a_port_that_hangs_on_the_environment_is_always_opened(
    tmp_path: Path, condition: str, setting: str
) -> None:
    text = MAIN.replace(
        "  await app.listen(3000);", f"  if ({condition}) {{\n    await app.listen(3000);\n  }}"
    ).replace("async function", f"{setting}async function")
    apart = shop_apart(tmp_path, {"src/main.ts": text}, "sales")
    listens = "await app.listen(Number(process.env['PORT'] || 3000));"
    assert f"  if (true) {{\n    {listens}" in apart.texts("sales")["src/main.ts"]
    (main,) = (each for each in apart.of("sales").moved if each.path == "src/main.ts")
    assert [each.reason for each in main.edits] == [
        f"a service always listens; here `{condition}` decided it",
        "a service listens where PORT says; here always on 3000",
    ]


def test_a_port_that_another_file_has_as_a_number_or_asks_of_another_variable_gives_way_too(
    tmp_path: Path,
) -> None:
    main = MAIN.replace("listen(3000)", "listen(PORT)")
    for number, expected in (
        ("3000", "Number(process.env['PORT'] || PORT)"),
        ("Number(process.env.AT ?? 1)", "Number(process.env['PORT']) || PORT"),
        ("Number(process.env.PORT ?? 1)", "PORT"),
    ):
        folder = tmp_path / f"of{len(number)}{len(expected)}"
        files = {
            "src/main.ts": f"import {{ PORT }} from './config';\n{main}",
            "src/config.ts": f"export const PORT = {number};\n",
        }
        texts = shop_apart(folder, files, "sales", compile=False).texts("sales")
        assert f"await app.listen({expected});" in texts["src/main.ts"]


def test_a_setting_says_the_port_only_where_no_file_asks_for_port(tmp_path: Path) -> None:
    main = MAIN.replace("listen(3000)", "listen(settings.port)")
    for variable, expected in (
        ("AT", "Number(process.env['PORT']) || settings.port"),
        ("PORT", "settings.port"),
    ):
        files = {
            "src/main.ts": f"import {{ settings }} from './settings';\n{main}",
            "src/settings.ts": f"export const settings = {{ port: Number(process.env.{variable}) }};\n",
        }
        texts = shop_apart(tmp_path / variable, files, "sales", compile=False).texts("sales")
        assert f"await app.listen({expected});" in texts["src/main.ts"]


def test_a_main_file_that_never_listens_is_told(tmp_path: Path) -> None:
    text = MAIN.replace("  await app.listen(3000);", "  await app.init();")
    notes = shop_apart(tmp_path, {"src/main.ts": text}, "sales", compile=False).of("sales").notes
    assert any("the main file opens no port" in each for each in notes)


def test_imports_as_types_and_requires_lead_to_what_stands_in(tmp_path: Path) -> None:
    files = {
        **changed(
            ORDER,
            ("import { User } from '../users/user.entity';\n", ""),
            ("() => User, (user) =>", "() => require('../users/user.entity').User, (user: import('../users/user.entity').User) =>"),
            ("  user: User;", "  user: import('../users/user.entity').User;"),
        ),
        **changed(
            USER,
            ("import { Order } from '../orders/order.entity';\n", ""),
            ("() => Order, (order) =>", "() => require('../orders/order.entity').Order, (order: import('../orders/order.entity').Order) =>"),
            ("  orders: Order[];", "  orders: import('../orders/order.entity').Order[];"),
        ),
    }  # fmt: skip
    found = shop_apart(tmp_path, files, "sales").texts("sales")
    assert found[ORDER].count("'../generated/entities/users/user.entity'") == 3
    assert found[READ_MODEL].count("'../../../orders/order.entity'") == 3


def test_an_import_that_was_dead_before_goes_only_where_it_leads_nowhere(tmp_path: Path) -> None:
    files = {
        **changed(
            SERVICE,
            ("import { Order }", "import { UsersController } from '../users/users.controller';\nimport { OrdersModule } from './orders.module';\nimport { Order }"),
        ),
    }  # fmt: skip
    found = shop_apart(tmp_path, files, "sales").texts("sales")
    assert "users.controller" not in found[SERVICE]
    assert "import { OrdersModule } from './orders.module';" in found[SERVICE]


def test_paths_from_the_source_folder_become_relative_or_go_on_working(tmp_path: Path) -> None:
    compiler = {**COMPILER, "paths": {"@users/*": ["src/users/*"], "@orders/*": ["src/orders/*"]}}
    files = {
        "tsconfig.json": json.dumps({"compilerOptions": compiler, "include": ["src/**/*"]}),
        **changed(MODULE, ("../users/users.module", "src/users/users.module"), ("./order.entity", "@orders/order.entity")),
        **changed(SERVICE, ("../users/users.service", "@users/users.service")),
        **changed(USER, ("../orders/order.entity", "@orders/order.entity")),
    }  # fmt: skip
    found = shop_apart(tmp_path, files, "sales").texts("sales")
    assert "'../generated/remote/people/users/users.module'" in found[MODULE]
    assert "'../generated/remote/people/users/users.service'" in found[SERVICE]
    assert "@users" not in found[READ_MODEL]


def test_code_beside_the_source_folder_comes_along_where_it_is_needed(tmp_path: Path) -> None:
    """A library of a workspace: a stateless helper is copied, a module of others is a facade."""
    files = {
        "tsconfig.json": json.dumps({"compilerOptions": COMPILER, "include": ["src/**/*", "libs/**/*"]}),
        "libs/money/money.ts": "export function cents(n: number): number { return n * 100; }\n",
        "libs/money/unused.ts": "export const UNUSED = 1;\n",
        "libs/users/user.entity.ts": SHOP[USER].replace("../orders/", "../../src/orders/"),
        "libs/users/users.service.ts": SHOP["src/users/users.service.ts"],
        "libs/users/users.module.ts": SHOP["src/users/users.module.ts"],
        "libs/users/users.controller.ts": SHOP["src/users/users.controller.ts"],
        **{path: None for path in SHOP if path.startswith("src/users/")},
        **changed(ROOT_MODULE, ("./users/", "../libs/users/")),
        **changed(MODULE, ("../users/", "../../libs/users/")),
        **changed(ORDER, ("../users/", "../../libs/users/")),
        **changed(
            SERVICE,
            ("../users/", "../../libs/users/"),
            ("findOne(userId)", "findOne(cents(userId))"),
            ("import { Order }", "import { cents } from '../../libs/money/money';\nimport { Order }"),
        ),
    }
    apart = shop_apart(tmp_path, files)
    found = apart.texts("sales")
    assert "libs/money/money.ts" in found
    assert "libs/money/unused.ts" not in found
    assert "libs/users/users.service.ts" not in found
    assert "src/generated/entities/_/libs/users/user.entity.ts" in found
    assert "src/generated/remote/people/_/libs/users/users.service.ts" in found
    assert "libs/users/users.service.ts" in apart.texts("people")
    assert FACADE not in found


def test_a_controller_s_file_that_two_modules_share_goes_with_both(tmp_path: Path) -> None:
    both = SHOP["src/orders/orders.controller.ts"].replace(
        "import { OrdersService } from './orders.service';",
        "import { OrdersService } from './orders/orders.service';\nimport { UsersService } from './users/users.service';",
    ) + SHOP["src/users/users.controller.ts"].partition("\n\n")[2].replace("@Controller", "\n@Controller", 1)
    files = {
        "src/controllers.ts": both,
        "src/orders/orders.controller.ts": None,
        "src/users/users.controller.ts": None,
        **changed(MODULE, ("./orders.controller", "../controllers")),
        **changed("src/users/users.module.ts", ("./users.controller", "../controllers")),
    }
    apart = shop_apart(tmp_path, files)
    assert "controllers: [OrdersController]" in apart.texts("sales")[MODULE]
    assert "src/controllers.ts" in apart.texts("sales")
    assert "src/controllers.ts" in apart.texts("people")
    assert "controllers: [UsersController]" in apart.texts("people")["src/users/users.module.ts"]


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("'nothing'", []),
        ("this.orders.find({ relations: ['user'] })", ["| people | `users` |"]),
        ("this.orders.query('SELECT COUNT(*) FROM visits')", ["| monolith | `visits` |"]),
    ],
)
def test_the_readme_lists_the_tables_of_others_that_the_code_reads(
    tmp_path: Path, query: str, read: list[str]
) -> None:
    """Not those whose entities are only there as the type of an answer; those without an entity too."""
    files = changed(
        SERVICE,
        ("  async place", f"  async all(): Promise<unknown> {{\n    return {query};\n  }}\n\n  async place"),
    ) | {"schema.sql": "CREATE TABLE visits (id int PRIMARY KEY);\n"}
    text = dict(shop_apart(tmp_path, files, "sales", compile=False).of("sales").files)["README.md"].decode()
    table = text.partition("| owner | tables |")[2].partition("\n\n")[0]
    assert [line for line in table.splitlines() if "`" in line] == read


@pytest.mark.parametrize(
    ("barrel", "imported", "called"),
    [
        ("export * as texts from './texts';\n", "import { texts }", "texts.loud"),
        ("import * as texts from './texts';\nexport { texts };\n", "import { texts }", "texts.loud"),
        ("export * as texts from './texts';\n", "import * as lib", "lib.texts.loud"),
        ("import { loud } from './texts';\nexport { loud };\n", "import { loud }", "loud"),
        ("export * as texts from './texts';\n", "import { texts as words }", "words.loud"),
    ],
)
@pytest.mark.parametrize("nested", [False, True])
def test_a_file_comes_along_however_a_barrel_hands_it_on(
    barrel: str, imported: str, called: str, nested: bool, tmp_path: Path
) -> None:
    """Found in a trial: the barrel was there, what it handed on was cut, and the service did not compile."""
    files = {
        "src/lib/texts.ts": "export const loud = (text: string) => text.toUpperCase();\n",
        "src/lib/index.ts": "export * from './inner';\n" if nested else barrel,
        "src/lib/inner.ts": barrel,
        **changed(
            SERVICE,
            ("import { Order }", f"{imported} from '../lib';\nimport {{ Order }}"),
            ("userId: user?.id", f"userId: {called}('x').length"),
        ),
    }
    found = shop_apart(tmp_path, files, "sales").texts("sales")
    assert found["src/lib/inner.ts" if nested else "src/lib/index.ts"] == barrel
    assert found["src/lib/texts.ts"] == files["src/lib/texts.ts"]


def test_of_a_barrel_that_another_one_hands_on_under_one_name_comes_what_is_asked_of_it(
    tmp_path: Path,
) -> None:
    """Found in a trial: `http.Public`, with `export * as http from './http'`, was not there, and nothing compiled."""
    files = {
        "src/lib/index.ts": "export * as words from './words';\n",
        "src/lib/words/index.ts": "export * from './loud';\nexport * from './quiet';\n",
        "src/lib/words/loud.ts": "export const loud = (text: string) => text.toUpperCase();\nexport type Loud = string;\n",
        "src/lib/words/quiet.ts": "export const quiet = (text: string) => text.toLowerCase();\n",
        **changed(
            SERVICE,
            ("import { Order }", "import { words } from '../lib';\nimport { Order }"),
            ("async place(", "last: words.Loud = '';\n\n  async place("),
            ("userId: user?.id", "userId: words.loud('x').length"),
        ),
    }
    found = shop_apart(tmp_path, files, "sales").texts("sales")
    assert found["src/lib/words/index.ts"] == "export * from './loud';\n"
    assert "src/lib/words/quiet.ts" not in found
