"""Methods of providers that no call over the wire can stand in for, by what is declared of them."""

from __future__ import annotations

from woosh_split.model.code import AT_ONCE, GENERIC, GENERIC_CLASS
from woosh_split.sources.code.nestjs.handed_connections import hands_connection
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, EnumDecl, InterfaceDecl
from woosh_split.sources.code.typescript.root import Call
from woosh_split.sources.code.typescript.values import Instance


def kept_by(instance: Instance, name: str, call: Call, interpreter: Interpreter) -> tuple[bool, str]:
    """Return whether a call hands on what works on the connection, and what else binds the method to its process."""
    return hands_connection(instance, name, call, interpreter), _bound_by(instance, name, interpreter)


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
    if function.returns is None or function.returns[0] != "ref" or function.returns[1] in level.bindings:
        return ""
    decl = interpreter.program.lookup(level.decl.file, function.returns[1])
    return AT_ONCE if isinstance(decl, ClassDecl | InterfaceDecl | EnumDecl) else ""
