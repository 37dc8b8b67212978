"""From the bodies of Dart functions to the few statements of ``ir``.

Loops and ``try`` become branches: what matters is which values a variable can have, not how often code runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.choices import labels
from woosh_split.sources.client.flutter.expressions import Expressions
from woosh_split.sources.client.flutter.forms import NOTHING, has_effect, type_text
from woosh_split.sources.client.flutter.parameters import parameter_list
from woosh_split.sources.client.flutter.records import taken_apart

Lines = list[ir.Statement]


class Statements:
    """Reads the function bodies of one file."""

    __slots__ = ("_source", "expressions")

    def __init__(self, source: bytes) -> None:
        self._source = source
        self.expressions = Expressions(source, self.body)

    def body(self, node: Node) -> tuple[ir.Statement, ...]:
        """Read a function's body: a block, or the expression behind an arrow."""
        found: Lines = []
        children = node.children
        arrow = next((place for place, child in enumerate(children) if child.type == "=>"), None)
        if arrow is not None:
            found.append(ir.Return(self.expressions.one(children[arrow + 1 :])))
        else:
            self._all(children, found)
        return tuple(found)

    def _all(self, nodes: Iterable[Node], found: Lines) -> None:
        for node in nodes:
            if node.is_named:
                self._one(node, found)

    def _branch(self, node: Node | None) -> tuple[ir.Statement, ...]:
        found: Lines = []
        if node is not None:
            self._one(node, found)
        return tuple(found)

    def _one(self, node: Node, found: Lines) -> None:
        reader = _READERS.get(node.type)
        if reader is not None:
            reader(self, node, found)
        elif node.type == "ERROR":
            self._damaged(node, found)
        elif node.type not in ("comment", "documentation_comment"):
            self._effect(self.expressions.all([node]), found)

    def _effect(self, values: Iterable[ir.Expression], found: Lines) -> None:
        found.extend(ir.Do(value) for value in values if has_effect(value))

    def _damaged(self, node: Node, found: Lines) -> None:
        """Read whatever still has a shape inside a damaged region."""
        loose: list[Node] = []
        for child in node.children:
            if child.type in _READERS:
                self._effect(self.expressions.all(loose), found)
                loose = []
                self._one(child, found)
            else:
                loose.append(child)
        self._effect(self.expressions.all(loose), found)

    def _block(self, node: Node, found: Lines) -> None:
        self._all(node.children, found)

    def _expression(self, node: Node, found: Lines) -> None:
        children = node.children
        self._effect(self.expressions.all(children), found)
        if any(child.type in ("throw_expression", "rethrow_expression") for child in children):
            found.append(ir.Return(None))

    def _return(self, node: Node, found: Lines) -> None:
        values = list(self.expressions.all(node.children))
        found.append(ir.Return(values[0] if values else None))

    def _variable(self, node: Node, found: Lines) -> None:
        for definition in node.children:
            if definition.type == "initialized_variable_definition":
                self._definition(definition, found)
            elif definition.type == "pattern_variable_declaration":
                equals = _place(definition.children, "=")
                whole = f"(record at {definition.start_byte})"  # no name that code can have
                found.append(ir.Let(whole, "", self.expressions.one(definition.children[equals + 1 :])))
                for pattern in definition.children[:equals]:
                    found.extend(taken_apart(self.expressions, pattern, whole))
            elif definition.type == "ERROR":
                self._damaged(definition, found)

    def _definition(self, node: Node, found: Lines) -> None:
        children = node.children
        name = node.child_by_field_name("name")
        if name is None:
            return
        kind = type_text(children, self._source)
        equals = _place(children, "=")
        end = next((p for p, c in enumerate(children) if c.type == "initialized_identifier"), len(children))
        value = self.expressions.one(children[equals + 1 : end]) if equals >= 0 else None
        found.append(ir.Let(self.expressions.text(name), kind, value))
        for child in children[end:]:
            if child.type == "initialized_identifier":
                following = child.children
                value = self.expressions.one(following[2:]) if len(following) > 2 else None
                found.append(ir.Let(self.expressions.text(following[0]), kind, value))

    def _if(self, node: Node, found: Lines) -> None:
        yes = node.child_by_field_name("consequence")
        no = node.child_by_field_name("alternative")
        children = node.children
        closing = _place(children, ")")
        inside = children[_place(children, "(") + 1 : closing if closing >= 0 else len(children)]
        case = _place(inside, "case")
        if case >= 0:
            self._effect(self.expressions.all(inside[:case]), found)
            condition: ir.Expression = NOTHING
        else:
            condition = self.expressions.one(inside)
        found.append(ir.If(condition, self._branch(yes), self._branch(no)))

    def _for(self, node: Node, found: Lines) -> None:
        parts = next((child for child in node.children if child.type == "for_loop_parts"), None)
        body: Lines = []
        each = self._loop_head(parts, found, body) if parts is not None else None
        body.extend(self._branch(node.child_by_field_name("body")))
        found.append(each._replace(body=tuple(body)) if each else ir.If(NOTHING, tuple(body), ()))

    def _loop_head(self, parts: Node, found: Lines, body: Lines) -> ir.Each | None:
        children = parts.children
        place = _place(children, "in")
        if place >= 0:
            values = self.expressions.one(children[place + 1 :])
            name = parts.child_by_field_name("name")
            if name is not None:
                return ir.Each(self.expressions.text(name), values, ())
            self._effect((values,), found)
            return None
        for child in children:
            if child.type in _READERS:
                self._one(child, found)
        rest = [child for child in children if child.is_named and child.type not in _READERS]
        self._effect(self.expressions.all(rest), body)
        return None

    def _while(self, node: Node, found: Lines) -> None:
        condition = node.child_by_field_name("condition")
        if condition is not None:
            self._effect(self.expressions.all([condition]), found)
        found.append(ir.If(NOTHING, self._branch(node.child_by_field_name("body")), ()))

    def _try(self, node: Node, found: Lines) -> None:
        blocks = [child for child in node.children if child.type == "block"]
        body = self._branch(node.child_by_field_name("body"))
        handlers = [self._branch(block) for block in blocks[1:]]
        branch: tuple[ir.Statement, ...] = ()
        for handler in reversed(handlers):
            branch = (ir.If(NOTHING, handler, branch),)
        found.append(ir.If(NOTHING, body, branch))
        for child in node.children:
            if child.type == "finally_clause":
                self._all(child.children, found)

    def _switch(self, node: Node, found: Lines) -> None:
        condition = node.child_by_field_name("condition")
        subject = self.expressions.one([condition]) if condition is not None else NOTHING
        cases: list[tuple[tuple[ir.Expression, ...] | None, tuple[ir.Statement, ...]]] = []
        pending: list[ir.Expression | None] = []
        block = next((child for child in node.children if child.type == "switch_block"), node)
        for child in block.children:
            if child.type not in ("switch_statement_case", "switch_statement_default"):
                continue
            parts = child.children
            colon = _place(parts, ":")
            is_default = child.type == "switch_statement_default"
            pending.extend((None,) if is_default else labels(self.expressions, parts[:colon]))
            body: Lines = []
            self._all(parts[colon + 1 :], body)
            if any(part.is_named for part in parts[colon + 1 :]):
                known = tuple(label for label in pending if label is not None)
                cases.append((known if len(known) == len(pending) else None, tuple(body)))
                pending = []
        found.append(ir.Switch(subject, tuple(cases)))

    def _local_function(self, node: Node, found: Lines) -> None:
        inner = next((child for child in node.children if child.type == "lambda_expression"), node)
        signature = next((child for child in inner.children if child.type == "function_signature"), None)
        body = next((child for child in inner.children if child.type == "function_body"), None)
        name = signature.child_by_field_name("name") if signature is not None else None
        if signature is None or body is None or name is None:
            return
        listed = next((c for c in signature.children if c.type == "formal_parameter_list"), None)
        parameters = parameter_list(self.expressions, listed) if listed is not None else ()
        closure = ir.Closure(parameters, self.body(body), node.start_point[0] + 1)
        found.append(ir.Let(self.expressions.text(name), "Function", closure))

    def _labelled(self, node: Node, found: Lines) -> None:
        self._all(node.children[1:], found)

    def _ignored(self, node: Node, found: Lines) -> None:
        """Leave out what neither calls nor assigns (``break``, ``assert``)."""


def _place(nodes: Sequence[Node], kind: str) -> int:
    return next((place for place, node in enumerate(nodes) if node.type == kind), -1)


_READERS: dict[str, Callable[[Statements, Node, Lines], None]] = {
    "block": Statements._block,
    "expression_statement": Statements._expression,
    "return_statement": Statements._return,
    "local_variable_declaration": Statements._variable,
    "if_statement": Statements._if,
    "for_statement": Statements._for,
    "while_statement": Statements._while,
    "do_statement": Statements._while,
    "try_statement": Statements._try,
    "switch_statement": Statements._switch,
    "local_function_declaration": Statements._local_function,
    "labeled_statement": Statements._labelled,
    "break_statement": Statements._ignored,
    "continue_statement": Statements._ignored,
    "assert_statement": Statements._ignored,
    "template_substitution": Statements._ignored,
}
