"""The work of ``extract``: closures of all services, what stands against each, and its files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from woosh_split.artefacts.service.nestjs.assembly import ServiceFiles, service_files
from woosh_split.artefacts.service.nestjs.augmentations import augmentation_path
from woosh_split.artefacts.service.nestjs.closure import closure_of
from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.artefacts.service.nestjs.entry import entry_notes, other_uses_of_port, ports_of
from woosh_split.artefacts.service.nestjs.listeners import unheard
from woosh_split.artefacts.service.nestjs.project.build import project
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith
from woosh_split.artefacts.service.nestjs.roles import Surroundings
from woosh_split.artefacts.service.nestjs.service_module import Wiring, jobs_of
from woosh_split.artefacts.service.nestjs.slice import slice_files
from woosh_split.errors import InputError
from woosh_split.graph.crossings import crossings
from woosh_split.model.access import WRITE, Access
from woosh_split.model.code import Job
from woosh_split.model.crossing import Crossing
from woosh_split.model.extraction import (
    Endpoint,
    Extraction,
    FileEdit,
    HiddenField,
    MovedFile,
    RemoteMethod,
    StandIn,
)
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.split import MONOLITH
from woosh_split.pipeline.borrowed_writes import borrowed_writes
from woosh_split.pipeline.compiled_services import compile_services
from woosh_split.pipeline.extract_request import ExtractRequest
from woosh_split.pipeline.extraction_notes import Looked, copies_of, notes_of, routes_with
from woosh_split.pipeline.foreign_writes import clusters, foreign_writes
from woosh_split.pipeline.project_texts import project_texts
from woosh_split.pipeline.remote_rows import ApiWrites
from woosh_split.pipeline.service_closures import Closures, endpoints_of, reach_of, tsconfig_of
from woosh_split.pipeline.service_project import project_input
from woosh_split.pipeline.session_checks import sessions_of
from woosh_split.pipeline.sharing import Sharing
from woosh_split.pipeline.startable import unmet_in_service
from woosh_split.pipeline.unextractable import (
    ambiguous_endpoints,
    asked_secrets,
    broken_transactions,
    sent_transactions,
    shared_files,
    unjoined_calls,
)
from woosh_split.sources.code.nestjs.codebase import Codebase, Place
from woosh_split.sources.code.nestjs.dependencies import names_of, unmet_dependencies
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a service as it was written last, with its jobs and what it touches of the database."""

    files: ServiceFiles
    texts: Mapping[str, bytes]
    jobs: Sequence[Job]
    reach: Sequence[Access]


class Extracting:
    """One run of ``extract`` over code that is open: every service's closure, then its files."""

    def __init__(
        self, request: ExtractRequest, facts: Facts, code: Codebase, compiler: CompilerProcess,
        sharing: Sharing | None = None,
    ) -> None:  # fmt: skip
        self.request = request
        self.facts = facts
        self.code = code
        self.compiler = compiler
        self.split = request.split
        self.placement: Placement = placement_of(request.split)
        self.names = (*(each.name for each in request.split.services), MONOLITH)
        self.closures = Closures(code, facts, self.placement, request.split, compiler)
        self.api = ApiWrites(self.closures, self.names)
        self.asked: dict[str, tuple[str, ...]] = {}
        self.sharing = sharing
        self.written: dict[str, Code] = {}
        self.base = self._base()
        self.texts: Monolith = project_texts(code, self.base, request.folder)

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        """What crosses between any two services."""
        return crossings(self.facts, self.placement)

    def run(self) -> tuple[Extraction, ...]:
        """Return the services that are wanted, compiled and started on paper."""
        wanted = [*self.request.services, *([MONOLITH] if self.request.remainder else [])]
        progress = self.request.analysis.progress
        for done, name in enumerate(self.names):
            progress("following the code of each service", done, len(self.names))
            self.closures.of(name)
        self._hide()
        if self.request.packaged and self.sharing is None:
            progress("looking for what services share", 0, 0)
            self.sharing = Sharing.of(self)
        found: dict[str, Extraction] = {}
        for done, name in enumerate(wanted):
            progress("writing services", done, len(wanted))
            found[name] = self.extraction(name)
        if self.request.compile:
            progress("compiling the services", 0, 0)
            compile_services(self, found)
        progress("starting the services on paper", 0, 0)
        self._start(found)
        return tuple(self._shared(found[name]) for name in wanted)

    def _shared(self, extraction: Extraction) -> Extraction:
        """Return a service that imports what is shared from the package, if it is to."""
        name = extraction.service
        if self.sharing is None or name not in self.request.packaged or not extraction.files:
            return extraction
        code = self.written[name]
        gone = self.sharing.files_for(
            self.closures.of(name).closure, self.request.kept.get(name, frozenset())
        )
        imported = self.sharing.imported(extraction, code.texts, gone)
        wanted = project_input(self, name, extraction, code.files, code.texts, code.jobs, code.reach)
        wanted = replace(
            wanted,
            files={path: text for path, text in wanted.files.items() if path not in imported.shared},
            shared=self.sharing.package if gone else None,
            shared_files=imported.shared,
        )
        made = project(wanted)
        everything = {**made.files, **imported.texts}
        for asset in code.files.assets:
            everything.setdefault(self.below(asset), self.code.content(asset))
        return replace(
            extraction, moved=imported.moved, tsconfig=made.config, files=tuple(sorted(everything.items()))
        )

    def _start(self, found: dict[str, Extraction]) -> None:
        """Refuse what would compile and then stop at its start: a class that would not get what it asks for."""
        known = names_of(unmet_dependencies(self.code.backend))
        for name, each in found.items():
            if each.files:
                unmet = tuple(unmet_in_service(name, dict(each.files), known))
                found[name] = replace(each, refusals=unmet, files=()) if unmet else each

    def slices(self) -> tuple[Extraction, ...]:
        """Return the services as slices of the one source tree."""
        return tuple(self._slice(name) for name in self.request.services)

    def _slice(self, name: str) -> Extraction:
        around = Surroundings(self.code, self.facts, self.placement, name, in_process=True)
        closure = closure_of(around)
        modules = tuple(sorted(each.name for each in self.code.modules if around.is_own_module(each.place)))
        if not modules:
            return Extraction(
                name, (), refusals=(f"{name} has no module of the code: there is nothing to slice.",)
            )
        own = [job for job in self.facts.jobs if around.home(job.module) == name]
        others = [job for job in self.facts.jobs if around.home(job.module) not in ("", name)]
        wiring = Wiring({}, [], jobs_of(closure, own), [], {}, jobs_of(closure, others))
        made, files = slice_files(closure, wiring, tsconfig_of(self.code))
        folder = f"{around.slice_folder}/"
        return Extraction(
            name,
            modules,
            moved=tuple(
                MovedFile(each.path.removeprefix(folder), each.origin, self._edits(each.origin, each.edits))
                for each in made
            ),
            jobs=tuple(f"{place.name}.{method}" for place, method in wiring.jobs),
            notes=tuple(self._notes(self.code.entries)),
            files=tuple((path.removeprefix(folder), data) for path, data in sorted(files.items())),
        )

    def _base(self) -> str:
        """Return the folder that a service's folder mirrors: that of package.json, or one that holds all of the code."""
        folder = self.code.folder
        while folder and any(not file.startswith(f"{folder}/") for file in self.code.backend.files):
            folder = posixpath.dirname(folder)
        return folder

    def below(self, path: str) -> str:
        """Return a path of the monolith as seen from a service's folder."""
        return path[len(self.base) + 1 :] if self.base else path

    # What is hidden ------------------------------------------------------------------------------------

    def _hide(self) -> None:
        """Leave out of the read models what the published views leave out."""
        from woosh_split.pipeline.hidden_columns import hidden_columns

        reach = reach_of(self.names, self.closures)
        self.closures.hidden, self.asked = hidden_columns(
            self.facts, self.split, self.request.split_path, self.code.tree.root, reach
        )
        for name in self.names:
            if self.closures.hidden.get(name):
                self.closures.forget(name)

    # One service ---------------------------------------------------------------------------------------

    def extraction(self, name: str) -> Extraction:
        """Return one service, with its files or with what stands against it."""
        code = self.closures.of(name)
        closure = code.closure
        endpoints = endpoints_of(name, self.names, self.closures)
        reach = reach_of([name], self.closures)[name]
        modules = tuple(
            sorted(each.name for each in self.code.modules if closure.around.is_own_module(each.place))
        )
        broken = tuple(broken_transactions(closure))
        refused = [
            *(each.told(self.split.named_call(name, each.subject)) for each in code.refusals), *self.asked.get(name, ()), *self.api.refusals(name),
            *sent_transactions(name, self.crossings, self.split), *unheard(closure),
            *broken, *unjoined_calls(name, self.crossings, self.split, broken), *asked_secrets(closure),
            *ambiguous_endpoints(name, endpoints), *shared_files(closure),
        ]  # fmt: skip
        if not modules:
            refused.append(f"{name} has no module of the code: there is nothing to extract.")
        calls = tuple(
            RemoteMethod(closure.around.owner_of(place), place.name, method, code.callers_of(place, method))
            for place, methods in code.methods.items()
            for method in sorted(methods)
        )  # fmt: skip
        answered = tuple(
            Endpoint(place.name, method, tuple(sorted(callers)))
            for place, methods in sorted(endpoints.items())
            for method, callers in sorted(methods.items())
        )
        written = tuple(foreign_writes(name, self.crossings, self.split))
        along = tuple(borrowed_writes(name, reach, self.placement, self.split))
        result = Extraction(
            name, modules, calls=(*calls, *self.api.calls(name)), endpoints=(*answered, *self.api.endpoints(name)), writes=(
                *(each for each in written if not any(each != one and each.policy == one.policy and each.within(one) for one in along)),
                *(each for each in along if not any(each.within(one) for one in written)),
            ),
            clusters=tuple(clusters(name, self.facts, self.placement)), borrowed=tuple(sorted(self.closures.borrowed(name))),
            refusals=tuple(dict.fromkeys(refused)),
        )  # fmt: skip
        if refused:
            return replace(result, notes=tuple(self._before(self._looked(name), reach)))
        try:
            return self._written(name, result, endpoints, reach)
        except InputError as error:
            return replace(result, refusals=(str(error),))

    def _written(
        self,
        name: str,
        result: Extraction,
        endpoints: Mapping[Place, Mapping[str, set[str]]],
        reach: Sequence[Access],
    ) -> Extraction:
        closure = self.closures.of(name).closure
        own_jobs = [job for job in self.facts.jobs if closure.around.home(job.module) == name]
        jobs = jobs_of(closure, own_jobs)
        wiring = Wiring(
            {place: sorted(methods) for place, methods in sorted(endpoints.items())},
            self._read_only(name, reach), jobs, self._travelling(name), self._tokens(endpoints),
            remote_rows=[(each.entity, each.owner, each.operations) for each in self.api.of(name)],
            owned_rows=[(entity, tuple(found)) for entity, found in self.api.owned(name).items()],
            sessions=sessions_of(closure, self.facts, self.placement),
        )  # fmt: skip
        files = service_files(closure, wiring)
        texts = self._texts(files)
        self.written[name] = Code(files, texts, own_jobs, reach)
        looked = self._looked(name)
        entries = closure.around.code.entries
        ports = other_uses_of_port(closure.around.code, closure.moved, entries)
        notes = [*self._notes(entries), *ports, *self._before(looked, reach)]
        made = project(project_input(self, name, result, files, texts, own_jobs, reach))
        notes += [f"{each.subject}: {each.text}" for each in made.notes]
        everything = {**made.files, **texts}
        for asset in files.assets:
            everything.setdefault(self.below(asset), self.code.content(asset))
        hidden = self.closures.hidden.get(name, {})
        routes = routes_with(looked, reach, hidden)
        present = {place.name for place in closure.around.providers if place.file in closure.moved}
        return replace(
            result,
            borrowed=tuple(each for each in result.borrowed if each in present),
            moved=tuple(
                MovedFile(self.below(each.path), each.origin, self._edits(each.origin, each.edits))
                for each in files.moved
            ),
            stand_ins=self._stand_ins(closure.around, files),
            jobs=tuple(f"{place.name}.{method}" for place, method in jobs),
            hidden=tuple(
                HiddenField(table, column, routes.get(table, ()))
                for table, columns in sorted(hidden.items())
                for column in sorted(columns)
            ),
            notes=tuple(dict.fromkeys(notes)),
            tsconfig=made.config,
            files=tuple(sorted(everything.items())),
        )

    def _read_only(self, name: str, reach: Sequence[Access]) -> list[Place]:
        """Return the entities of other owners that the service has and does not write: a guard holds them to that."""
        closure = self.closures.of(name).closure
        around = closure.around
        by_owner = self.api.tables(name)
        written_tables = {
            each.table
            for each in reach
            if each.mode == WRITE and not (each.table in by_owner and around.home(each.module) == name)
        }
        return [
            place
            for place, entity in around.entities.items()
            if closure.has(place)
            and not around.owns_entity(entity)
            and entity.table not in written_tables
            and not self.code.is_schema(place)
        ]

    def _stand_ins(self, around: Surroundings, files: ServiceFiles) -> tuple[StandIn, ...]:
        return tuple(
            StandIn(
                self.below(each.path), each.origin,
                "augmentation" if each.path == augmentation_path(around, each.origin)
                else around.role(Place(each.origin, "")).value,
                around.owner_of_file(each.origin) if each.origin not in around.entity_files
                else around.owner_of(around.entity_files[each.origin][0].place),
            ) for each in files.stand_ins
        )  # fmt: skip

    def _edits(self, origin: str, edits: Iterable[Edit]) -> tuple[FileEdit, ...]:
        content = self.code.content(origin)
        return tuple(FileEdit(content.count(b"\n", 0, each.start) + 1, each.reason) for each in edits)

    def _texts(self, files: ServiceFiles) -> dict[str, bytes]:
        found = {self.below(each.path): each.content for each in (*files.moved, *files.stand_ins)}
        found |= {self.below(path): data for path, data in files.generated}
        return found

    def _travelling(self, name: str) -> list[Place]:
        """Return the classes whose instances cross the wire at either end, where the service has them."""
        closure = self.closures.of(name).closure
        found: set[Place] = {each for each in self.api.travelling(name) if closure.has(each)}
        for other in self.names:
            remotes = self.closures.of(other).closure.remotes
            for remote in remotes.values():
                owners = {self.closures.of(other).closure.around.owner_of_file(remote.file)}
                if other != name and name not in owners:
                    continue
                for each in remote.travelling:
                    place = self.code.declared(each.file, each.imported) if each.imported else None
                    if place is not None and closure.has(place):
                        found.add(place)
        return sorted(found)

    def _tokens(self, endpoints: Iterable[Place]) -> dict[Place, str | Place]:
        """Return by what the owner asks for providers that their own class does not stand for: texts, constants, classes."""
        found: dict[Place, str | Place] = {}
        for place in endpoints:
            held = [each for module in self.code.modules for each in module.providers if each.target == place]
            if held and not any(each.kind == "class" or each.token == place.name for each in held):
                found[place] = held[0].symbol or held[0].token
        return found

    def _notes(self, entries: Sequence[str]) -> Iterator[str]:
        for entry in entries:
            yield from entry_notes(entry, self.code.content(entry), ports_of(self.code, entry))

    def _looked(self, name: str) -> Looked:
        closure = self.closures.of(name).closure
        closures = {other: self.closures.of(other).closure for other in self.names}
        holders: dict[str, list[str]] = {}
        for other, held in closures.items():
            for file in held.moved:
                holders.setdefault(file, []).append(other)
        jobs = jobs_of(closure, [job for job in self.facts.jobs if job.file in closure.moved])
        gated = frozenset(f"{place.name}.{method}" for place, method in jobs)
        return Looked(name, closure, self.facts, holders, gated, copies_of(closures, self.facts))

    def _before(self, looked: Looked, reach: Sequence[Access]) -> Iterator[str]:
        """Yield what a person should know before the service is taken out."""
        yield from notes_of(looked, self._called(), reach)

    def _called(self) -> Mapping[tuple[str, str], str]:
        """(caller, owner) -> the methods called between the two."""
        edges: dict[tuple[str, str], set[str]] = {}
        for caller in self.names:
            code = self.closures.of(caller)
            for place, methods in code.methods.items():
                called = {f"{place.name}.{method}" for method in methods}
                edges.setdefault((caller, code.closure.around.owner_of(place)), set()).update(called)
            for rows in self.api.calls(caller):
                edges.setdefault((caller, rows.owner), set()).add(f"{rows.provider}.{rows.method}")
        return {edge: ", ".join(sorted(methods)) for edge, methods in edges.items() if methods}
