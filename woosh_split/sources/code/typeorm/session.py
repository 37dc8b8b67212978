"""What every TypeORM value needs at hand: the entities, the schema's effects, and where findings go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace

from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.entity_schema import is_schema, schema_options
from woosh_split.sources.code.typeorm.recorder import OpenTransaction, Recorder, Touch
from woosh_split.sources.code.typeorm.registry import EntityRegistry
from woosh_split.sources.code.typescript.keyed import Keyed
from woosh_split.sources.code.typescript.parameters import Parameter, mark_used
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.scope import ENTITY, Frame, Origin
from woosh_split.sources.code.typescript.values import Instance, Items, each_value, known_text
from woosh_split.sql.effects import SchemaEffects


@dataclass(eq=False, slots=True)
class Session:
    """The database as the code sees it."""

    entities: EntityRegistry
    effects: SchemaEffects
    recorder: Recorder
    dialect: str = "mysql"
    keyed: Keyed = field(default_factory=Keyed)
    files_named: Callable[[str], tuple[str, ...]] = lambda _name: ()
    """What stands in the files of SQL that a name means which is handed around."""
    stores: set[str] = field(default_factory=set)
    """Packages that keep sessions in a table, of which the table was found."""

    def entities_of(self, value: Value) -> list[Entity]:
        """Return the entities that a value (a class, an instance, a name) may mean."""
        found = []
        for each in each_value(value):
            entity: Entity | None = None
            if isinstance(each, ClassValue | Instance):
                entity = self.entities.of(each.decl)
            elif is_schema(each):
                entity = self._of_schema(each)
            elif isinstance(each, Parameter):
                found.extend(self._possible(each))
            elif isinstance(each, Items):
                found.extend(self.entities_of(each.element()))
            else:
                name = known_text(each)
                entity = self.entities.named(name) if name else None
            if entity is not None:
                found.append(entity)
        if not found:
            mark_used(value)
        return found

    def _possible(self, parameter: Parameter) -> list[Entity]:
        """Return the entities that a parameter's type names, none where it names anything else too."""
        mark_used(parameter)
        names = [known_text(each) for each in each_value(parameter.texts)]
        found = [self.entities.named(name) for name in names if name]
        return [each for each in found if each is not None] if None not in found else []

    def _of_schema(self, value: Value) -> Entity | None:
        options = schema_options(value)
        target = options.fields.get("target", UNKNOWN) if options is not None else UNKNOWN
        if isinstance(target, ClassValue):
            return self.entities.of(target.decl)
        name = known_text(options.fields.get("name", UNKNOWN)) if options is not None else None
        return self.entities.named(name) if name else None

    def charged(self, frame: Frame, line: int, table: str, via: str) -> tuple[Frame, int]:
        """Return who is charged for a touch, and the line: another module that handed in the entity, if one did.

        What is read or written beside the one entity that was handed in (a relation of it) is charged to the same.
        """
        named = {key[1:]: origin for key, origin in frame.handed if key.startswith(ENTITY)}
        if not named or frame.wrapper is not None:
            return frame, line
        origin = named.get(table)
        if origin is None and via in ("relation", "query-builder") and len(set(named.values())) == 1:
            origin = next(iter(named.values()))
        if origin is None or origin.module == frame.module:
            return frame, line
        self.recorder.settled(frame, line)
        wrapper = Origin(frame.module, frame.function, frame.file, line)
        place = Frame(
            origin.module, origin.function, origin.file, origin.line, frame.ambient, held=frame.held, wrapper=wrapper,
            spot=origin.spot,
        )  # fmt: skip
        return place, origin.line

    def touch(
        self,
        frame: Frame,
        line: int,
        table: str,
        mode: str,
        operation: str,
        via: str,
        transaction: OpenTransaction | None,
        *,
        lock: bool = False,
        columns: tuple[str, ...] | None = None,
        joined_with: tuple[str, ...] = (),
        extra_events: tuple[tuple[str, str], ...] = (),
        understood: bool = True,
    ) -> None:
        """Record that a function touches a table, and that the call was understood, if it was as a whole."""
        around = frame.ambient
        if transaction is not None and transaction.kept:
            around = frame.held.get(transaction.runner, around)
            transaction = None
        touch = Touch(
            frame.module, table, mode, via, frame.function, frame.file, line, operation, lock, columns,
            joined_with, extra_events,
        )  # fmt: skip
        if frame.handed and touch not in self.recorder.touches:  # else the function names the table itself
            frame, line = self.charged(frame, line, table, via)
            touch = replace(touch, module=frame.module, function=frame.function, file=frame.file, line=line)
        self.recorder.touch(touch, transaction, around if isinstance(around, OpenTransaction) else None)
        if frame.wrapper is not None:
            own = frame.wrapper
            self.recorder.wrapped[touch] = replace(
                touch, module=own.module, function=own.function, file=own.file, line=own.line
            )
        if understood:
            self.recorder.resolved(frame, line)
