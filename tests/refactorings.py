"""Refactorings of TypeScript: the program does the same in another idiom, so the facts say the same but for places.

Each takes a source and a source of randomness and returns the refactored source, as in ``rewrites``. They work on the syntax
tree, and leave alone whatever is not surely the same afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from random import Random

from rewrites import Edit, descendants, edited, parse
from tree_sitter import Node

_PROVIDERS = re.compile(rb"@(Injectable|Processor|Resolver|CommandHandler|QueryHandler|EventsHandler)\b")
_CONTROLLERS = re.compile(rb"@Controller\b")
_STATEMENTS = ("return_statement", "expression_statement", "lexical_declaration")
_SQL = re.compile(rb"^[`'\"]\s*(select|insert|update|delete|replace|call|with|truncate)\b", re.IGNORECASE)
_CALLED_BY_NEST = re.compile(
    rb"on[A-Z]\w*|canActivate|intercept|validate|transform|use|catch|process|execute|handle|configure"
)
_OWN_THIS = ("function_expression", "function_declaration", "class_body", "method_definition")


# The tree --------------------------------------------------------------------------------------------------


def _text(source: bytes, node: Node) -> bytes:
    return source[node.start_byte : node.end_byte]


def _before(node: Node, text: bytes) -> Edit:
    return (node.start_byte, node.start_byte, text)


def _after(node: Node, text: bytes) -> Edit:
    return (node.end_byte, node.end_byte, text)


def _instead(node: Node, text: bytes) -> Edit:
    return (node.start_byte, node.end_byte, text)


def _part(node: Node, name: str) -> Node:
    found = node.child_by_field_name(name)
    assert found is not None, f"{node.type} has no {name}"
    return found


def _around(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _is_assigned(node: Node) -> bool:
    for each in _around(node):
        if each.type in ("assignment_expression", "augmented_assignment_expression"):
            left = _part(each, "left")
            if left.start_byte <= node.start_byte < left.end_byte:
                return True
        if each.type == "update_expression":
            return True
    return False


def _classes(root: Node) -> list[Node]:
    kinds = ("class_declaration", "abstract_class_declaration")
    return [node for node in descendants(root) if node.type in kinds]


def _decorators(node: Node) -> list[Node]:
    """Return the decorators of a class or of a member, those in front of ``export`` included; in order."""
    found = [child for child in node.children if child.type == "decorator"]
    if node.parent is not None and node.parent.type == "export_statement":
        found += [child for child in node.parent.children if child.type == "decorator"]
    beside = node.prev_sibling
    while beside is not None and beside.type == "decorator":
        found.append(beside)
        beside = beside.prev_sibling
    return sorted(found, key=lambda each: each.start_byte)


def _is_marked(source: bytes, node: Node, mark: re.Pattern[bytes]) -> bool:
    return any(mark.match(_text(source, each)) for each in _decorators(node))


def _extends(cls: Node) -> bool:
    return any(child.type == "class_heritage" and b"extends" in (child.text or b"") for child in cls.children)


def _providers(source: bytes, root: Node, *, controllers: bool = True) -> Iterator[Node]:
    for cls in _classes(root):
        if _is_marked(source, cls, _PROVIDERS) or (controllers and _is_marked(source, cls, _CONTROLLERS)):
            yield cls


def _methods(source: bytes, cls: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the plain methods of a class, each with its body: no accessors, overloads, generators, or static ones."""
    members = _part(cls, "body").children
    if any(each.type in ("method_signature", "abstract_method_signature") for each in members):
        return
    for each in members:
        name = each.child_by_field_name("name") if each.type == "method_definition" else None
        body = each.child_by_field_name("body")
        if name is None or body is None or name.type != "property_identifier":
            continue
        words = {child.type for child in each.children if child.end_byte <= name.start_byte}
        if _text(source, name) != b"constructor" and not words & {"get", "set", "static", "*"}:
            yield each, body


def _bodies(source: bytes, root: Node) -> Iterator[tuple[Node, Node]]:
    for cls in _providers(source, root):
        yield from _methods(source, cls)


def _constructor(source: bytes, cls: Node) -> Node | None:
    return next(
        (
            each
            for each in _part(cls, "body").children
            if each.type == "method_definition" and _text(source, _part(each, "name")) == b"constructor"
        ),
        None,
    )


def _fields_used(node: Node) -> Iterator[Node]:
    """Yield ``this.x`` where something of it is asked for: ``this.x.y``."""
    for each in descendants(node):
        if each.type != "member_expression" or _part(each, "object").type != "this":
            continue
        above = each.parent
        if (
            above is not None
            and above.type == "member_expression"
            and _part(above, "object") == each
            and _part(each, "property").type == "property_identifier"
            and not any(child.type == "optional_chain" for child in above.children)
            and not _is_assigned(each)
        ):
            yield each


def _calls(source: bytes, node: Node, *names: bytes) -> Iterator[Node]:
    """Yield the calls of methods, or decorators, of these names."""
    for each in descendants(node):
        function = each.child_by_field_name("function") if each.type == "call_expression" else None
        if function is None:
            continue
        called = _part(function, "property") if function.type == "member_expression" else function
        if _text(source, called) in names:
            yield each


def _behind_imports(root: Node) -> int:
    at = 0
    for child in root.children:
        if child.type == "import_statement":
            at = child.end_byte
    return at


def _words(source: bytes, node: Node) -> set[bytes]:
    return set(re.findall(rb"[A-Za-z_$][\w$]*", _text(source, node)))


# Where text stands -----------------------------------------------------------------------------------------


def _statements_of_sql(source: bytes, root: Node) -> Iterator[Node]:
    for each in descendants(root):
        if each.type not in ("string", "template_string") or not _SQL.match(_text(source, each)):
            continue
        if any(child.type == "template_substitution" for child in each.children):
            continue
        above = each.parent
        if above is None or above.type in ("literal_type", "enum_assignment", "call_expression"):
            continue
        kinds = {outer.type for outer in _around(each)}
        if "decorator" not in kinds and kinds & {"method_definition", "arrow_function"}:
            yield each


def _hoisted(source: bytes, head: bytes, line: bytes, tail: bytes, use: bytes) -> bytes:
    """Move each statement to the top; ``line`` and ``use`` have a number and, the first, the text put into them."""
    root = parse(source)
    found = list(_statements_of_sql(source, root))
    if not found:
        return source
    lines = [line % (number, _text(source, each)) for number, each in enumerate(found)]
    at = _behind_imports(root)
    text = b"\n".join([b"", *([head] if head else []), *lines, *([tail] if tail else []), b""])
    edits = [(at, at, text), *(_instead(each, use % number) for number, each in enumerate(found))]
    return edited(source, edits)


def sql_as_constants(source: bytes, random: Random) -> bytes:
    """Name each statement by a constant of the file."""
    return _hoisted(source, b"", b"const SQL_%d = %s;", b"", b"SQL_%d")


def sql_in_an_object(source: bytes, random: Random) -> bytes:
    """Keep the statements in a frozen object."""
    head = b"const Statements = Object.freeze({"
    return _hoisted(source, head, b"  s%d: %s,", b"} as const);", b"Statements.s%d")


def sql_in_static_members(source: bytes, random: Random) -> bytes:
    """Keep the statements in a class, as fields or as getters."""
    line = random.choice((b"  static readonly s%d = %s;", b"  static get s%d(): string { return %s; }"))
    return _hoisted(source, b"class Statements {", line, b"}", b"Statements.s%d")


def sql_in_pieces(source: bytes, random: Random) -> bytes:
    """Put each statement together from two halves."""
    edits: list[Edit] = []
    for each in _statements_of_sql(source, parse(source)):
        text = _text(source, each)
        quote, inner = text[:1], text[1:-1]
        at = inner.find(b" ", len(inner) // 2)
        if at < 0 or b"\\" in inner:
            continue
        one, two = quote + inner[:at] + quote, quote + inner[at:] + quote
        forms = (
            b"(%s + %s)" % (one, two),
            b"[%s, %s].join('')" % (one, two),
            b"%s.concat(%s)" % (one, two),
            b"`${%s}${%s}`" % (one, two),
        )
        edits.append(_instead(each, random.choice(forms)))
    return edited(source, edits)


# How something is named ------------------------------------------------------------------------------------


def receivers_in_other_words(source: bytes, random: Random) -> bytes:
    """Ask ``this['x']``, ``this.x!`` or ``this?.x`` instead of ``this.x``."""
    edits: list[Edit] = []
    for each in _fields_used(parse(source)):
        name = _text(source, _part(each, "property"))
        forms = (b"this['%s']" % name, b"this.%s!" % name, b"this!.%s" % name, b"this?.%s" % name)
        edits.append(_instead(each, random.choice(forms)))
    return edited(source, edits)


def self_instead_of_this(source: bytes, random: Random) -> bytes:
    """Begin each method with ``const self = this``."""
    edits: list[Edit] = []
    for method, body in _bodies(source, parse(source)):
        if b"self" in _words(source, method):
            continue
        own = list(_own_this(body))
        if own:
            edits.append((body.start_byte + 1, body.start_byte + 1, b" const self = this;"))
            edits += [_instead(each, b"self") for each in own]
    return edited(source, edits)


def _own_this(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.type == "this":
            yield child
        elif child.type not in _OWN_THIS:
            yield from _own_this(child)


def fields_taken_out_of_this(source: bytes, random: Random) -> bytes:
    """Begin each method with ``const { x, y } = this``."""
    edits: list[Edit] = []
    for method, body in _bodies(source, parse(source)):
        kinds = ("identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern")
        taken = {_text(source, each) for each in descendants(method) if each.type in kinds}
        found: dict[bytes, list[Node]] = {}
        for each in _fields_used(body):
            name = _text(source, _part(each, "property"))
            inside = [outer for outer in _around(each) if outer.start_byte > body.start_byte]
            if name not in taken and not any(outer.type in _OWN_THIS for outer in inside):
                found.setdefault(name, []).append(each)
        if found:
            names = b", ".join(found)
            edits.append((body.start_byte + 1, body.start_byte + 1, b" const { %s } = this;" % names))
            edits += [_instead(each, name) for name, uses in found.items() for each in uses]
    return edited(source, edits)


def receivers_in_variables(source: bytes, random: Random) -> bytes:
    """Put the first field that a statement asks into a variable in front of it."""
    edits: list[Edit] = []
    for _, body in _bodies(source, parse(source)):
        for statement in body.children:
            if statement.type not in _STATEMENTS:
                continue
            for each in _fields_used(statement):
                inside = [outer for outer in _around(each) if outer.start_byte >= statement.start_byte]
                if not any(outer.type in _OWN_THIS for outer in inside):
                    name = b"target%d" % len(edits)
                    edits.append(_before(statement, b"const %s = %s; " % (name, _text(source, each))))
                    edits.append(_instead(each, name))
                    break
    return edited(source, edits)


def imports_under_other_names(source: bytes, random: Random) -> bytes:
    """Import each name ``as`` another one, or all of a package as a namespace."""
    root = parse(source)
    edits: list[Edit] = []
    exported = {
        _text(source, _part(each, "name")) for each in descendants(root) if each.type == "export_specifier"
    }
    for number, each in enumerate(root.children):
        if each.type != "import_statement" or _text(source, each).startswith(b"import type"):
            continue
        clause = next((child for child in each.children if child.type == "import_clause"), None)
        names = [node for node in descendants(each) if node.type == "import_specifier"]
        plain = all(_text(source, name).decode().isidentifier() for name in names)
        found = {_text(source, name) for name in names}
        if clause is None or len(clause.named_children) != 1 or not names or not plain or found & exported:
            continue
        if random.random() < 0.5:
            edits.append(_instead(clause, b"* as space%d" % number))
            edits += _renamed(source, root, each, {name: b"space%d.%s" % (number, name) for name in found})
        else:
            edits += [
                _instead(name, b"%s as %sOther" % (_text(source, name), _text(source, name)))
                for name in names
            ]
            edits += _renamed(source, root, each, {name: b"%sOther" % name for name in found})
    return edited(source, edits)


def _renamed(source: bytes, root: Node, but: Node, names: dict[bytes, bytes]) -> Iterator[Edit]:
    for each in descendants(root):
        text = _text(source, each)
        if text not in names or but.start_byte <= each.start_byte < but.end_byte:
            continue
        if each.type in ("identifier", "type_identifier"):
            yield _instead(each, names[text])
        elif each.type == "shorthand_property_identifier":
            yield _instead(each, b"%s: %s" % (text, names[text]))


# How functions are written ---------------------------------------------------------------------------------


def methods_as_arrow_fields(source: bytes, random: Random) -> bytes:
    """Write the methods of providers as fields that hold arrow functions."""
    edits: list[Edit] = []
    root = parse(source)
    for cls in _providers(source, root, controllers=False):
        for method, body in _methods(source, cls) if not _extends(cls) else ():
            name, head = _part(method, "name"), _part(method, "parameters")
            inside = {each.type for each in descendants(method)}
            if (
                _CALLED_BY_NEST.fullmatch(_text(source, name))
                or _decorators(method)
                or inside & {"super", "decorator"}
            ):
                continue
            words = [_text(source, each) for each in method.children if each.end_byte <= name.start_byte]
            types = method.child_by_field_name("type_parameters")
            signature = source[(types or head).start_byte : body.start_byte].rstrip()
            left = b" ".join([*(each for each in words if each != b"async"), _text(source, name)])
            right = (b"async " if b"async" in words else b"") + signature
            edits.append(_instead(method, b"%s = %s => %s;" % (left, right, _text(source, body))))
    return edited(source, edits)


def work_in_private_methods(source: bytes, random: Random) -> bytes:
    """Move the body of each method into a private one that it calls."""
    edits: list[Edit] = []
    for method, body in _bodies(source, parse(source)):
        head = _part(method, "parameters")
        patterns = [each.child_by_field_name("pattern") for each in head.named_children]
        if any(each is None or each.type != "identifier" for each in patterns):
            continue
        if method.child_by_field_name("type_parameters") is not None:
            continue
        name = _text(source, _part(method, "name"))
        given = b", ".join(_text(source, each) for each in patterns if each is not None)
        wait = b"async " if any(each.type == "async" for each in method.children) else b""
        marks = [(each.start_byte - head.start_byte, each.end_byte - head.start_byte, b"")
                 for each in descendants(head) if each.type == "decorator"]  # fmt: skip
        returns = method.child_by_field_name("return_type")
        told = _text(source, returns) if returns is not None else b""
        signature = wait + name + b"Inner" + edited(_text(source, head), marks) + told
        inner = b"\n  private %s %s\n" % (signature, _text(source, body))
        edits.append(_instead(body, b"{ return this.%sInner(%s); }%s" % (name, given, inner)))
    return edited(source, edits)


def work_in_inner_functions(source: bytes, random: Random) -> bytes:
    """Put the body of each method into a function that is called at once."""
    edits: list[Edit] = []
    for method, body in _bodies(source, parse(source)):
        if not body.named_children:
            continue
        wait = b"async " if any(each.type == "async" for each in method.children) else b""
        forms = (
            (b" return (%s() => {" % wait, b"})(); "),
            (b" const work = %s() => {" % wait, b"}; return work(); "),
            (b" return (%sfunction (this: any) {" % wait, b"}).call(this); "),
        )
        edits += _wrapped(body, *random.choice(forms))
    return edited(source, edits)


def work_in_branches(source: bytes, random: Random) -> bytes:
    """Put the body of each method into a branch, a loop or a ``try``."""
    edits: list[Edit] = []
    for _, body in _bodies(source, parse(source)):
        if not body.named_children:
            continue
        forms = (
            (b" if (process.env.NEVER === undefined) {", b"} return undefined as any; "),
            (b" switch (true) { default: {", b"} } "),
            (b" for (const once of [1]) {", b"} return undefined as any; "),
            (b" try {", b"} catch (failure) { throw failure; } finally { /* done */ } "),
        )
        edits += _wrapped(body, *random.choice(forms))
    return edited(source, edits)


def _wrapped(body: Node, first: bytes, last: bytes) -> list[Edit]:
    start, end = body.start_byte + 1, body.end_byte - 1
    return [(start, start, first), (end, end, last)]


def waits_in_other_words(source: bytes, random: Random) -> bytes:
    """Wait for ``x().then(...)``, or for ``Promise.all([x()])``, instead of ``x()``."""
    edits: list[Edit] = []
    for each in descendants(parse(source)):
        inner = each.named_children[0] if each.type == "await_expression" else None
        if inner is None or inner.type != "call_expression":
            continue
        if any(node.type == "await_expression" for node in descendants(inner)):
            continue
        forms = (
            (b"", b".then((value) => value)"),
            (b"", b".catch((error) => { throw error; })"),
            (b"Promise.all([", b"]).then(([first]) => first)"),
        )
        first, last = random.choice(forms)
        edits += [_before(inner, first), _after(inner, last)]
    return edited(source, edits)


def arguments_in_variables(source: bytes, random: Random) -> bytes:
    """Make the first object that a statement hands to a call in front of it, or in a function."""
    edits: list[Edit] = []
    for _, body in _bodies(source, parse(source)):
        for statement in body.children:
            found = _first_object(statement) if statement.type in _STATEMENTS else None
            if found is None:
                continue
            name, text = b"given%d" % len(edits), _text(source, found)
            forms = (
                (b"const %s = %s; " % (name, text), name),
                (b"const %s = %s; " % (name, text), b"{ ...%s }" % name),
                (b"const %s = () => (%s); " % (name, text), b"%s()" % name),
            )
            front, use = random.choice(forms)
            edits += [_before(statement, front), _instead(found, use)]
    return edited(source, edits)


def _first_object(statement: Node) -> Node | None:
    apart = ("arrow_function", "function_expression", "ternary_expression", "binary_expression", "class_body")
    for each in descendants(statement):
        if each.type == "object" and each.parent is not None and each.parent.type == "arguments":
            inside = [outer for outer in _around(each) if outer.start_byte >= statement.start_byte]
            waits = any(node.type == "await_expression" for node in descendants(each))
            return None if waits or any(outer.type in apart for outer in inside) else each
    return None


# How things are wired --------------------------------------------------------------------------------------


def fields_instead_of_parameters(source: bytes, random: Random) -> bytes:
    """Declare the fields that a constructor's parameters declare, and set them in its body."""
    edits: list[Edit] = []
    for cls in _classes(parse(source)):
        made = _constructor(source, cls) if not _extends(cls) else None
        if made is None:
            continue
        fields: list[bytes] = []
        sets: list[bytes] = []
        for each in _part(made, "parameters").named_children:
            words = [child for child in each.children if child.type in ("accessibility_modifier", "readonly")]
            name, type_ = each.child_by_field_name("pattern"), each.child_by_field_name("type")
            if not words or name is None or type_ is None or name.type != "identifier":
                continue
            said = b" ".join(_text(source, word) for word in words)
            fields.append(b"%s %s%s;" % (said, _text(source, name), _text(source, type_)))
            sets.append(b"this.%s = %s;" % (_text(source, name), _text(source, name)))
            edits += [_instead(word, b"") for word in words]
        if fields:
            start = _part(made, "body").start_byte + 1
            edits += [_before(made, b"\n  ".join([*fields, b""])), (start, start, b" %s " % b" ".join(sets))]
    return edited(source, edits)


def injected_into_fields(source: bytes, random: Random) -> bytes:
    """Have Nest put into decorated fields what it handed to a constructor that does nothing else."""
    edits: list[Edit] = []
    for cls in _providers(source, parse(source)):
        made = _constructor(source, cls) if not _extends(cls) else None
        if made is None or _part(made, "body").named_children:
            continue
        fields = [_as_field(source, each) for each in _part(made, "parameters").named_children]
        if fields and all(fields):
            edits.append(_instead(made, b"\n  ".join(each for each in fields if each)))
    if edits and not re.search(rb"\bInject\b", source[: _behind_imports(parse(source))]):
        edits.append((0, 0, b"import { Inject } from '@nestjs/common';\n"))
    return edited(source, edits)


def _as_field(source: bytes, parameter: Node) -> bytes | None:
    name, type_ = parameter.child_by_field_name("pattern"), parameter.child_by_field_name("type")
    words = [each for each in parameter.children if each.type in ("accessibility_modifier", "readonly")]
    if name is None or type_ is None or name.type != "identifier" or not words:
        return None
    marks = [_text(source, each) for each in parameter.children if each.type == "decorator"]
    if not any(b"Inject" in each for each in marks):
        marks.append(b"@Inject()")
    said = b" ".join([*marks, *(_text(source, word) for word in words)])
    return b"%s %s%s;" % (said, _text(source, name), _text(source, type_))


def work_in_base_classes(source: bytes, random: Random) -> bytes:
    """Leave to each provider its name and decorators, and move all else into an abstract class."""
    edits: list[Edit] = []
    for cls in _providers(source, parse(source), controllers=False):
        export = cls.parent
        if (
            _extends(cls)
            or cls.type != "class_declaration"
            or export is None
            or export.type != "export_statement"
        ):
            continue
        if any(child.type == "default" for child in export.children):
            continue
        marks, name = _decorators(cls), _part(cls, "name")
        start = min([export.start_byte, *(each.start_byte for each in marks)])
        rest = source[name.end_byte : cls.end_byte].replace(b"private ", b"protected ")
        said = b"\n".join(_text(source, each) for each in marks)
        text = _text(source, name)
        whole = b"abstract class %sBase%s\n\n%s\nexport class %s extends %sBase {}\n" % (
            text,
            rest,
            said,
            text,
            text,
        )
        edits.append((start, export.end_byte, whole))
    return edited(source, edits)


def composed_decorators(source: bytes, random: Random) -> bytes:
    """Make decorators of one's own of those that say where a handler is and who may call it."""
    root = parse(source)
    edits: list[Edit] = []
    made: list[bytes] = []
    for each in descendants(root):
        call = each.named_children[0] if each.type == "decorator" else None
        if call is None or call.type != "call_expression":
            continue
        if _text(source, _part(call, "function")) not in (
            b"Controller",
            b"Get",
            b"Post",
            b"Put",
            b"Patch",
            b"Delete",
            b"UseGuards",
        ):
            continue
        made.append(b"const Composed%d = () => applyDecorators(%s);" % (len(made), _text(source, call)))
        edits.append(_instead(call, b"Composed%d()" % (len(made) - 1)))
    if not made:
        return source
    at = _behind_imports(root)
    told = b"\n".join([b"", b"import { applyDecorators } from '@nestjs/common';", *made, b""])
    return edited(source, [*edits, (at, at, told)])


def metadata_in_constants(source: bytes, random: Random) -> bytes:
    """Keep the lists of a module in constants, and its metadata in another one."""
    root = parse(source)
    edits: list[Edit] = []
    made: list[bytes] = []
    for each in _calls(source, root, b"Module"):
        given = _part(each, "arguments").named_children
        if each.parent is None or each.parent.type != "decorator" or not given or given[0].type != "object":
            continue
        pairs: list[bytes] = []
        for pair in given[0].named_children:
            value = pair.child_by_field_name("value") if pair.type == "pair" else None
            if value is not None and value.type == "array":
                made.append(b"const list%d = %s;" % (len(made), _text(source, value)))
                pairs.append(b"%s: [...list%d]" % (_text(source, _part(pair, "key")), len(made) - 1))
            elif pair.type != "comment":
                pairs.append(_text(source, pair))
        made.append(b"const metadata%d = { %s };" % (len(made), b", ".join(pairs)))
        edits.append(_instead(given[0], b"metadata%d" % (len(made) - 1)))
    front = next((each for each in root.children if b"@Module(" in _text(source, each)), None)
    if not made or front is None:
        return source
    return edited(source, [*edits, _before(front, b"\n".join([*made, b""]))])


def statements_through_a_helper(source: bytes, random: Random) -> bytes:
    """Hand the connection and the statement to a function that runs it."""
    root = parse(source)
    edits: list[Edit] = []
    for each in _calls(source, root, b"query"):
        owner = _part(_part(each, "function"), "object")
        if re.fullmatch(rb"this\.\w+|manager|runner|queryRunner|em|tx", _text(source, owner)):
            start = _part(each, "arguments").start_byte + 1
            edits.append((each.start_byte, start, b"runSql(%s, " % _text(source, owner)))
    if not edits:
        return source
    at = _behind_imports(root)
    helper = (
        b"\nfunction runSql(connection: { query: Function }, sql: string, values?: any[]): Promise<any> "
        b"{ return connection.query(sql, values); }\n"
    )
    return edited(source, [*edits, (at, at, helper)])


def work_of_transactions_in_variables(source: bytes, random: Random) -> bytes:
    """Name the function that a transaction runs."""
    edits: list[Edit] = []
    for each in _calls(source, parse(source), b"transaction"):
        given = _part(each, "arguments").named_children
        if not given or given[-1].type != "arrow_function":
            continue
        above = list(_around(each))
        statement = next((node for node in above if node.type in _STATEMENTS), None)
        if statement is None or statement.parent is None or statement.parent.type != "statement_block":
            continue
        if any(
            node.type in ("arrow_function", "decorator")
            for node in above
            if node.start_byte >= statement.start_byte
        ):
            continue
        name = b"work%d" % len(edits)
        text = _text(source, given[-1])
        head = given[-1].child_by_field_name("parameters")
        if head is not None and b":" not in _text(source, head) and len(head.named_children) == 1:
            at = head.end_byte - 1 - given[-1].start_byte
            text = text[:at] + b": import('typeorm').EntityManager" + text[at:]
        edits += [_before(statement, b"const %s = %s; " % (name, text)), _instead(given[-1], name)]
    return edited(source, edits)


def loops_by_number(source: bytes, random: Random) -> bytes:
    """Go through a list by number, by entry, or by ``map``."""
    edits: list[Edit] = []
    for each in descendants(parse(source)):
        if each.type != "for_in_statement" or not any(child.type == "of" for child in each.children):
            continue
        body, item, rows = _part(each, "body"), _part(each, "left"), _part(each, "right")
        leaves = ("break_statement", "continue_statement", "return_statement", "yield_expression")
        if body.type != "statement_block" or any(node.type in leaves for node in descendants(body)):
            continue
        if rows.type not in ("identifier", "array") or any(
            node.type == "for_in_statement" for node in _around(each)
        ):
            continue
        one, many = _text(source, item), _text(source, rows)
        if random.random() < 0.5:
            head = b"for (let index = 0; index < %s.length; index++) { const %s = %s[index]; " % (
                many,
                one,
                many,
            )
            edits += [(each.start_byte, body.start_byte, head), _after(each, b"}")]
        else:
            edits.append(
                (each.start_byte, body.start_byte, b"for (const [, %s] of %s.entries()) " % (one, many))
            )
    return edited(source, edits)


Refactoring = Callable[[bytes, Random], bytes]

ALL: tuple[Refactoring, ...] = (
    sql_as_constants,
    sql_in_an_object,
    sql_in_static_members,
    sql_in_pieces,
    receivers_in_other_words,
    self_instead_of_this,
    fields_taken_out_of_this,
    receivers_in_variables,
    imports_under_other_names,
    methods_as_arrow_fields,
    work_in_private_methods,
    work_in_inner_functions,
    work_in_branches,
    waits_in_other_words,
    arguments_in_variables,
    fields_instead_of_parameters,
    injected_into_fields,
    work_in_base_classes,
    composed_decorators,
    metadata_in_constants,
    statements_through_a_helper,
    work_of_transactions_in_variables,
    loops_by_number,
)


def names(refactorings: Iterable[Refactoring]) -> list[str]:
    """Return how the tests call them."""
    return [each.__name__ for each in refactorings]
