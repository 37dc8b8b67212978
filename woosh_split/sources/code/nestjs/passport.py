"""Passport's strategies: known to guards by a name alone."""

from __future__ import annotations

from woosh_split.sources.code.typescript.program import ClassDecl, Program


def passport_name(decl: ClassDecl, program: Program) -> str | None:
    """Return the name of the strategy that a class extends, empty for the package's default, None where it is none."""
    extends = decl.node.extends
    if extends is None or extends[0] != "call":
        return None
    external = program.external(decl.file, extends)
    if external is None or external.name != "PassportStrategy":
        return None
    second = extends[2][1] if len(extends[2]) > 1 else None
    if second is not None and second[0] == "str":
        return str(second[1])
    first = program.external(decl.file, extends[2][0]) if extends[2] else None
    package = first.package.rpartition("/")[2] if first is not None else ""
    return package.removeprefix("passport-") or ""
