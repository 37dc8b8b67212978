"""A monolith of ES modules: its package says ``"type": "module"``, and its imports name files with their ending."""

from __future__ import annotations

import json
import re
from pathlib import Path

from extractions import CLIENT, COMPILER, PROJECT, READ_MODEL, SERVICE, SHOP, Apart, shop_apart

_RELATIVE = re.compile(r"\b(?:from|import) '(\.[^']*)'")
_MODULES = {**COMPILER, "module": "nodenext", "moduleResolution": "nodenext", "isolatedModules": True}


def _with_endings() -> dict[str, str | None]:
    found: dict[str, str | None] = {
        path: _RELATIVE.sub(lambda match: match[0][:-1] + ".js'", text)
        for path, text in {**PROJECT, **SHOP}.items()
        if path.endswith(".ts")
    }
    package = json.loads(PROJECT["package.json"]) | {"type": "module"}
    del (options := dict(_MODULES))["baseUrl"]
    return found | {
        "package.json": json.dumps(package),
        "tsconfig.json": json.dumps({"compilerOptions": options, "include": ["src/**/*"]}),
    }


def _imports(apart: Apart, service: str) -> dict[str, set[str]]:
    code = {path: data.decode() for path, data in apart.of(service).files if path.endswith(".ts")}
    return {path: set(_RELATIVE.findall(text)) for path, text in code.items()}


def test_the_services_of_a_monolith_of_es_modules_compile_as_such(tmp_path: Path) -> None:
    """Generated modules, stand-ins, clients and the runtime name files with their ending, as Node wants it."""
    apart = shop_apart(tmp_path, _with_endings())
    for each in apart.extracted.services:
        imports = _imports(apart, each.service)
        assert len(imports) > 20, "the runtime is compiled along"
        for path, named in imports.items():
            assert [name for name in named if not name.endswith(".js")] == [], path
        assert json.loads(dict(each.files)["package.json"])["type"] == "module"


def test_a_stand_in_of_a_monolith_of_es_modules_is_imported_with_its_ending(tmp_path: Path) -> None:
    """Moved code names the client and the read model where they are, the client the runtime."""
    apart = shop_apart(tmp_path, _with_endings(), "sales")
    imports = _imports(apart, "sales")
    assert "../generated/remote/people/users/users.service.js" in imports[SERVICE]
    assert "../../../runtime/index.js" in imports[CLIENT]
    assert READ_MODEL in imports


def test_what_is_shared_of_a_monolith_of_es_modules_is_imported_with_its_ending(tmp_path: Path) -> None:
    """The package keeps the endings, and is one of ES modules too."""
    files = _with_endings() | {
        "src/common/money.ts": "export const cents = (price: string): number => Number(price) * 100;\n",
        "src/common/index.ts": "export * from './money.js';\n",
    }
    service = files[SERVICE]
    assert service is not None
    users = files["src/users/users.service.ts"]
    assert users is not None
    line = "import { cents } from '../common/index.js';\nexport const used = cents('1');\n"
    files |= {SERVICE: service + line, "src/users/users.service.ts": users + line}
    apart = shop_apart(tmp_path, files, "sales", "people", packaged=frozenset({"sales", "people"}))
    texts = dict(apart.of("sales").files)
    assert b"from 'small-shared/dist/src/common/index.js'" in texts[SERVICE]


def test_a_monolith_whose_imports_have_no_ending_gets_none(tmp_path: Path) -> None:
    """What is generated looks as the code beside it does."""
    imports = _imports(shop_apart(tmp_path, None, "sales"), "sales")
    assert not any(name.endswith(".js") for named in imports.values() for name in named)


def test_a_slice_of_a_monolith_of_es_modules_is_a_package_of_es_modules(tmp_path: Path) -> None:
    """What is built in the slice's folder is read by the slice's package.json."""
    apart = shop_apart(tmp_path, _with_endings(), "sales", stage="slice")
    files = dict(apart.of("sales").files)
    assert json.loads(files["package.json"])["type"] == "module"
    assert (
        b"./service.module.js"
        in files["src/app.module.ts" if "src/app.module.ts" in files else "app.module.ts"]
    )
