"""Facts and the code beside them to the OpenAPI document of the gateway's whole surface."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from woosh_split.artefacts.routes.surface import surface
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith, ProjectInput
from woosh_split.model.facts import Facts
from woosh_split.model.routing import RoutingTable
from woosh_split.sources.code.nestjs.needs.read import read_service_code
from woosh_split.sources.code.nestjs.token_hazards import further_places

_CONFIGS = ("package.json", "tsconfig.json", "tsconfig.base.json", "tsconfig.app.json", "tsconfig.build.json")


def surface_of(root: Path, facts: Facts, table: RoutingTable) -> str:
    """Return the document.

    Bodies and answers are told by the classes in the code below ``root``; where a file is not there, they stay open.
    """
    names = {file for module in facts.modules for file in module.files} | set(facts.shared_files)
    names |= {each for one in facts.imports for each in (one.from_file, one.to_file)}
    names |= {route.file for route in facts.routes}
    texts = {name: text for name in sorted(names) if (text := _text(root / name)) is not None}
    configs = _configs(root, texts)
    package = next(
        (text for name, text in sorted(configs.items(), key=_deepest) if name.endswith("package.json")), "{}"
    )
    wanted = ProjectInput(
        service=facts.monolith.name,
        monolith=Monolith(package_json=package),
        code=read_service_code({**texts, **configs}),
        files=texts,
        routes=facts.routes,
        token_places=tuple((each.kind, each.name) for each in further_places(facts.hazards)),
    )
    return surface(wanted, table)


def _deepest(item: tuple[str, str]) -> tuple[int, str]:
    return -item[0].count("/"), item[0]


def _configs(root: Path, texts: dict[str, str]) -> dict[str, str]:
    """Return the files that say where imports lead, from the folders above the code."""
    folders = {parent.as_posix() for name in texts for parent in PurePosixPath(name).parents}
    found = {}
    for folder in sorted(folders):
        for config in _CONFIGS:
            name = config if folder == "." else f"{folder}/{config}"
            text = _text(root / name)
            if text is not None:
                found[name] = text
    return found


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
