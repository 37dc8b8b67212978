"""From Dart's syntax tree to the small expression tree of ``ir``.

The grammar puts a primary and its selectors side by side in whatever node holds them (``identifier selector
selector``), and reads ``dio.get<T>(url)`` as two comparisons; both are put right here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.forms import (
    NOTHING,
    is_written,
    named_line,
    several,
    type_text,
    unescaped,
)

_SELECTORS = frozenset(
    {
        "selector", "cascade_section", "argument_part", "unconditional_assignable_selector",
        "conditional_assignable_selector", "index_selector",
    }
)  # fmt: skip
_PASSED_OVER = frozenset(
    {"comment", "documentation_comment", "label", "annotation", "type_arguments", "const_builtin"}
)
_OPERATORS = {
    "additive_expression": "+",
    "logical_and_expression": "&&",
    "logical_or_expression": "||",
}
_QUOTES = frozenset({"'", '"', "'''", '"""', "r'", 'r"', "r'''", 'r"""'})
Body = Callable[[Node], tuple[ir.Statement, ...]]


class Expressions:
    """Reads the expressions of one file; ``body`` reads the body of a closure."""

    __slots__ = ("_assigned", "_body", "_called_names", "_source", "written")

    def __init__(self, source: bytes, body: Body) -> None:
        self._source = source
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

    def _note(self, function: ir.Expression, arguments: tuple[ir.Argument, ...]) -> None:
        """Note who is called, and which of the arguments are written texts."""
        if isinstance(function, ir.Get) and isinstance(function.target, ir.Name):
            self._called_names.add(function.target.name)
        if not isinstance(function, ir.Name | ir.Get):
            return
        self._called_names.add(function.name)
        place = 0
        for argument in arguments:
            if is_written(argument.value):
                self.written.add((function.name, argument.name or str(place)))
            place += not argument.name

    def text(self, node: Node) -> str:
        """Return the node's own text."""
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")

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
            if kind in _SELECTORS:
                current = self._selected(current if current is not None else NOTHING, node, line)
                line = named_line(node) or line
                continue
            if not node.is_named or kind in _PASSED_OVER:
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
            return self._string(node)
        if kind == "decimal_integer_literal":
            return ir.Text((self.text(node),))
        reader = _READERS.get(kind)
        if reader is not None:
            return reader(self, node)
        return several(self.all(node.children))

    def _inner(self, node: Node) -> ir.Expression:
        return self.one(node.children)

    def _string(self, node: Node) -> ir.Expression:
        parts: list[str | ir.Expression] = []
        opened = ""
        start = 0
        for child in node.children:
            kind = child.type
            if kind in _QUOTES and not opened:
                opened, start = kind, child.end_byte
                continue
            if kind in _QUOTES:
                self._literal(parts, start, child.start_byte)
                opened = ""
            elif kind == "template_substitution" and opened:
                self._literal(parts, start, child.start_byte)
                parts.append(self.one([part for part in child.children if part.is_named]))
                start = child.end_byte
            elif kind == "escape_sequence" and not opened.startswith("r"):
                self._literal(parts, start, child.start_byte)
                parts.append(unescaped(self.text(child)))
                start = child.end_byte
        joined: list[str | ir.Expression] = []
        for part in parts:
            if isinstance(part, str) and joined and isinstance(joined[-1], str):
                joined[-1] += part
            else:
                joined.append(part)
        return ir.Text(tuple(joined))

    def _literal(self, parts: list[str | ir.Expression], start: int, end: int) -> None:
        if end > start:
            parts.append(self._source[start:end].decode("utf-8", "replace"))

    def _selected(self, target: ir.Expression, node: Node, line: int) -> ir.Expression:
        kind = node.type
        if kind == "cascade_section":
            section = self._section(node)
            if isinstance(target, ir.Cascade):
                return ir.Cascade(target.target, (*target.sections, section))
            return ir.Cascade(target, (section,))
        if kind == "argument_part":
            return self._called(target, node, line)
        if kind == "index_selector":
            return ir.Index(target, self._inner(node))
        for child in node.children:
            if child.type in _SELECTORS:
                target = self._selected(target, child, line)
            elif child.type == "identifier":
                target = ir.Get(target, self.text(child))
        return target

    def _called(self, target: ir.Expression, node: Node, line: int) -> ir.Expression:
        types: tuple[str, ...] = ()
        arguments: tuple[ir.Argument, ...] = ()
        for child in node.children:
            if child.type == "type_arguments":
                types = self.types(child)
            elif child.type == "arguments":
                arguments = self.arguments(child)
        self._note(target, arguments)
        return ir.Call(target, arguments, types, line)

    def types(self, node: Node) -> tuple[str, ...]:
        """Return the type arguments in angle brackets, one text each."""
        groups: list[list[Node]] = [[]]
        for child in node.children:
            if child.type == ",":
                groups.append([])
            else:
                groups[-1].append(child)
        return tuple(text for group in groups if (text := type_text(group, self._source)))

    def arguments(self, node: Node) -> tuple[ir.Argument, ...]:
        """Read an argument list."""
        found: list[ir.Argument] = []
        for child in node.children:
            if child.type == "argument":
                found.append(ir.Argument("", self._inner(child)))
            elif child.type == "named_argument":
                label = child.children[0] if child.children else child
                name = self.text(label.children[0]) if label.children else ""
                found.append(ir.Argument(name, self._inner(child)))
            elif child.type == "ERROR":
                found.extend(ir.Argument("", value) for value in self.all(child.children))
        return tuple(found)

    def _section(self, node: Node) -> ir.Expression:
        target: ir.Expression = ir.Name("..")
        line = node.start_point[0] + 1
        children = [child for child in node.children if child.type not in _PASSED_OVER]
        for place, child in enumerate(children):
            if child.type == "cascade_selector":
                inner = [part for part in child.children if part.is_named]
                if inner and inner[0].type == "identifier":
                    target = ir.Get(target, self.text(inner[0]))
                else:
                    target = ir.Index(target, self.one(inner))
            elif child.type in _SELECTORS:
                target = self._selected(target, child, line)
                line = named_line(child) or line
            elif child.type in ("=", "??=", "+="):
                return self._assign(target, child.type, children[place + 1 :])
        return target

    def _assignment(self, node: Node) -> ir.Expression:
        left: ir.Expression = NOTHING
        operator = "="
        children = node.children
        for place, child in enumerate(children):
            if child.type == "assignable_expression":
                left = self._inner(child)
            elif not child.is_named and child.type.endswith("="):
                operator = child.type
                return self._assign(left, operator, children[place + 1 :])
        return left

    def _assign(self, target: ir.Expression, operator: str, nodes: Sequence[Node]) -> ir.Expression:
        if isinstance(target, ir.Name | ir.Get):
            self._assigned.add(target.name)
        return ir.Assign(target, operator, self.one(nodes))

    def _conditional(self, node: Node) -> ir.Expression:
        groups: list[list[Node]] = [[]]
        for child in node.children:
            if child.type in ("?", ":") and not child.is_named:
                groups.append([])
            else:
                groups[-1].append(child)
        if len(groups) != 3:
            return several(self.all(node.children))
        condition, yes, no = (self.one(group) for group in groups)
        return ir.Choice(condition, yes, no)

    def _operation(self, node: Node) -> ir.Expression:
        groups: list[list[Node]] = [[]]
        operator = _OPERATORS.get(node.type, "")
        for child in node.children:
            if child.type in (
                "additive_operator",
                "equality_operator",
                "logical_and_operator",
                "logical_or_operator",
            ):
                groups.append([])
                operator = self.text(child)
            elif child.type == "??":
                groups.append([])
                operator = "??"
            else:
                groups[-1].append(child)
        values = [self.one(group) for group in groups]
        if len(values) < 2 or operator == "-":
            return several(values)
        result = values[0]
        for value in values[1:]:
            result = ir.Binary(operator, result, value)
        return result

    def _relational(self, node: Node) -> ir.Expression:
        """Read a comparison, or the generic call that the grammar takes for one."""
        call = self._generic_call(node)
        return call if call is not None else several(self.all(node.children))

    def _generic_call(self, node: Node) -> ir.Expression | None:
        parts = [child for child in node.children if child.type not in _PASSED_OVER]
        if len(parts) < 3 or parts[0].type != "relational_expression" or self.text(parts[1]) != ">":
            return None
        head = [child for child in parts[0].children if child.type not in _PASSED_OVER]
        places = [p for p, child in enumerate(head) if child.type == "relational_operator"]
        if (
            parts[2].type != "parenthesized_expression"
            or len(places) != 1
            or self.text(head[places[0]]) != "<"
        ):
            return None
        function = self.one(head[: places[0]])
        line = parts[0].children[places[0]].start_point[0] + 1
        argument = ir.Argument("", self._inner(parts[2]))
        self._note(function, (argument,))
        types = ("".join(self.text(child) for child in head[places[0] + 1 :]),)
        result: ir.Expression = ir.Call(function, (argument,), types, line)
        for selector in parts[3:]:
            if selector.type in _SELECTORS:
                result = self._selected(result, selector, line)
                line = named_line(selector) or line
        return result

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
        self._note(target or NOTHING, arguments)
        return ir.Call(target or NOTHING, arguments, types, node.start_point[0] + 1)

    def _collection(self, node: Node) -> ir.Expression:
        pairs = [child for child in node.children if child.type == "pair"]
        if not pairs:
            return ir.Items(tuple(self.all(node.children)))
        found = tuple(self._pair(pair) for pair in pairs)
        others = several(self.all(child for child in node.children if child.type != "pair"))
        return ir.Pairs((*found, (NOTHING, others)) if others != NOTHING else found)

    def _pair(self, node: Node) -> tuple[ir.Expression, ir.Expression]:
        colon = next((place for place, child in enumerate(node.children) if child.type == ":"), 0)
        return self.one(node.children[:colon]), self.one(node.children[colon + 1 :])

    def _closure(self, node: Node) -> ir.Expression:
        body = next((child for child in node.children if child.type == "function_expression_body"), None)
        parameters = next((child for child in node.children if child.type == "formal_parameter_list"), None)
        statements = self._body(body) if body is not None else ()
        if not statements:
            return NOTHING
        found = self.parameters(parameters) if parameters is not None else ()
        return ir.Closure(found, statements, node.start_point[0] + 1)

    def _switch(self, node: Node) -> ir.Expression:
        subject: ir.Expression = NOTHING
        cases: list[tuple[ir.Expression | None, ir.Expression]] = []
        for child in node.children:
            if child.type == "parenthesized_expression":
                subject = self._inner(child)
            elif child.type == "switch_expression_case":
                arrow = next((p for p, part in enumerate(child.children) if part.type == "=>"), 0)
                result = self.one(child.children[arrow + 1 :])
                cases.extend((label, result) for label in self.labels(child.children[:arrow]))
        return ir.Cases(subject, tuple(cases))

    def labels(self, nodes: Sequence[Node]) -> tuple[ir.Expression | None, ...]:
        """Read the patterns of a case: constants as expressions, None for a pattern that may match anything."""
        found: list[ir.Expression | None] = []
        for node in nodes:
            if node.type == "when":
                break
            if node.type == "constant_pattern":
                value = self._inner(node)
                found.append(None if value == ir.Name("_") else value)
            elif (
                node.is_named and not node.type.endswith(("_operator", "_builtin")) and node.type != "comment"
            ):
                found.append(None)
        return tuple(found) or (None,)

    def _qualified(self, node: Node) -> ir.Expression:
        target: ir.Expression | None = None
        for child in node.children:
            if child.is_named:
                name = self.text(child)
                target = ir.Name(name) if target is None else ir.Get(target, name)
        return target or NOTHING

    def parameters(self, node: Node) -> tuple[ir.Parameter, ...]:
        """Read a parameter list, with names, types, defaults and ``this.``/``super.`` forms."""
        found: list[ir.Parameter] = []
        self._parameters(node, found, named=False)
        return tuple(found)

    def _parameters(self, node: Node, found: list[ir.Parameter], *, named: bool) -> None:
        children = node.children
        for place, child in enumerate(children):
            if child.type == "optional_formal_parameters":
                braces = any(part.type == "{" for part in child.children)
                self._parameters(child, found, named=braces)
            elif child.type == "formal_parameter":
                found.append(self._parameter(child, named))
            elif child.type in ("=", ":") and found:
                following = children[place + 1 :]
                stop = next((p for p, part in enumerate(following) if part.type == ","), len(following))
                found[-1] = found[-1]._replace(default=self.one(following[:stop]))

    def _parameter(self, node: Node, named: bool) -> ir.Parameter:
        inner = next(
            (c for c in node.children if c.type in ("constructor_param", "super_formal_parameter")), None
        )
        holder = inner or node
        names = [child for child in holder.children if child.type == "identifier"]
        kind = inner.type if inner is not None else ""
        return ir.Parameter(
            name=self.text(names[-1]) if names else "",
            type=type_text(holder.children, self._source),
            named=named,
            field=kind == "constructor_param",
            super_=kind == "super_formal_parameter",
        )


_READERS: dict[str, Callable[[Expressions, Node], ir.Expression]] = {
    "parenthesized_expression": Expressions._inner,
    "unary_expression": Expressions._inner,
    "await_expression": Expressions._inner,
    "postfix_expression": Expressions._inner,
    "type_cast_expression": lambda self, node: self.one([c for c in node.children if c.type != "type_cast"]),
    "spread_element": lambda self, node: ir.Spread(self._inner(node)),
    "constant_pattern": Expressions._inner,
    "assignment_expression": Expressions._assignment,
    "conditional_expression": Expressions._conditional,
    "additive_expression": Expressions._operation,
    "equality_expression": Expressions._operation,
    "logical_and_expression": Expressions._operation,
    "logical_or_expression": Expressions._operation,
    "if_null_expression": Expressions._operation,
    "relational_expression": Expressions._relational,
    "new_expression": Expressions._construction,
    "const_object_expression": Expressions._construction,
    "list_literal": Expressions._collection,
    "set_or_map_literal": Expressions._collection,
    "function_expression": Expressions._closure,
    "switch_expression": Expressions._switch,
    "qualified": Expressions._qualified,
}
