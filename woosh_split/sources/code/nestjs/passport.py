"""Passport's strategies: known to guards by a name alone."""

from __future__ import annotations

from woosh_split.sources.code.typescript.program import ClassDecl, Program
from woosh_split.sources.code.typescript.summary import Expr


def passport_name(decl: ClassDecl, program: Program) -> str | None:
    """Return the name of the strategy that a class extends, empty for the package's default, None where it is none."""
    extends = _strategy(decl, program)
    if extends is None:
        return None
    second = extends[2][1] if len(extends[2]) > 1 else None
    if second is not None and second[0] == "str":
        return str(second[1])
    package = (passport_package(decl, program) or "").rpartition("/")[2]
    return package.removeprefix("passport-") or ""


def passport_package(decl: ClassDecl, program: Program) -> str | None:
    """Return the package of the strategy that a class extends, None where it is none or its package is not known."""
    extends = _strategy(decl, program)
    first = program.external(decl.file, extends[2][0]) if extends is not None and extends[2] else None
    return first.package if first is not None else None


def _strategy(decl: ClassDecl, program: Program) -> Expr | None:
    extends = decl.node.extends
    if extends is None or extends[0] != "call":
        return None
    external = program.external(decl.file, extends)
    return extends if external is not None and external.name == "PassportStrategy" else None
