"""Abstract interpretation of summaries: what reaches a call, as far as reading can tell.

Every function is read once with nothing known about its parameters, and again for each caller that hands in
something that matters (a manager, a callback, a piece of SQL). Branches are all taken, loops are run once (one over
written classes once for each), and a string that is built in steps is followed with all its optional parts.
"""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.model.code import TOP_LEVEL
from woosh_split.sources.code.typescript import functions_held
from woosh_split.sources.code.typescript.added import Added
from woosh_split.sources.code.typescript.arrays import array_method, elements, flattened, listed
from woosh_split.sources.code.typescript.calls import Calls
from woosh_split.sources.code.typescript.choices import unless_undefined
from woosh_split.sources.code.typescript.deciding import answer, branch
from woosh_split.sources.code.typescript.evaluation import EVALUATORS
from woosh_split.sources.code.typescript.filled import fillings
from woosh_split.sources.code.typescript.instances import Instances
from woosh_split.sources.code.typescript.keyed import Keyed
from woosh_split.sources.code.typescript.language import undeclared
from woosh_split.sources.code.typescript.parameters import Member, Parameter
from woosh_split.sources.code.typescript.program import (
    AliasDecl,
    ClassDecl,
    ConstantDecl,
    Declaration,
    EnumDecl,
    External,
    FunctionDecl,
    NamespaceDecl,
    Program,
)
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    Closure,
    EnumValue,
    ExternalValue,
    FunctionValue,
    NamespaceValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.rounds import rounds
from woosh_split.sources.code.typescript.running import Running
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.summary import Expr, Pattern, Stmt
from woosh_split.sources.code.typescript.texts import text_method
from woosh_split.sources.code.typescript.trail import LATER, Change, Trail
from woosh_split.sources.code.typescript.typevalues import TypeValues
from woosh_split.sources.code.typescript.values import (
    Instance,
    Items,
    Literal,
    Record,
    Text,
    each_value,
    held_in,
    is_nothing,
    join_values,
    known_text,
)
from woosh_split.sources.code.typescript.world import World


class Interpreter:
    """Reads functions; :class:`World` gives foreign names their meaning."""

    def __init__(self, program: Program, world: World, trail: Trail | None = None) -> None:
        self.program = program
        self.world = world
        self.trail = Trail() if trail is None else trail
        self.types = TypeValues(self)
        self.instances = Instances(self)
        self.running = Running(self)
        self.calls = Calls(self, self.running)
        self.keyed = Keyed()
        self.added = Added(self)
        self.depth = 0
        self.composing = 0
        """How many decorators of our own are being put together: all that they are handed is known there."""
        self.filling = False
        """Whether a map of statements is looked for whoever fills it."""
        self.made: list[functions_held.Made] = []
        self._constants: dict[tuple[str, str], Value] = {}
        self._outer: dict[str, Scope] = {}
        self._fillings: dict[str, dict[str, tuple[Stmt, ...]]] = {}
        self.outer_names: dict[tuple[str, str], Value] = {}
        self.texts: dict[str, Text] = {}

    def forget(self) -> None:
        """Let go of all that was found out: it hangs together in circles, which nobody looks for."""
        self.calls.forget()
        self.instances.forget()
        for table in (self._constants, self._outer, self._fillings, self.outer_names, self.texts):
            table.clear()

    # What values ask for -------------------------------------------------------------------------------

    def instance_member(self, instance: Instance, name: str) -> Value:
        """Return a member of an instance."""
        return self.instances.member(instance, name)

    def static_member(self, decl: ClassDecl, name: str) -> Value:
        """Return a static member of a class."""
        return self.instances.static_member(decl, name)

    def call_method(self, instance: Instance, name: str, call: Call) -> Value:
        """Call a method of an instance."""
        return self.calls.method(instance, name, call)

    def call_static(self, decl: ClassDecl, name: str, call: Call) -> Value:
        """Call a static method."""
        return self.calls.static(decl, name, call)

    def call_function(self, decl: FunctionDecl, call: Call) -> Value:
        """Call a free function."""
        return self.calls.function(decl, call)

    def array_method(self, items: Items, name: str, call: Call) -> Value:
        """Call a method of an array."""
        return array_method(items, name, call, self)

    def text_method(self, text: Text, name: str, call: Call) -> Value:
        """Call a method of a text."""
        return text_method(text, name, call, self)

    def rounds(self, iterable: Value, scope: Scope) -> Sequence[Value]:
        """Return what a loop goes through."""
        return rounds(iterable, scope.frame)

    def run_closure(self, closure: Closure, args: list[Value]) -> Value:
        """Run a function expression."""
        return self.running.closure(closure, args)

    def asking(self) -> Call:
        """Return the call of a getter that the function makes which is being run; where in it is not known."""
        frame = self.running.frames[-1] if self.running.frames else Frame("", "", "", 0)
        return Call([], (), frame.line, (), Scope(frame.file, frame))

    def run_callbacks(self, call: Call, args: list[Value] | None = None) -> list[Value]:
        """Run what a call was handed as callbacks, with ``args`` or with nothing known."""
        if call.callee is not None and call.callee[2] in LATER:
            with self.trail.apart(later=True):
                return self.running.callbacks(call, args or [])
        return self.running.callbacks(call, args or [])

    def unknown_call(self, receiver: Value, name: str, call: Call) -> Value:
        """Call a method of something unknown; its ``map`` and ``reduce`` give what the callback makes of it.

        Of texts that is where all of them are wholly known.
        """
        if name in ("reduce", "reduceRight") and len(call.args) > 1:
            return Items([], True).invoke(name, call, self)
        made = self.run_callbacks(call)
        given = self.world.unknown_call(receiver, name, call, self)
        if given is UNKNOWN and name in ("map", "flatMap"):
            rows = [row for each in made for row in each_value(each)]
            if not all(isinstance(row, Text) and known_text(row) is not None for row in rows):
                rows = [row for row in rows if isinstance(row, Instance | Items | Record)]
            return Items(flattened(rows) if name == "flatMap" else rows, True) if rows else UNKNOWN
        return given

    def run_with(self, function: Value, args: list[Value], module: str) -> Value:
        """Call a function on behalf of a module, from no place in the code."""
        frame = Frame(module, TOP_LEVEL, "", 0)
        with self.trail.apart():
            return function.apply(Call(args, (), 0, (), Scope("", frame)), self)

    # Names ---------------------------------------------------------------------------------------------

    def outer_scope(self, file: str) -> Scope:
        """Return the scope of a file's top level."""
        if file not in self._outer:
            frame = Frame(self.world.file_module(file), TOP_LEVEL, file, 1)
            self._outer[file] = Scope(file, frame)
        return self._outer[file]

    def constant(self, file: str, expression: Expr, space: str = "") -> Value:
        """Return the value of an expression at the top level of a file, or of a namespace in it."""
        scope = self.outer_scope(file)
        if space:
            scope = scope.child()
            scope.space = space
        with self.trail.apart():
            return self.evaluate(expression, scope)

    def declared(self, decl: Declaration | None) -> Value:
        """Return a declaration as a value."""
        if isinstance(decl, ClassDecl):
            return ClassValue(decl)
        if isinstance(decl, FunctionDecl):
            return FunctionValue(decl)
        if isinstance(decl, ConstantDecl):
            return self._constant_value(decl)
        if isinstance(decl, EnumDecl):
            return EnumValue(decl)
        if isinstance(decl, External) and decl.json is not None:
            return self._constant_value(ConstantDecl(decl.json.path, decl.name, decl.json.value, None, 1))
        if isinstance(decl, External):
            return ExternalValue(decl)
        if isinstance(decl, NamespaceDecl):
            return NamespaceValue(decl)
        if isinstance(decl, AliasDecl):
            return UNKNOWN
        return UNKNOWN

    def _constant_value(self, decl: ConstantDecl) -> Value:
        key = (decl.file, decl.name)
        if key not in self._constants:
            self._constants[key] = UNKNOWN
            space = decl.name.rpartition(".")[0]
            value = self.constant(decl.file, decl.value, space) if decl.value is not None else UNKNOWN
            if decl.type is not None and is_nothing(value):
                value = self.types.value(decl.type, decl.file, {})
            elif decl.type is not None:
                value = self.types.filled(value, decl.type, decl.file, {})
            self._constants[key] = value
            steps = self.fillings(decl.file).get(decl.name)
            if steps:
                self._constants[key] = self._filled(decl, value, steps)
            self.made += functions_held.declare(decl, self._constants[key], self)
        return self._constants[key]

    def fillings(self, file: str) -> dict[str, tuple[Stmt, ...]]:
        """Return the statements outside of every function that change what the file's constants hold."""
        if file not in self._fillings:
            summary = self.program.summary(file)
            self._fillings[file] = fillings(summary.statements, summary.constants) if summary else {}
        return self._fillings[file]

    def filled_already(self, name: str, scope: Scope) -> bool:
        """Tell whether a name is a constant of the file, which holds by now what the code outside of functions adds."""
        outside = scope.frame.function in ("", TOP_LEVEL)
        return outside and scope.find(name) is None and name in self.fillings(scope.file)

    def _filled(self, decl: ConstantDecl, value: Value, steps: tuple[Stmt, ...]) -> Value:
        scope = self.outer_scope(decl.file).child()
        scope.names[decl.name] = value
        with self.trail.apart():
            self.run(steps, scope, [])
        return scope.names[decl.name]

    def name(self, name: str, scope: Scope) -> Value:
        """Return what a name is worth."""
        found = scope.find(name)
        if found is not None:
            return found
        if scope.space and (near := self._in_namespace(name, scope)) is not None:
            return near
        key = (scope.file, name)
        found = self.outer_names.get(key)
        if found is None:
            decl = self.program.lookup(scope.file, name)
            if decl is None:
                found = undeclared(name, scope.file)
            else:
                found = self.declared(decl)
            if not isinstance(decl, ConstantDecl):  # that one may be in the middle of being read
                self.outer_names[key] = found
        return found

    def _in_namespace(self, name: str, scope: Scope) -> Value | None:
        """Return what a name is worth in the namespaces that the code stands in, the innermost first."""
        space = scope.space
        while space:
            decl = self.program.lookup(scope.file, f"{space}.{name}")
            if decl is not None:
                return self.declared(decl)
            space = space.rpartition(".")[0]
        return None

    # Statements ----------------------------------------------------------------------------------------

    def run(
        self, statements: tuple[Stmt, ...], scope: Scope, returns: list[Value], before: Change | None = None
    ) -> bool:
        """Run statements in order; what they return is added to ``returns``. Return whether the function is surely left.

        ``before`` is what was open in front of a branch: where the branch leaves the function, others go on with it.
        """
        for statement in statements:
            if statement[0] == "def":
                scope.names[statement[1].name] = Closure(statement[1], scope)
        left = False
        for statement in statements:
            kind = statement[0]
            if kind == "let":
                self._let(statement, scope)
            elif kind == "exp":
                self.evaluate(statement[1], scope)
            elif kind == "ret":
                given = self.evaluate(statement[1], scope)
                if given is UNKNOWN and self.composing:
                    given = answer(self, statement[1], scope)
                returns.append(unless_undefined(statement[1], given))
                left = True
                if before is not None:
                    self.trail.back_to(before)
            elif kind == "blk":
                chosen = branch(self, statement, scope) if self.composing else None
                if chosen is not None:
                    if self.run(chosen, scope.child(), returns, self.trail.state):
                        return True
                    continue
                if statement[1] and statement[1][0][0] == "for":
                    self._loop(statement[1], scope, returns)
                else:
                    self.run(statement[1], scope.child(weak=True), returns, self.trail.state)
            elif kind == "end" and before is not None:
                self.trail.back_to(before)
            elif kind == "yld":
                value = self.evaluate(statement[1], scope)
                returns.append(value if statement[2] else Items([value], True))
        return left or (bool(statements) and statements[-1][0] == "end")

    def _loop(self, statements: tuple[Stmt, ...], scope: Scope, returns: list[Value]) -> None:
        """Run a loop, whose head comes first, once for each thing that it tells apart."""
        before = self.trail.state
        _, pattern, iterable = statements[0]
        for item in self.rounds(self.evaluate(iterable, scope), scope):
            inner = scope.child(weak=True)
            self.bind(pattern, item, inner)
            self.run(statements[1:], inner, returns, before)

    def _let(self, statement: Stmt, scope: Scope) -> None:
        _, pattern, type_, expression = statement
        value = self.evaluate(expression, scope) if expression is not None else UNKNOWN
        if type_ is not None:
            value = self.types.told(value, type_, scope.file, scope.bindings)
            if value.matters and isinstance(pattern, str):
                scope.declare(pattern, type_)
        self.bind(pattern, value, scope)

    def bind(self, pattern: Pattern, value: Value, scope: Scope) -> None:
        """Give the names of a pattern their values."""
        if isinstance(pattern, str):
            scope.names[pattern] = value
        elif pattern[0] == "dflt":
            self.bind(pattern[1], self._or_default(value, pattern[2], scope), scope)
        elif pattern[0] == "objpat":
            for key, inner in pattern[1]:
                if key is None:
                    self.bind(inner, value, scope)
                else:
                    name = key if isinstance(key, str) else known_text(self.evaluate(key, scope))
                    given = value.get(name, self) if name else UNKNOWN
                    left_out = (
                        given is UNKNOWN and isinstance(value, Record) and not (value.open or value.spread)
                    )
                    if left_out and inner and inner[0] == "dflt":
                        self.bind(inner[1], self.evaluate(inner[2], scope), scope)
                    else:
                        self.bind(inner, Literal(None) if left_out and self.composing else given, scope)
        elif pattern[0] == "arrpat":
            for index, inner in enumerate(pattern[1]):
                if inner and inner[0] == "rest":
                    self.bind(inner[1], Items(listed(value), True), scope)
                else:
                    self.bind(inner, self._row_item(value, index), scope)

    def _or_default(self, value: Value, default: Expr, scope: Scope) -> Value:
        """Return what is given, or what stands for it where nothing is; what only a caller knows may be either.

        An empty list or object says less than that nobody knows what is given.
        """
        if not (is_nothing(value) or isinstance(value, Parameter | Member)):
            return value
        other = self.evaluate(default, scope)
        return value if _says_little(other) else join_values((value, other))

    def _row_item(self, value: Value, index: int) -> Value:
        """Return what stands at a place of a row; of several rows, whatever stands there in any of them."""
        found = [each.get(str(index), self) for each in each_value(value) if isinstance(each, Items)]
        return join_values(found) if found else UNKNOWN

    # Expressions ---------------------------------------------------------------------------------------

    def evaluate(self, expression: Expr, scope: Scope) -> Value:
        """Return what an expression is worth, running the calls in it."""
        return EVALUATORS[expression[0]](self, expression, scope)

    def arguments(self, expressions: tuple[Expr, ...], scope: Scope) -> list[Value]:
        """Return the values of an argument list; a spread array gives its items."""
        values: list[Value] = []
        for each in expressions:
            kind = each[0]
            if kind == "spread":
                values.extend(elements(self.evaluate(each[1], scope)))
            else:
                values.append(EVALUATORS[kind](self, each, scope))
        return values


def _says_little(value: Value) -> bool:
    """Tell an empty list or object, a number and the like."""
    return isinstance(value, Literal) or (isinstance(value, Record | Items) and not held_in(value))
