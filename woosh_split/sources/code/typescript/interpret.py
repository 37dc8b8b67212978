"""Abstract interpretation of summaries: what reaches a call, as far as reading can tell.

Every function is read once with nothing known about its parameters, and again for each caller that hands in
something that matters (a manager, a callback, a piece of SQL). Branches are all taken, loops are run once, and
a string that is built in steps is followed with all its optional parts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from woosh_split.sources.code.typescript.arithmetic import calculate
from woosh_split.sources.code.typescript.calls import Calls
from woosh_split.sources.code.typescript.instances import Instances
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
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.summary import Expr, Function, Pattern, Stmt, Type
from woosh_split.sources.code.typescript.trail import LATER, Change, Trail
from woosh_split.sources.code.typescript.typevalues import TypeValues
from woosh_split.sources.code.typescript.values import (
    UNKNOWN,
    Call,
    Instance,
    Items,
    Literal,
    Record,
    Text,
    Value,
    elements,
    join_values,
    known_text,
    text_parts,
)
from woosh_split.sources.code.typescript.world import World

GLOBALS = frozenset(
    {
        "Promise", "Object", "Array", "String", "Number", "JSON", "Symbol", "setInterval", "setTimeout",
        "setImmediate", "process", "console", "Map", "Set", "WeakMap", "Reflect", "Date", "Math", "Boolean",
        "queueMicrotask", "require", "import", "parseInt", "fetch", "Buffer", "URL", "Error", "structuredClone",
    }
)  # fmt: skip
MAX_DEPTH = 240
"""How many calls may be nested, those that stand in the arguments of others included."""
TOP_LEVEL = "(top level)"
"""The function that code outside of every function is charged to."""


class Interpreter:
    """Reads functions; :class:`World` gives foreign names their meaning."""

    def __init__(self, program: Program, world: World, trail: Trail | None = None) -> None:
        self.program = program
        self.world = world
        self.trail = Trail() if trail is None else trail
        self.types = TypeValues(self)
        self.instances = Instances(self)
        self.calls = Calls(self)
        self.depth = 0
        self._constants: dict[tuple[str, str], Value] = {}
        self._outer: dict[str, Scope] = {}
        self._outer_names: dict[tuple[str, str], Value] = {}
        self._texts: dict[str, Text] = {}

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

    def run_closure(self, closure: Closure, args: list[Value]) -> Value:
        """Run a function expression."""
        return self.calls.closure(closure, args)

    def run_callbacks(
        self, call: Call, args: list[Value] | None = None, *, skip: bool = False
    ) -> list[Value]:
        """Run what a call was handed as callbacks, with ``args`` or with nothing known."""
        if skip:
            return []
        if call.callee is not None and call.callee[2] in LATER:
            with self.trail.apart(later=True):
                return self.calls.callbacks(call, args or [])
        return self.calls.callbacks(call, args or [])

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

    def constant(self, file: str, expression: Expr) -> Value:
        """Return the value of an expression at the top level of a file."""
        with self.trail.apart():
            return self.evaluate(expression, self.outer_scope(file))

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
            value = self.constant(decl.file, decl.value) if decl.value is not None else UNKNOWN
            if value is UNKNOWN and decl.type is not None:
                value = self.types.value(decl.type, decl.file, {})
            self._constants[key] = value
        return self._constants[key]

    def name(self, name: str, scope: Scope) -> Value:
        """Return what a name is worth."""
        found = scope.find(name)
        if found is not None:
            return found
        key = (scope.file, name)
        found = self._outer_names.get(key)
        if found is None:
            decl = self.program.lookup(scope.file, name)
            if decl is None:
                found = ExternalValue(External("", name)) if name in GLOBALS else UNKNOWN
            else:
                found = self.declared(decl)
            if not isinstance(decl, ConstantDecl):  # that one may be in the middle of being read
                self._outer_names[key] = found
        return found

    # Statements ----------------------------------------------------------------------------------------

    def run(
        self, statements: tuple[Stmt, ...], scope: Scope, returns: list[Value], before: Change | None = None
    ) -> None:
        """Run statements in order; what they return is added to ``returns``.

        ``before`` is what was open in front of a branch: where the branch leaves the function, others go on with it.
        """
        for statement in statements:
            if statement[0] == "def":
                scope.names[statement[1].name] = Closure(statement[1], scope)
        for statement in statements:
            kind = statement[0]
            if kind == "let":
                self._let(statement, scope)
            elif kind == "exp":
                self.evaluate(statement[1], scope)
            elif kind == "ret":
                returns.append(self.evaluate(statement[1], scope))
                if before is not None:
                    self.trail.back_to(before)
            elif kind == "blk":
                self.run(statement[1], scope.child(weak=True), returns, self.trail.state)
            elif kind == "end" and before is not None:
                self.trail.back_to(before)
            elif kind == "for":
                iterable = self.evaluate(statement[2], scope)
                self.bind(statement[1], iterable.element() if isinstance(iterable, Items) else UNKNOWN, scope)

    def _let(self, statement: Stmt, scope: Scope) -> None:
        _, pattern, type_, expression = statement
        value = self.evaluate(expression, scope) if expression is not None else UNKNOWN
        if value is UNKNOWN and type_ is not None:
            value = self.types.value(type_, scope.file, scope.bindings)
        self.bind(pattern, value, scope)

    def bind(self, pattern: Pattern, value: Value, scope: Scope) -> None:
        """Give the names of a pattern their values."""
        if isinstance(pattern, str):
            scope.names[pattern] = value
        elif pattern[0] == "objpat":
            for key, inner in pattern[1]:
                if key is None:
                    self.bind(inner, value, scope)
                else:
                    name = key if isinstance(key, str) else known_text(self.evaluate(key, scope))
                    self.bind(inner, value.get(name, self) if name else UNKNOWN, scope)
        elif pattern[0] == "arrpat":
            for index, inner in enumerate(pattern[1]):
                item = value.get(str(index), self) if isinstance(value, Items) else UNKNOWN
                self.bind(inner, item, scope)

    # Expressions ---------------------------------------------------------------------------------------

    def evaluate(self, expression: Expr, scope: Scope) -> Value:
        """Return what an expression is worth, running the calls in it."""
        return _EVALUATORS[expression[0]](self, expression, scope)

    def _any(self, expression: Expr, scope: Scope) -> Value:
        for part in expression[1]:
            self.evaluate(part, scope)
        return UNKNOWN

    def _id(self, expression: Expr, scope: Scope) -> Value:
        name = expression[1]
        where: Scope | None = scope
        while where is not None:  # `Scope.find` without the call: half of all expressions come here
            if name in where.names:
                return where.names[name]
            where = where.parent
        found = self._outer_names.get((scope.file, name))
        return found if found is not None else self.name(name, scope)

    def _this(self, expression: Expr, scope: Scope) -> Value:
        return scope.this

    def _text(self, expression: Expr, scope: Scope) -> Value:
        found = self._texts.get(expression[1])
        if found is None:
            found = self._texts[expression[1]] = Text((expression[1],))
        return found

    def _literal(self, expression: Expr, scope: Scope) -> Value:
        return Literal(expression[1])

    def _member(self, expression: Expr, scope: Scope) -> Value:
        if expression[1][0] == "super":
            return self.instances.super_member(scope, expression[2])
        if expression[1][0] == "this" and scope.frame.constructing is not None:
            held = scope.frame.constructing.get(expression[2])
            if held is not None:
                return held
        return self.evaluate(expression[1], scope).get(expression[2], self)

    def _index(self, expression: Expr, scope: Scope) -> Value:
        owner, index = self.evaluate(expression[1], scope), self.evaluate(expression[2], scope)
        name = known_text(index)
        if name is not None:
            return owner.get(name, self)
        if isinstance(owner, Items):
            return owner.element()
        if isinstance(owner, Record) and not owner.open:
            return join_values(list(owner.fields.values()))
        return UNKNOWN

    def _call(self, expression: Expr, scope: Scope) -> Value:
        _, callee, arguments, line, types = expression
        if self.depth > MAX_DEPTH:
            self.world.too_deep(scope.frame, line)
            return UNKNOWN
        self.depth += 1
        try:
            if callee[0] == "mem" and callee[1][0] != "super":
                return self._method_call(callee, arguments, line, types, scope)
            args = self.arguments(arguments, scope)
            call = Call(args, arguments, line, types, scope)
            if callee[0] == "super":
                return self.instances.super_constructor(call)
            if callee[0] == "mem":
                return self.calls.super_method(scope, callee[2], call)
            return self.evaluate(callee, scope).apply(call, self)
        finally:
            self.depth -= 1

    def _method_call(
        self, callee: Expr, arguments: tuple[Expr, ...], line: int, types: tuple[Type, ...], scope: Scope
    ) -> Value:
        name = callee[2]
        receiver = self.evaluate(callee[1], scope)
        if callee[1][0] == "this" and scope.frame.constructing is not None:
            held = scope.frame.constructing.get(name)
            if held is not None:
                return held.apply(Call(self.arguments(arguments, scope), arguments, line, types, scope), self)
        call = Call(self.arguments(arguments, scope), arguments, line, types, scope, callee)
        if name in ("then", "catch", "finally") and not isinstance(receiver, Record):
            results = self.run_callbacks(call, [receiver] if name == "then" else [])
            return join_values(results) if name == "then" and results else receiver
        return receiver.invoke(name, call, self)

    def arguments(self, expressions: tuple[Expr, ...], scope: Scope) -> list[Value]:
        """Return the values of an argument list; a spread array gives its items."""
        values: list[Value] = []
        for each in expressions:
            kind = each[0]
            if kind == "spread":
                values.extend(elements(self.evaluate(each[1], scope)))
            else:
                values.append(_EVALUATORS[kind](self, each, scope))
        return values

    def _new(self, expression: Expr, scope: Scope) -> Value:
        _, callee, arguments, line, types = expression
        target = self.evaluate(callee, scope)
        call = Call(self.arguments(arguments, scope), arguments, line, types, scope)
        if isinstance(target, ClassValue):
            return self.instances.construct(target.decl, call)
        if isinstance(target, ExternalValue):
            return self.world.construct_external(target.external, call, self)
        self.run_callbacks(call)
        return UNKNOWN

    def _template(self, expression: Expr, scope: Scope) -> Value:
        parts: list[str | Value] = []
        for part in expression[1]:
            parts.extend([part] if isinstance(part, str) else text_parts(self.evaluate(part, scope)))
        return Text(tuple(parts))

    def _tagged(self, expression: Expr, scope: Scope) -> Value:
        _, tag, template, line = expression
        text = self.evaluate(template, scope)
        call = Call([text], (template,), line, (), scope)
        return self.world.tagged(self.evaluate(tag, scope), text, line, call, self)

    def _add(self, expression: Expr, scope: Scope) -> Value:
        left, right = self.evaluate(expression[1], scope), self.evaluate(expression[2], scope)
        if not isinstance(left, Text) and not isinstance(right, Text):
            return calculate("+", left, right)
        return Text(tuple(text_parts(left) + text_parts(right)))

    def _arithmetic(self, expression: Expr, scope: Scope) -> Value:
        left, right = self.evaluate(expression[2], scope), self.evaluate(expression[3], scope)
        return calculate(expression[1], left, right)

    def _array(self, expression: Expr, scope: Scope) -> Value:
        values: list[Value] = []
        open_ = False
        for each in expression[1]:
            if each[0] == "spread":
                spread = self.evaluate(each[1], scope)
                open_ = open_ or not isinstance(spread, Items) or spread.open
                values.extend(elements(spread))
            else:
                values.append(self.evaluate(each, scope))
        return Items(values, open_)

    def _object(self, expression: Expr, scope: Scope) -> Value:
        record = Record({})
        for key, inner in expression[1]:
            value = _EVALUATORS[inner[0]](self, inner, scope)
            if key is None:
                if isinstance(value, Record):
                    record.fields.update(value.fields)
                    record.open = record.open or value.open
                    record.spread.extend(value.spread)
                else:
                    record.open = True
                    record.spread.append(value)
                continue
            name = key if isinstance(key, str) else known_text(self.evaluate(key, scope))
            if name is None:
                record.open = True
            else:
                record.fields[name] = value
        return record

    def _function(self, expression: Expr, scope: Scope) -> Value:
        function: Function = expression[1]
        closure = Closure(function, scope)
        scope.frame.pending.append(closure)
        return closure

    def _class(self, expression: Expr, scope: Scope) -> Value:
        node: Any = expression[1]
        value = ClassValue(ClassDecl(scope.file, node.name or "(anonymous)", node, scope))
        if node.name:
            scope.names[node.name] = value
        return value

    def _conditional(self, expression: Expr, scope: Scope) -> Value:
        self.evaluate(expression[1], scope)
        return join_values((self.evaluate(expression[2], scope), self.evaluate(expression[3], scope)))

    def _or(self, expression: Expr, scope: Scope) -> Value:
        return join_values((self.evaluate(expression[1], scope), self.evaluate(expression[2], scope)))

    def _cast(self, expression: Expr, scope: Scope) -> Value:
        value = self.evaluate(expression[1], scope)
        if value is UNKNOWN:
            return self.types.value(expression[2], scope.file, scope.bindings)
        return value

    def _set(self, expression: Expr, scope: Scope) -> Value:
        _, target, operator, right = expression
        value = self.evaluate(right, scope)
        if operator == "+=":
            old = self.evaluate(target, scope)
            if isinstance(old, Text) or isinstance(value, Text):
                value = Text(tuple(text_parts(old) + text_parts(value)))
                if target[0] == "id":
                    self._append(target[1], value, scope)
                    return value
        if target[0] == "id":
            scope.assign(target[1], value)
        elif target[0] == "mem":
            scope.frame.assigned.add(target[2])
            if target[1][0] == "this":
                value.kept()
            if target[1][0] == "this" and scope.frame.constructing is not None:
                scope.frame.constructing[target[2]] = value
            else:
                owner = self.evaluate(target[1], scope)
                if isinstance(owner, Record):
                    owner.fields[target[2]] = value
        elif target[0] == "idx":
            self.evaluate(target[1], scope)
        return value

    def _append(self, name: str, value: Value, scope: Scope) -> None:
        """Append for sure even inside a branch: the longer text names more tables, never fewer."""
        where: Scope | None = scope
        while where is not None:
            if name in where.names:
                where.names[name] = value
                return
            where = where.parent


Evaluator: TypeAlias = "Callable[[Interpreter, Expr, Scope], Value]"


class _Evaluators(dict[str, Evaluator]):
    """What reads an expression, by its tag; one of a tag that nobody reads is not known."""

    def __missing__(self, tag: str) -> Evaluator:
        return _unread


def _unread(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    return UNKNOWN


_EVALUATORS = _Evaluators(
    {
        "id": Interpreter._id,
        "this": Interpreter._this,
        "mem": Interpreter._member,
        "idx": Interpreter._index,
        "call": Interpreter._call,
        "new": Interpreter._new,
        "str": Interpreter._text,
        "tpl": Interpreter._template,
        "tag": Interpreter._tagged,
        "num": Interpreter._literal,
        "lit": Interpreter._literal,
        "add": Interpreter._add,
        "ari": Interpreter._arithmetic,
        "arr": Interpreter._array,
        "obj": Interpreter._object,
        "fn": Interpreter._function,
        "cls": Interpreter._class,
        "cond": Interpreter._conditional,
        "or": Interpreter._or,
        "as": Interpreter._cast,
        "set": Interpreter._set,
        "any": Interpreter._any,
        "spread": lambda interpreter, expression, scope: interpreter.evaluate(expression[1], scope),
    }
)
