"""Methods of providers that no call over the wire can stand in for, by what is declared of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woosh_split.model.code import AT_ONCE, CRITERIA, FUNCTION, GENERIC, GENERIC_CLASS, REQUEST, UPLOAD
from woosh_split.sources.code.nestjs.handed_connections import hands_connection, holds
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl, EnumDecl, External, InterfaceDecl
from woosh_split.sources.code.typescript.references import Closure, ExternalCall
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.summary import Function, Param, Type
from woosh_split.sources.code.typescript.values import Instance

_UPLOAD = "Express.Multer.File"
_CRITERIA = frozenset(
    External("typeorm", name)
    for name in ("FindManyOptions", "FindOneOptions", "FindOptionsWhere", "FindOperator", "FindConditions")
)
_REQUESTS = frozenset(
    {"Request", "Response", "FastifyRequest", "FastifyReply", "IncomingMessage", "ServerResponse", "Socket",
     "ExecutionContext", "ArgumentsHost"}
)  # fmt: skip
_REQUEST_NAMES = frozenset({"req", "request", "res", "response", "reply"})
_REQUEST_MEMBERS = frozenset(
    {
        "headers",
        "socket",
        "get",
        "header",
        "setHeader",
        "status",
        "send",
        "ip",
        "session",
        "user",
        "cookies",
        "json",
    }
)
"""What ``extract`` tells an untyped request by, too."""
_OBSERVABLE = External("rxjs", "Observable")
_PLAIN_GLOBALS = frozenset(
    {"Record", "Partial", "Pick", "Omit", "Readonly", "Required", "Array", "ReadonlyArray", "Map", "Set", "Date",
     "Buffer", "RegExp", "Error"}
)  # fmt: skip


def kept_by(instance: Instance, name: str, call: Call, interpreter: Interpreter) -> tuple[bool, str]:
    """Return whether a call hands on what works on the connection, and what else binds the method to its process."""
    bound = _bound_by(instance, name, interpreter)
    if not bound and any(holds(each, _is_operator, interpreter) for each in call.args):
        bound = CRITERIA
    if not bound and any(holds(each, _is_function, interpreter) for each in call.args):
        bound = FUNCTION
    return hands_connection(instance, name, call, interpreter), bound


def _is_operator(value: Value) -> bool:
    """Tell what ``In(ids)``, ``Between(a, b)`` and their like give: an object that means nothing in another process."""
    return isinstance(value, ExternalCall) and value.external.package == "typeorm"


def _bound_by(instance: Instance, name: str, interpreter: Interpreter) -> str:
    """Return why a method can be called in its own process only, empty where nothing that is declared says so.

    What only the compiler tells (the type of a result that nobody wrote down) is left to ``extract``.
    """
    if instance.decl.node.type_params:
        return GENERIC_CLASS
    found = interpreter.instances.find_method(instance, name)
    if found is None:
        return ""
    index, method = found
    function = method.function
    if function.type_params:
        return GENERIC
    if function.plain:
        return AT_ONCE
    level = interpreter.instances.chain(instance.decl, instance.bindings).levels[index]
    taken = {each for param in function.params for each in _names(param.type)}
    if _UPLOAD in taken:
        return UPLOAD
    if any(interpreter.program.lookup(level.decl.file, each) in _CRITERIA for each in sorted(taken)):
        return CRITERIA
    if any(_is_request(each, function, level.decl.file, interpreter) for each in function.params):
        return REQUEST
    if function.returns is None or function.returns[0] != "ref" or function.returns[1] in level.bindings:
        return ""
    decl = interpreter.program.lookup(level.decl.file, function.returns[1])
    if decl is None:
        return AT_ONCE if function.returns[1] in _PLAIN_GLOBALS else ""
    return AT_ONCE if decl == _OBSERVABLE or isinstance(decl, ClassDecl | InterfaceDecl | EnumDecl) else ""


def _is_function(value: Value) -> bool:
    return value.is_function or isinstance(value, Closure)


def _is_request(param: Param, function: Function, file: str, interpreter: Interpreter) -> bool:
    """Tell a parameter that is the running request or its answer: by its type, or without one by its name and its use."""
    if param.type is not None:
        decls = (interpreter.program.lookup(file, each) for each in _names(param.type))
        return any(isinstance(each, External) and each.name in _REQUESTS for each in decls)
    return (
        isinstance(param.pattern, str)
        and param.pattern in _REQUEST_NAMES
        and any(
            len(each) == 3
            and each[0] == "mem"
            and each[1] == ("id", param.pattern)
            and each[2] in _REQUEST_MEMBERS
            for each in nodes(function.body)
        )
    )


def _names(type_: Type) -> Iterator[str]:
    """Yield the names that a type is made of: its own, and those of lists, arguments and alternatives."""
    parts: Sequence[Type] = ()
    match type_:
        case ("ref", name, arguments, *_):
            yield name
            parts = arguments
        case ("arr", item, *_):
            parts = (item,)
        case ("union", members, *_):
            parts = members
    for each in parts:
        yield from _names(each)
