"""Which modules of others a service has: those that it needs, those that hold for the whole application, and the way to them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.roles import Role
from woosh_split.artefacts.service.nestjs.weak_uses import asks_for
from woosh_split.sources.code.nestjs.codebase import ModuleCode, Place
from woosh_split.sources.code.nestjs.paths import ROUTERS
from woosh_split.sources.code.typescript.outline import Member
from woosh_split.sources.code.typescript.package_maps import package_in

if TYPE_CHECKING:
    from woosh_split.artefacts.service.nestjs.closure import Closure

_INJECTING = frozenset({"InjectRepository", "getRepositoryToken"})


def judge_modules(closure: Closure) -> None:
    """Find the modules that the service has, until no further one follows from another."""
    around = closure.around
    size = -1
    while size != len(closure.live):
        size = len(closure.live)
        for place, module in around.modules.items():
            if place not in closure.live and _is_live(closure, module):
                closure.live.add(place)
        closure.live |= _ways(closure) | _handing_repositories(closure)


def _is_live(closure: Closure, module: ModuleCode) -> bool:
    around = closure.around
    if module.place in closure.needed or around.is_own_module(module.place):
        return True
    if module.place == around.code.root:
        return True
    if any(provider.enhancer for provider in module.providers):
        return True
    if any(each.endswith((".forRoot", ".forRootAsync")) for each in module.packages):
        return True
    if "isGlobal" in around.code.outline(module.place.file).words:
        return True
    if _gives_to_all(closure, module) or _stands_before_own(closure, module):
        return True
    if not around.in_process and any(
        (each.owner, each.name) == (module.place.name, "configure") and applies_to_own_routes(closure, each)
        for each in around.code.outline(module.place.file).members
    ):
        return True
    if any(
        each.target in closure.needed and (each.token in module.exports or module.is_global)
        for each in module.providers
        if each.target is not None
    ):
        return True
    return any(
        asks_for(closure, each.token, module.place.file) for each in module.providers if each.kind != "class"
    )


def _handing_repositories(closure: Closure) -> set[Place]:
    """Return the modules from which one of the monolith's own has a repository that a class of it asks for: a guard of the root, say."""
    around = closure.around
    exporting = {place for place, module in around.modules.items() if _exports_repositories(module)}
    found: set[Place] = set()
    for place in closure.live if exporting and not around.in_process else ():
        importing = around.modules.get(place)
        if importing is None or around.role(place) is not Role.PRUNED:
            continue
        giving = _gives_to(closure, importing) & exporting
        asked = _repositories_asked(closure, importing) if giving else set()
        asked -= {each.name for each in importing.entities}
        found.update(each for each in giving if _has_one_of(around.modules[each], asked))
    return found


def _exports_repositories(module: ModuleCode) -> bool:
    return any(each == "TypeOrmModule" or each.startswith("getRepositoryToken(") for each in module.exports)


def _has_one_of(module: ModuleCode, entities: set[str]) -> bool:
    """Tell a module that has the repository of one of the entities: TypeORM's, or one that it provides itself."""
    tokens = {f"getRepositoryToken({each})" for each in entities}
    return any(each.name in entities for each in module.entities) or any(
        each.token in tokens for each in module.providers
    )


def _repositories_asked(closure: Closure, module: ModuleCode) -> set[str]:
    """Return the entities whose repositories the classes of a module ask for that the service has."""
    code = closure.around.code
    made = {*module.controllers, *(each.target for each in module.providers if each.target is not None)}
    asking = [code.outline(each.file) for each in made if each in closure.needed]
    return {
        use.name for outline in asking if not _INJECTING.isdisjoint(outline.words) for use in outline.uses
    }


def _gives_to(closure: Closure, module: ModuleCode) -> set[Place]:
    """Return the modules from whose exports a module gets something: those that it imports, and what these pass on."""
    modules = closure.around.modules
    found: set[Place] = set()
    pending = list(module.imports)
    while pending:
        place = pending.pop()
        if place in modules and place not in found:
            found.add(place)
            pending += [each for each in modules[place].imports if each.name in modules[place].exports]
    return found


def _gives_to_all(closure: Closure, module: ModuleCode) -> bool:
    """Tell a module that makes a package's module global (``JwtModule.register({ global: true })``) of a package in use."""
    outline = closure.around.code.outline(module.place.file)
    if "global" not in outline.words:
        return False
    made = {each.partition(".")[0] for each in module.packages}
    packages = {
        package_in(link.specifier)
        for link in outline.links
        if not link.specifier.startswith(".") and made & {name.local for name in link.names}
    } - {"@nestjs/typeorm"}
    return bool(packages) and any(
        package_in(link.specifier) in packages
        for file in closure.moved
        if file != module.place.file
        for link in closure.around.code.outline(file).links
    )


def applies_to_own_routes(closure: Closure, configure: Member) -> bool:
    """Tell a module's ``configure`` that puts middleware before routes of the service: before all (``'*'``), or a controller's."""
    around = closure.around
    own = {each.name for each in around.controllers if around.home_of_file(each.file) == around.service}
    return any("*" in each for each in configure.strings) or not own.isdisjoint(configure.words)


def _stands_before_own(closure: Closure, module: ModuleCode) -> bool:
    """Tell a module that puts paths before routes of the service (``RouterModule.register``), though others import those as well."""
    if ROUTERS.isdisjoint(module.packages):
        return False
    around = closure.around
    words = around.code.outline(module.place.file).words
    return any(around.is_own_module(place) and place.name in words for place in around.modules)


def _ways(closure: Closure) -> set[Place]:
    """Return the modules by way of which the root imports those that are live, fewest further ones first."""
    modules = closure.around.modules
    root = closure.around.code.root
    came: dict[Place, Place] = {root: root}
    pending = deque([root])
    while pending:  # a module that is live anyway is no detour
        place = pending.popleft()
        for each in modules[place].imports if place in modules else ():
            if each in came or each not in modules:
                continue
            came[each] = place
            if each in closure.live:
                pending.appendleft(each)
            else:
                pending.append(each)
    found: set[Place] = set()
    for place in closure.live:
        while place in came and place != root and place not in found:
            found.add(place)
            place = came[place]
    return found
