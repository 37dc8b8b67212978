"""Nodes of YAML to the split file as data; everything that is wrong is noted with its line, not only the first."""

from __future__ import annotations

import re
from datetime import date

from yaml.nodes import Node, ScalarNode

from woosh_split.model.crossing import KINDS
from woosh_split.model.meant import did_you_mean
from woosh_split.model.split import (
    LATER_POLICIES,
    LONGEST_PHASE,
    MONOLITH,
    POLICIES,
    SHARED_SCHEMA,
    SPLIT_VERSION,
    Contract,
    Location,
    Phase,
    Pins,
    Reference,
    Service,
    SplitFile,
)
from woosh_split.split.nodes import (
    Problems,
    day,
    flag,
    is_null,
    kind_of,
    mapping,
    sequence,
    shown,
    text,
)

ISOLATIONS = ("schema", "grants")
UNFILED, UNSCHEDULED = "unfiled", "unscheduled"
"""What stands for the issue and the end of a debt that nobody has looked at yet."""

TOP = (
    "version", "monolith", "isolation", "services", "reference", "libraries", "crossings", "pins", "phases",
)  # fmt: skip
SERVICE = ("modules", "tables", "schema", "strict", "isolation")
CONTRACT = ("id", "from", "to", "kind", "what", "policy", "columns", "issue", "until")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SCHEMA = re.compile(r"[A-Za-z_][A-Za-z0-9_$]{0,63}")
_ID = re.compile(r"[0-9a-f]{8}")


def read_document(root: Node | None, problems: Problems) -> SplitFile:
    """Return what the document says; of what is wrong in it, only the problems are told."""
    if root is None:
        problems.add(None, "the file is empty")
        return SplitFile()
    top = mapping(root, "the file", problems, TOP)
    _version(top.get("version"), root, problems)
    services = _services(top.get("services"), problems)
    return SplitFile(
        version=SPLIT_VERSION,
        monolith=_location(top.get("monolith"), problems),
        isolation=_isolation(top.get("isolation"), "isolation", problems) or ISOLATIONS[0],
        services=services,
        reference=_references(top.get("reference"), problems),
        libraries=_names(top.get("libraries"), "libraries", problems),
        crossings=_contracts(top.get("crossings"), problems),
        pins=_pins(top.get("pins"), problems),
        phases=_phases(top.get("phases"), problems),
    )


def _version(node: Node | None, root: Node, problems: Problems) -> None:
    if node is None:
        problems.add(root, f"the key version is missing; write `version: {SPLIT_VERSION}`")
    elif node.tag != "tag:yaml.org,2002:int" or node.value != str(SPLIT_VERSION):
        quoted = isinstance(node, ScalarNode) and node.value == str(SPLIT_VERSION)
        found = "it in quotes; take them away" if quoted else kind_of(node)
        problems.add(node, f"version: this woosh-split reads version {SPLIT_VERSION}, found {found}")


def _location(node: Node | None, problems: Problems) -> Location:
    if node is None:
        return Location()
    keys = mapping(node, "monolith", problems, ("root", "app", "dump", "client"))
    return Location(
        root=text(keys["root"], "monolith.root", problems) or "." if "root" in keys else ".",
        app=text(keys["app"], "monolith.app", problems)
        if "app" in keys and not is_null(keys["app"])
        else None,
        dump=_one_or_many(keys.get("dump"), "monolith.dump", problems),
        client=_one_or_many(keys.get("client"), "monolith.client", problems),
    )


def _one_or_many(node: Node | None, path: str, problems: Problems) -> tuple[str, ...]:
    if node is None or is_null(node):
        return ()
    if kind_of(node).startswith("the value"):
        return (text(node, path, problems),)
    return _names(node, path, problems)


def _isolation(node: Node | None, path: str, problems: Problems) -> str | None:
    return None if node is None else _one_of(node, path, ISOLATIONS, problems)


def _one_of(node: Node, path: str, known: tuple[str, ...], problems: Problems) -> str:
    value = text(node, path, problems)
    if value and value not in known:
        problems.add(node, f"{path}: {shown(value)} is not known{did_you_mean(value, known)}")
        return ""
    return value


def _names(node: Node | None, path: str, problems: Problems) -> tuple[str, ...]:
    if node is None:
        return ()
    found: list[str] = []
    for index, item in enumerate(sequence(node, path, problems)):
        name = text(item, f"{path}[{index}]", problems)
        if name in found:
            problems.add(item, f"{path}: {shown(name)} is listed twice")
        elif name:
            found.append(name)
    return tuple(found)


def _services(node: Node | None, problems: Problems) -> tuple[Service, ...]:
    if node is None:
        return ()
    return tuple(
        _service(name, value, problems) for name, value in mapping(node, "services", problems).items()
    )


def _service(name: str, node: Node, problems: Problems) -> Service:
    path = f"services.{name}"
    if name in (MONOLITH, SHARED_SCHEMA):
        problems.add(node, f"{path}: the name {name} is reserved; call the service something else")
    elif not _NAME.fullmatch(name):
        problems.add(node, f"{path}: a service's name is in kebab-case, for example order-management")
    keys = mapping(node, path, problems, SERVICE)
    schema = keys.get("schema")
    return Service(
        name=name,
        modules=_names(keys.get("modules"), f"{path}.modules", problems),
        tables=_names(keys.get("tables"), f"{path}.tables", problems),
        schema=_schema(schema, f"{path}.schema", problems)
        if schema is not None and not is_null(schema)
        else None,
        strict=flag(keys["strict"], f"{path}.strict", problems) if "strict" in keys else False,
        isolation=_isolation(keys.get("isolation"), f"{path}.isolation", problems) or None,
    )


def _schema(node: Node, path: str, problems: Problems) -> str:
    value = text(node, path, problems)
    if value and not _SCHEMA.fullmatch(value):
        problems.add(
            node, f"{path}: {shown(value)} cannot name a schema: letters, digits and _, at most 64 characters"
        )
    return value


def _references(node: Node | None, problems: Problems) -> tuple[Reference, ...]:
    if node is None:
        return ()
    found = []
    for table, value in mapping(node, "reference", problems).items():
        path = f"reference.{table}"
        keys = mapping(value, path, problems, ("writer", "in"))
        writer = keys.get("writer")
        found.append(
            Reference(
                table,
                text(writer, f"{path}.writer", problems)
                if writer is not None and not is_null(writer)
                else None,
                text(keys["in"], f"{path}.in", problems) if "in" in keys else SHARED_SCHEMA,
            )
        )
    return tuple(found)


def _contracts(node: Node | None, problems: Problems) -> tuple[Contract, ...]:
    if node is None:
        return ()
    items = sequence(node, "crossings", problems)
    return tuple(_contract(item, f"crossings[{index}]", problems) for index, item in enumerate(items))


def _contract(node: Node, path: str, problems: Problems) -> Contract:
    keys = mapping(node, path, problems, CONTRACT)
    for key in ("id", "from", "to", "kind", "what", "policy"):
        if key not in keys:
            problems.add(node, f"{path}: the key {key} is missing")
    told = {
        key: text(keys[key], f"{path}.{key}", problems) for key in ("id", "from", "to", "what") if key in keys
    }
    if told.get("id") and not _ID.fullmatch(told["id"]):
        problems.add(
            keys["id"], f"{path}.id: expected the eight hexadecimal digits that `propose` and `check` print"
        )
    kind = _one_of(keys["kind"], f"{path}.kind", KINDS, problems) if "kind" in keys else ""
    policy = _policy(keys["policy"], f"{path}.policy", problems) if "policy" in keys else ""
    issue, until = keys.get("issue"), keys.get("until")
    if policy == "debt" and (issue is None or until is None):
        missing = " and ".join(key for key, value in (("issue", issue), ("until", until)) if value is None)
        problems.add(
            node, f"{path}: a debt needs {missing}: where it is tracked, and the date by which it is paid"
        )
    return Contract(
        told.get("id", ""),
        told.get("from", ""),
        told.get("to", ""),
        kind,
        told.get("what", ""),
        policy,
        _names(keys.get("columns"), f"{path}.columns", problems),
        _issue(issue, f"{path}.issue", problems),
        _until(until, f"{path}.until", problems),
    )


def _policy(node: Node, path: str, problems: Problems) -> str:
    value = text(node, path, problems)
    if value in LATER_POLICIES:
        problems.add(node, f"{path}: {shown(value)} is not built yet; take one of {', '.join(POLICIES)}")
        return ""
    return _one_of(node, path, POLICIES, problems)


def _issue(node: Node | None, path: str, problems: Problems) -> str | None:
    value = None if node is None else text(node, path, problems)
    return None if value == UNFILED else value or None


def _until(node: Node | None, path: str, problems: Problems) -> date | None:
    if node is None or kind_of(node) == f"the value {UNSCHEDULED}":
        return None
    return day(node, path, problems)


def _pins(node: Node | None, problems: Problems) -> Pins:
    if node is None:
        return Pins()
    keys = mapping(node, "pins", problems, ("together", "apart", "service"))
    homes = mapping(keys["service"], "pins.service", problems) if "service" in keys else {}
    return Pins(
        _groups(keys.get("together"), "pins.together", problems),
        _groups(keys.get("apart"), "pins.apart", problems),
        tuple((item, text(value, f"pins.service.{item}", problems)) for item, value in homes.items()),
    )


def _groups(node: Node | None, path: str, problems: Problems) -> tuple[tuple[str, ...], ...]:
    if node is None:
        return ()
    groups = []
    for index, item in enumerate(sequence(node, path, problems)):
        group = _names(item, f"{path}[{index}]", problems)
        if len(group) < 2:
            problems.add(item, f"{path}[{index}]: name two modules or tables at least")
        groups.append(group)
    return tuple(groups)


def _phase_id(node: Node, path: str, problems: Problems) -> str:
    value = text(node, path, problems)
    if len(value) > LONGEST_PHASE:
        problems.add(
            node,
            f"{path}: {value[:20]}... is {len(value)} characters long; the journal of `apply` keeps {LONGEST_PHASE}",
        )
    return value


def _phases(node: Node | None, problems: Problems) -> tuple[Phase, ...]:
    if node is None:
        return ()
    found: list[Phase] = []
    for index, item in enumerate(sequence(node, "phases", problems)):
        path = f"phases[{index}]"
        keys = mapping(item, path, problems, ("id", "services", "depends_on"))
        if "id" not in keys:
            problems.add(item, f"{path}: the key id is missing")
            continue
        found.append(
            Phase(
                _phase_id(keys["id"], f"{path}.id", problems),
                _names(keys.get("services"), f"{path}.services", problems),
                _names(keys.get("depends_on"), f"{path}.depends_on", problems),
            )
        )
    return tuple(found)
