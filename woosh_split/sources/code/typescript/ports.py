"""The ports that a main file opens elsewhere than PORT says: ``app.listen(3000)``, ``listen(process.env.APP_PORT)``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tree_sitter import Node

from woosh_split.sources.code.typescript.syntax import bare, nodes

_OPENS = ".listen("
_WRITES = frozenset({"assignment_expression", "augmented_assignment_expression", "update_expression"})
_PARAMETERS = frozenset({"required_parameter", "optional_parameter"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})
_BINDS = frozenset(
    {"array_pattern", "rest_pattern", "pair_pattern", "import_specifier", "import_clause", "namespace_import"}
)
_BINDING_FIELDS = {
    "for_in_statement": ("left",),
    "catch_clause": ("parameter",),
    "arrow_function": ("parameter",),
    "function_declaration": ("name",),
    "class_declaration": ("name",),
    "assignment_pattern": ("left",),
}
_IMPORTS = frozenset({"import_specifier", "import_clause"})
_DECLARES = _WRITES | _PARAMETERS | {"variable_declarator"}

_PORT = re.compile(r"\bPORT\b")
_ENVIRONMENTS_PORT = re.compile(r"(?:\benv\??\.|['\"])PORT\b")
_OWN_PORT = re.compile(r"\b[\w$]+\??\.PORT\b")
"""A member of some configuration, which may come from a file."""
_VARIABLE = re.compile(r"\bprocess\.env(?:\.|\[['\"])(\w+)")
_KEY = re.compile(r"\.get(?:OrThrow)?(?:<[^>]*>)?\(\s*['\"]([\w.]+)['\"]")
_MEMBER = re.compile(r"[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+")


class OpenedPort(NamedTuple):
    """The place of a port that is a number of the code, or a name of one, or comes from elsewhere than PORT, in bytes.

    ``alone`` says that one application opens all ports of the file: one number for a second server too would be wrong.
    Of a name that is ``imported`` another file has the number, if there is one. ``asked`` is what the port is asked of,
    where that is no number: a variable of the environment, or, where it is ``elsewhere``, a key or member of some configuration.
    """

    start: int
    end: int
    number: str
    alone: bool = True
    imported: str = ""
    asked: str = ""
    elsewhere: bool = False


def fixed_ports(root: Node, text: Callable[[Node], str]) -> tuple[OpenedPort, ...]:
    """Return the ports that ``listen`` is given as numbers, or from elsewhere than PORT, in the order of the file."""
    if _OPENS not in text(root):
        return ()
    every = list(nodes(root))
    calls = [found for found in (_call(each, text) for each in every) if found is not None]
    alone = len({receiver for receiver, _ in calls}) == 1
    values = [bare(port) for _, port in calls]
    names = _Names(every, frozenset(text(each) for each in values if each.type == "identifier"), text)
    found = []
    for (_, port), value in zip(calls, values, strict=True):
        by_name = value.type == "identifier"
        number = names.number(text(value)) if by_name else _digits(value, text)
        imported = text(value) if by_name and names.is_imported(text(value)) else ""
        asked, elsewhere = (
            ("", False) if number else _asked(names.written(text(value)) if by_name else text(value))
        )
        if number or imported or asked:
            found.append(
                OpenedPort(port.start_byte, port.end_byte, number, alone, imported, asked, elsewhere)
            )
    return tuple(sorted(found))


def _asked(written: str) -> tuple[str, bool]:
    """Return what an expression asks for the port, if that is not PORT, and whether somebody else may ask PORT for it."""
    if _PORT.search(written):
        own = None if _ENVIRONMENTS_PORT.search(written) else _OWN_PORT.search(written)
        return (own[0], True) if own is not None else ("", False)
    variables = dict.fromkeys(_VARIABLE.findall(written))
    if variables:
        return ", ".join(variables), False
    key = _KEY.search(written)
    if key is not None:
        return key[1], not key[1].isupper()
    return (written, True) if _MEMBER.fullmatch(written) else ("", False)


def _call(node: Node, text: Callable[[Node], str]) -> tuple[str, Node] | None:
    """Return who listens, and the port that it is given, where the node is such a call."""
    if node.type != "call_expression":
        return None
    called, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if (
        called is None
        or arguments is None
        or called.type != "member_expression"
        or not arguments.named_children
    ):
        return None
    name, receiver = called.child_by_field_name("property"), called.child_by_field_name("object")
    if name is None or receiver is None or text(name) != "listen":
        return None
    first = arguments.named_children[0]
    if first.type == "object":
        for pair in first.named_children:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if key is not None and value is not None and text(key).strip("'\"") == "port":
                first = value
    return text(receiver), first


class _Names:
    """What binds some names of a file, found in one walk."""

    def __init__(self, every: list[Node], wanted: frozenset[str], text: Callable[[Node], str]) -> None:
        self._text = text
        self._values: dict[str, list[Node | None]] = {}
        self._imports: list[str] = []
        self._others: set[str] = set()
        for each in every if wanted else ():
            if each.type in _DECLARES:
                name = text(each.named_children[0]) if each.named_children else ""
                if name not in wanted:
                    continue
                if each.type == "variable_declarator":
                    self._values.setdefault(name, []).append(each.child_by_field_name("value"))
                else:
                    self._others.add(name)
            elif each.type in _NAMES and (name := text(each)) in wanted and _is_bound(each):
                if each.parent is not None and each.parent.type in _IMPORTS:
                    self._imports.append(name)
                else:
                    self._others.add(name)

    def number(self, name: str) -> str:
        """Return the number that a name always stands for, nothing where there is none."""
        value = self._value(name)
        return _digits(value, self._text) if value is not None else ""

    def written(self, name: str) -> str:
        """Return the expression that a name always stands for, nothing where there is none."""
        value = self._value(name)
        return self._text(value) if value is not None else ""

    def _value(self, name: str) -> Node | None:
        values = self._values.get(name, [])
        if len(values) != 1 or values[0] is None or name in self._others or name in self._imports:
            return None
        return bare(values[0])

    def is_imported(self, name: str) -> bool:
        """Tell whether an import binds a name, and nothing else does."""
        return self._imports.count(name) == 1 and name not in self._others and name not in self._values


def _digits(value: Node, text: Callable[[Node], str]) -> str:
    """Return a number, also one in a text: Node takes both for a port, and any other text for the path of a socket."""
    told = text(value)
    if value.type == "number" or (value.type == "string" and told[1:-1].isdecimal()):
        return told.strip("'\"")
    return ""


def _is_bound(node: Node) -> bool:
    """Tell whether a name is made here otherwise than by a declaration of its own or as a parameter with brackets."""
    parent = node.parent
    if node.type == "shorthand_property_identifier_pattern" or parent is None or parent.type in _BINDS:
        return True
    return any(parent.child_by_field_name(each) == node for each in _BINDING_FIELDS.get(parent.type, ()))
