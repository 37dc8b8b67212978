"""The edits by which a root module imports the module that is generated for its service."""

from __future__ import annotations

import re

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.artefacts.service.nestjs.layout import quoted
from woosh_split.artefacts.service.nestjs.specifiers import specifier, wants_endings
from woosh_split.errors import InputError
from woosh_split.sources.code.nestjs.codebase import Codebase, Place
from woosh_split.sources.code.typescript.outline import Outline

_BEFORE_CODE = re.compile(rb"(?:\xef\xbb\xbf)?(?:#![^\n]*\n)?")
_IS_LIST = re.compile(rb"imports['\"]?\s*:\s*$")
_HAS_IMPORTS = re.compile(r"\bimports\b\s*[:,}]|['\"]imports['\"]")
_NO_IMPORTS = re.compile(r"@?[\w$.]+\s*\(\s*\{")
_MADE = r"[A-Za-z_$][\w$.]*(?:\([^(){}\[\]]*\))?"
"""A name, a member, or a plain call of either."""
_NAMED = re.compile(rf"\bimports['\"]?\s*:\s*(?P<made>{_MADE})(?=\s*[,}}])")
_SHORT = re.compile(r"(?<=[{,\s])(?P<made>imports)(?=\s*[,}])")
_WHOLE = re.compile(rf"@?[\w$.]+\s*\(\s*(?P<made>{_MADE})\s*,?\s*\)")


def root_edits(closure: Closure, root: Place, name: str, target: str) -> list[Edit]:
    """Return the edits by which the root module imports ``name`` of the generated file ``target``.

    Raises:
        InputError: the decorator, or its list, is made in a way that no edit can add to.
    """
    code = closure.around.code
    outline, content = code.outline(root.file), code.content(root.file)
    start, end = _decorator(outline, root)
    inside = [
        each for each in outline.lists if each.label == "imports" and start <= each.open and each.close <= end
    ]
    reason = "the generated module of the service"
    imported = import_edit(closure, root.file, name, target, reason)
    held = min(inside, key=lambda each: each.open, default=None)
    if held is not None and _IS_LIST.search(content[start : held.open - 1]):
        between = content[held.open : held.items[0][0]] if held.items else b""
        opened = f"[{name}, "
        if b"\n" in between:
            indent = between[between.rindex(b"\n") + 1 :].decode()
            indent = indent if not indent.strip() else "    "
            opened = f"[{_newline(content)}{indent}{name},"
        return [imported, Edit(held.open - 1, held.open, opened, reason)]
    text = content[start:end].decode("utf-8", "replace")
    added = _into_what_is_made(text, name, outline)
    if added is None:
        raise InputError(
            f"{root.file}: `imports` of the root module {root.name} is computed, so the service's module cannot be added. "
            "Write it as a list in the decorator: `imports: [...modules]` is one."
        )
    first, last, put = added
    at = start + len(text[:first].encode())
    return [imported, Edit(at, at + len(text[first:last].encode()), put, reason)]


def _decorator(outline: Outline, root: Place) -> tuple[int, int]:
    declaration = next((each for each in outline.declarations if each.name == root.name), None)
    imported = (name for link in outline.links for name in link.names)
    called = {"Module", *(name.local for name in imported if name.imported == "Module")}
    for name, start, end in declaration.decorator_places if declaration is not None else ():
        if name in called:
            return start, end
    raise InputError(
        f"{root.file}: the root module {root.name} has no decorator @Module of its own, so the service's module "
        "cannot be added to it. Write the decorator at the class."
    )


def _into_what_is_made(text: str, name: str, outline: Outline) -> tuple[int, int, str] | None:
    """Return what of the decorator's text becomes what, where a name stands for its list, or for all of its metadata."""
    none = _NO_IMPORTS.match(text)
    if none is not None and not _HAS_IMPORTS.search(text):
        return none.end(), none.end(), f" imports: [{name}],"
    made = _NAMED.search(text)
    if made is not None:
        return made.start("made"), made.end("made"), f"[{name}, ...{made['made']}]"
    made = _SHORT.search(text)
    if made is not None:
        return made.start("made"), made.end("made"), f"imports: [{name}, ...imports]"
    made = _WHOLE.fullmatch(text.strip())
    if made is None:
        return None
    others = f", ...{made['made']}.imports" if "imports" in outline.words else ""
    return made.start("made"), made.end("made"), f"{{ ...{made['made']}, imports: [{name}{others}] }}"


def import_edit(closure: Closure, file: str, name: str, target: str, reason: str) -> Edit:
    """Return the edit that imports a name of a generated file, behind the imports that a file has, else at its top."""
    code = closure.around.code
    content = code.content(file)
    at = _after_imports(code, file)
    path = quoted(named_from(closure, Place(file, ""), target))
    return Edit(at, at, f"import {{ {name} }} from {path};{_newline(content)}", reason)


def _after_imports(code: Codebase, file: str) -> int:
    """Return where an import may be added: below the file's imports, else at its top."""
    content = code.content(file)
    links = [each for each in code.outline(file).links if each.kind == "import"]
    if not links:
        top = _BEFORE_CODE.match(content)
        return top.end() if top else 0
    newline = content.find(b"\n", max(each.end for each in links))
    return newline + 1 if newline >= 0 else len(content)


def named_from(closure: Closure, source: Place, target: str) -> str:
    """Return the specifier by which a file of the monolith names one that is generated."""
    around = closure.around
    return specifier(around.destination(source), target, ending=wants_endings(around.code))


def _newline(content: bytes) -> str:
    return "\r\n" if b"\r\n" in content else "\n"
