"""From Dart's syntax tree to the small expression tree of ``ir``.

The grammar puts a primary and its selectors side by side in whatever node holds them (``identifier selector
selector``), and reads ``dio.get<T>(url)`` as two comparisons; both are put right here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.choices import conditional, optional_element, switch
from woosh_split.sources.client.flutter.forms import (
    NOTHING,
    PASSED_OVER,
    SELECTORS,
    holds_slash,
    is_written,
    named_line,
    several,
    type_text,
)
from woosh_split.sources.client.flutter.literals import collection, repeated, string
from woosh_split.sources.client.flutter.operations import operation, relational, split_call, unary
from woosh_split.sources.client.flutter.parameters import parameter_list
from woosh_split.sources.client.flutter.records import record

Body = Callable[[Node], tuple[ir.Statement, ...]]


_TORN_OFF = frozenset({"get", "post", "put", "patch", "delete", "head"})
"""Methods of clients that code may take as values, without calling them there."""


class Expressions:
    """Reads the expressions of one file; ``body`` reads the body of a closure."""

    __slots__ = ("_assigned", "_body", "_called_names", "source", "written")

    def __init__(self, source: bytes, body: Body) -> None:
        self.source = source
        self._body = body
        self._called_names: set[str] = set()
        self._assigned: set[str] = set()
        self.written: set[tuple[str, str]] = set()

    def uses(self) -> ir.Uses:
        """Return what was called and assigned since the last time."""
        found = ir.Uses(tuple(sorted(self._called_names)), tuple(sorted(self._assigned)))
        self._called_names.clear()
        self._assigned.clear()
        return found

    def _get(self, target: ir.Expression, name: str) -> ir.Expression:
        if name in _TORN_OFF:
            self._called_names.add(name)
        return ir.Get(target, name)

    def taken(self, value: ir.Expression | None) -> None:
        """Note a function that may be taken as a value there: ``final fetch = api.fetch``."""
        self._called_names.update(ir.functions_in(value))

    def note(self, function: ir.Expression, arguments: tuple[ir.Argument, ...]) -> None:
        """Note who is called, and which of the arguments are written texts."""
        if isinstance(function, ir.Get) and isinstance(function.target, ir.Name):
            self._called_names.add(function.target.name)
        if isinstance(function, ir.Call) or function == ir.Name("this"):
            self._called_names.add("call")  # the object that another call gives: `getIt<Fetch>()('/a')`
        if isinstance(function, ir.Index):
            function = function.target  # `_byVerb['get']!(path)`
        if not isinstance(function, ir.Name | ir.Get):
            return
        self._called_names.add(function.name)
        hands_on = function.name in ("compute", "apply") and len(arguments) > 1
        handed = arguments[0].value if hands_on else None
        if isinstance(handed, ir.Name | ir.Get):
            self._called_names.add(handed.name)
            if is_written(arguments[1].value):
                self.written.add((handed.name, "0"))
        receiver = ir.Argument("this", function.target) if isinstance(function, ir.Get) else None
        if receiver is not None and isinstance(receiver.value, ir.Text):
            arguments = (*arguments, receiver)  # `'orders/all'.load()`: an extension is handed the text
        place = 0
        for argument in arguments:
            if is_written(argument.value):
                self.written.add((function.name, argument.name or str(place)))
            if holds_slash(argument.value):
                self.written.add((function.name, f"{argument.name or place}/"))
            place += not argument.name

    def text(self, node: Node) -> str:
        """Return the node's own text."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def one(self, nodes: Sequence[Node]) -> ir.Expression:
        """Read sibling nodes that together are one expression; unknown company is kept for its effects."""
        found = list(self.all(nodes))
        if len(found) == 1:
            return found[0]
        return several(found)

    def all(self, nodes: Iterable[Node]) -> Iterator[ir.Expression]:
        """Read sibling nodes that hold any number of expressions, each a primary with its selectors."""
        current: ir.Expression | None = None
        line = 0
        for node in nodes:
            kind = node.type
            if kind in SELECTORS:
                current = self.selected(current if current is not None else NOTHING, node, line)
                line = named_line(node) or line
                continue
            if not node.is_named or kind in PASSED_OVER:
                continue
            if current is not None:
                yield current
            current, line = self._primary(node), node.start_point[0] + 1
        if current is not None:
            yield current

    def _primary(self, node: Node) -> ir.Expression:
        kind = node.type
        if kind in ("identifier", "this", "super", "type_identifier", "identifier_dollar_escaped"):
            return ir.Name(self.text(node))
        if kind in ("true", "false", "null_literal"):
            return ir.Name(self.text(node))
        if kind == "string_literal":
            return string(self, node)
        if kind == "decimal_integer_literal":
            return ir.Text((self.text(node),))
        reader = _READERS.get(kind)
        if reader is not None:
            return reader(self, node)
        return several(self.all(node.children))

    def inner(self, node: Node) -> ir.Expression:
        """Read what stands inside a node."""
        return self.one(node.children)

    def selected(self, target: ir.Expression, node: Node, line: int) -> ir.Expression:
        """Read a selector behind what it selects from."""
        kind = node.type
        if kind == "cascade_section":
            section = self._section(node)
            if isinstance(target, ir.Cascade):
                return ir.Cascade(target.target, (*target.sections, section))
            return ir.Cascade(target, (section,))
        if kind == "argument_part":
            return self._called(target, node, line)
        if kind == "index_selector":
            return ir.Index(target, self.inner(node))
        for child in node.children:
            if child.type in SELECTORS:
                target = self.selected(target, child, line)
            elif child.type == "identifier":
                target = self._get(target, self.text(child))
        return target

    def _called(self, target: ir.Expression, node: Node, line: int) -> ir.Expression:
        types: tuple[str, ...] = ()
        arguments: tuple[ir.Argument, ...] = ()
        for child in node.children:
            if child.type == "type_arguments":
                types = self.types(child)
            elif child.type == "arguments":
                arguments = self.arguments(child)
        self.note(target, arguments)
        return ir.Call(target, arguments, types, line)

    def types(self, node: Node) -> tuple[str, ...]:
        """Return the type arguments in angle brackets, one text each."""
        groups: list[list[Node]] = [[]]
        for child in node.children:
            if child.type == ",":
                groups.append([])
            else:
                groups[-1].append(child)
        return tuple(text for group in groups if (text := type_text(group, self.source)))

    def arguments(self, node: Node) -> tuple[ir.Argument, ...]:
        """Read an argument list."""
        found: list[ir.Argument] = []
        before: Node | None = None
        for child in node.children:
            call = self._split(before, child)
            if call is not None:
                found[-1] = ir.Argument(found[-1].name, call)
            elif child.type == "argument":
                found.append(ir.Argument("", self.inner(child)))
            elif child.type == "named_argument":
                label = child.children[0] if child.children else child
                name = self.text(label.children[0]) if label.children else ""
                found.append(ir.Argument(name, self.inner(child)))
            elif child.type == "ERROR":
                found.extend(ir.Argument("", value) for value in self.all(child.children))
            before = child if child.is_named else before
        return tuple(found)

    def _split(self, before: Node | None, node: Node) -> ir.Expression | None:
        """Read a generic call that the grammar takes for two arguments."""
        if before is None or node.type != "argument" or not before.children:
            return None
        return split_call(self, before.children[-1], node.children[0]) if node.children else None

    def _section(self, node: Node) -> ir.Expression:
        target: ir.Expression = ir.Name("..")
        line = node.start_point[0] + 1
        children = [child for child in node.children if child.type not in PASSED_OVER]
        for place, child in enumerate(children):
            if child.type == "cascade_selector":
                inner = [part for part in child.children if part.is_named]
                if inner and inner[0].type == "identifier":
                    target = self._get(target, self.text(inner[0]))
                else:
                    target = ir.Index(target, self.one(inner))
            elif child.type in SELECTORS:
                target = self.selected(target, child, line)
                line = named_line(child) or line
            elif child.type in ("=", "??=", "+="):
                return self._assign(target, child.type, children[place + 1 :])
        return target

    def _assignment(self, node: Node) -> ir.Expression:
        left: ir.Expression = NOTHING
        operator = "="
        children = node.children
        if children[0].children and children[0].children[0].type == "function_expression":
            return self._arrow(node, children[0].children[0])
        for place, child in enumerate(children):
            if child.type == "assignable_expression":
                left = self.inner(child)
            elif not child.is_named and child.type.endswith("="):
                operator = child.type
                return self._assign(left, operator, children[place + 1 :])
        return left

    def _arrow(self, node: Node, closure: Node) -> ir.Expression:
        """Read ``(ref) => Dio()..options.baseUrl = url``, which the grammar takes for an assignment to the closure."""
        head = [child for child in closure.children if child.type != "function_expression_body"]
        body = [child for child in closure.children[-1].children if child.is_named]
        places = [place for place, child in enumerate(body) if child.type == "cascade_section"]
        if not places:
            return several(self.all(node.children))
        value = self.one(body[: places[-1]])
        target = self._section(body[places[-1]])
        for child in node.children[0].children[1:]:
            target = self.selected(target, child, closure.start_point[0] + 1)
        given = node.children[2:]
        later = [child for child in given if child.type == "cascade_section"]
        operator = self.text(node.children[1])
        section = self._assign(target, operator, [child for child in given if child not in later])
        sections = (section, *map(self._section, later))
        if isinstance(value, ir.Cascade):
            value = ir.Cascade(value.target, (*value.sections, *sections))
        else:
            value = ir.Cascade(value, sections)
        parameters = next((child for child in head if child.type == "formal_parameter_list"), None)
        found = parameter_list(self, parameters) if parameters is not None else ()
        return ir.Closure(found, (ir.Return(value),), closure.start_point[0] + 1)

    def _assign(self, target: ir.Expression, operator: str, nodes: Sequence[Node]) -> ir.Expression:
        if isinstance(target, ir.Name | ir.Get):
            self._assigned.add(target.name)
        return ir.Assign(target, operator, self.one(nodes))

    def _construction(self, node: Node) -> ir.Expression:
        target: ir.Expression | None = None
        types: tuple[str, ...] = ()
        arguments: tuple[ir.Argument, ...] = ()
        for child in node.children:
            if child.type in ("type_identifier", "identifier"):
                name = self.text(child)
                target = ir.Name(name) if target is None else ir.Get(target, name)
            elif child.type == "type_arguments":
                types = self.types(child)
            elif child.type == "arguments":
                arguments = self.arguments(child)
        self.note(target or NOTHING, arguments)
        return ir.Call(target or NOTHING, arguments, types, node.start_point[0] + 1)

    def _closure(self, node: Node) -> ir.Expression:
        body = next((child for child in node.children if child.type == "function_expression_body"), None)
        parameters = next((child for child in node.children if child.type == "formal_parameter_list"), None)
        statements = self._body(body) if body is not None else ()
        if not statements:
            return NOTHING
        found = parameter_list(self, parameters) if parameters is not None else ()
        return ir.Closure(found, statements, node.start_point[0] + 1)

    def _qualified(self, node: Node) -> ir.Expression:
        target: ir.Expression | None = None
        for child in node.children:
            if child.is_named:
                name = self.text(child)
                target = ir.Name(name) if target is None else ir.Get(target, name)
        return target or NOTHING


_READERS: dict[str, Callable[[Expressions, Node], ir.Expression]] = {
    "parenthesized_expression": Expressions.inner,
    "unary_expression": unary,
    "await_expression": Expressions.inner,
    "postfix_expression": Expressions.inner,
    "type_cast_expression": lambda self, node: self.one([c for c in node.children if c.type != "type_cast"]),
    "spread_element": lambda self, node: ir.Spread(self.inner(node)),
    "constant_pattern": Expressions.inner,
    "assignment_expression": Expressions._assignment,
    "conditional_expression": conditional,
    "if_element": optional_element,
    "for_element": repeated,
    "additive_expression": operation,
    "equality_expression": operation,
    "logical_and_expression": operation,
    "logical_or_expression": operation,
    "if_null_expression": operation,
    "relational_expression": relational,
    "new_expression": Expressions._construction,
    "const_object_expression": Expressions._construction,
    "list_literal": collection,
    "record_literal": record,
    "set_or_map_literal": collection,
    "function_expression": Expressions._closure,
    "switch_expression": switch,
    "qualified": Expressions._qualified,
}
