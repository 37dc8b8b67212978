"""Calls of injected providers: those of other modules, and those of the own module that travel with the routes."""

from __future__ import annotations

from woosh_split.model.code import Call as ProviderCall
from woosh_split.sources.code.nestjs.injection import Wiring
from woosh_split.sources.code.nestjs.passport import passport_name
from woosh_split.sources.code.nestjs.process_bound import kept_by
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.root import Call
from woosh_split.sources.code.typescript.values import Instance

_AROUND_HANDLERS = frozenset({"canActivate", "intercept", "transform", "catch", "use"})
"""What Nest calls around a handler: of guards, interceptors, pipes, filters and middleware."""


class ProviderCalls:
    """The calls that were seen: ``calls`` across modules, ``around`` as in :attr:`Facts.frame_calls`."""

    def __init__(self, wiring: Wiring) -> None:
        self.calls: set[ProviderCall] = set()
        self.around: set[ProviderCall] = set()
        self._wiring = wiring
        self._travels: dict[ClassDecl, bool] = {}

    def note(self, instance: Instance, name: str, call: Call, interpreter: Interpreter) -> None:
        """Note a call of an injected provider by a function."""
        frame, this = call.scope.frame, call.scope.this
        if isinstance(this, Instance) and this.decl is instance.decl:
            return  # what it asks of itself
        own = self._wiring.declares(frame.module, instance.decl)
        owner = frame.module if own else self._wiring.provider_module(frame.module, instance.decl)
        if owner is None:
            return
        around = self._is_around_handlers(call, interpreter)
        if owner == frame.module and (not around or instance.decl.file == frame.file):
            return
        place = (frame.module, owner, instance.decl.name, name, frame.function, frame.file, call.line)
        found = ProviderCall(*place, *kept_by(instance, name, call, interpreter))
        if owner != frame.module:
            self.calls.add(found)
        if around:
            self.around.add(found)

    def _is_around_handlers(self, call: Call, interpreter: Interpreter) -> bool:
        this, frame = call.scope.this, call.scope.frame
        if isinstance(this, Instance):
            decl: object = this.decl
        else:
            decl = interpreter.program.lookup(frame.file, frame.function.partition(".")[0])
        if not isinstance(decl, ClassDecl):
            return False
        if decl not in self._travels:
            levels = [level.decl for level in interpreter.instances.chain(decl).levels]
            self._travels[decl] = any(
                passport_name(level, interpreter.program) is not None
                or any(each.function.name in _AROUND_HANDLERS for each in level.node.methods)
                for level in levels
            )
        return self._travels[decl]
