"""YAML as nodes that know their line: what a message about a person's file needs and plain values have lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from woosh_split.model.meant import did_you_mean
from woosh_split.sources.nested_yaml import refuse_deep_yaml

_CONFLICT = ("<<<<<<< ", ">>>>>>> ")
_FLAG = "tag:yaml.org,2002:bool"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KINDS = {MappingNode: "a mapping", SequenceNode: "a list", ScalarNode: "a single value"}
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST_PROBLEMS = 20
"""Problems that one message lists; a file that is wrong as a whole is not read line by line."""

_LONGEST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""


class Problems:
    """What is wrong with the file, in the order of its lines."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], Callable[[], str]] = {}

    def add(self, node: Node | None, text: str, hint: Callable[[], str] = str) -> None:
        """Note a problem at the node's line (the file's first line where there is no node).

        ``hint`` is the end of the text, which is asked for only where the problem is listed.
        """
        self._found.setdefault((1 if node is None else node.start_mark.line + 1, text), hint)

    def __bool__(self) -> bool:
        return bool(self._found)

    def __iter__(self) -> Iterator[str]:
        found = sorted(self._found)
        yield from (f"line {line}: {text}{self._found[line, text]()}" for line, text in found[:MOST_PROBLEMS])
        if len(found) > MOST_PROBLEMS:
            yield f"and {len(found) - MOST_PROBLEMS} more"


def compose(text: str) -> Node | None:
    """Return the root node of a YAML text, None for an empty one.

    Raises:
        ValueError: it is no YAML, or holds the marks of a merge that nobody finished.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_CONFLICT):
            raise ValueError(f"line {number}: a merge conflict is still open here")
    try:
        refuse_deep_yaml(text)
        root: Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        told = error.problem or error.context or ""
        if told.startswith("but "):  # PyYAML's second half of a sentence
            told = f"{error.context}, {told}"
        raise ValueError(f"{where}this is no YAML: {told}") from error
    except yaml.YAMLError as error:
        raise ValueError(f"this is no YAML: {' '.join(str(error).split())}") from error
    return root


def mapping(node: Node, path: str, problems: Problems, keys: tuple[str, ...] = ()) -> dict[str, Node]:
    """Return a mapping's values by key; with ``keys``, every other key is a problem."""
    if not isinstance(node, MappingNode):
        if not is_null(node):
            problems.add(node, f"{path}: expected a mapping, found {kind_of(node)}")
        return {}
    found: dict[str, Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else ""
        if not name:
            problems.add(key, f"{path}: a key has to be a name")
        elif name in found:
            problems.add(key, f"{path}: {name} stands here twice")
        elif keys and name not in keys:
            problems.add(key, f"{path}: there is no key {name}{did_you_mean(name, keys)}")
        else:
            found[name] = value
    return found


def sequence(node: Node, path: str, problems: Problems) -> list[Node]:
    """Return the items of a list."""
    if isinstance(node, SequenceNode):
        return list(node.value)
    if not is_null(node):
        problems.add(node, f"{path}: expected a list, found {kind_of(node)}")
    return []


def text(node: Node, path: str, problems: Problems) -> str:
    """Return a single value as its text; an empty one is a problem, and so is what YAML reads as true or false."""
    if node.tag == _FLAG:
        problems.add(node, f"{path}: expected a text, found {kind_of(node)}; quote it where it is a name")
        return ""
    if isinstance(node, ScalarNode) and node.value and not is_null(node):
        if "\0" in node.value:  # no name of anything holds one, and the system takes no path with it
            problems.add(node, f"{path}: the text holds the character NUL")
        return str(node.value)
    problems.add(node, f"{path}: expected a text, found {kind_of(node)}")
    return ""


def flag(node: Node, path: str, problems: Problems) -> bool:
    """Return true or false."""
    if isinstance(node, ScalarNode) and node.tag == _FLAG:
        return str(node.value).lower() in {"true", "yes", "on"}
    problems.add(node, f"{path}: expected true or false, found {kind_of(node)}")
    return False


def day(node: Node, path: str, problems: Problems) -> date | None:
    """Return a date, written as 2027-06-30."""
    value = text(node, path, problems)
    try:
        if value and not _DAY.fullmatch(value):  # Python reads 20270630 and 2027-W26-3 too, editors do not
            raise ValueError(value)
        return date.fromisoformat(value) if value else None
    except ValueError:
        problems.add(node, f"{path}: expected a date such as 2027-06-30, found {shown(value)}")
        return None


def is_null(node: Node) -> bool:
    """Whether nothing was written where a value could stand."""
    return isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def kind_of(node: Node) -> str:
    """Say in words what a node is."""
    if is_null(node):
        return "nothing"
    if isinstance(node, ScalarNode):
        return f"the value {shown(str(node.value))}"
    return _KINDS.get(type(node), "something else")


def shown(value: str) -> str:
    """Return a wrong value as a message repeats it."""
    return value if len(value) <= _LONGEST_SHOWN else f"{value[: _LONGEST_SHOWN - 1]}…"
