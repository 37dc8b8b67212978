"""Builds a large monolith from a small one: the same code many times, and nothing in it twice.

Every replica has classes, tables and routes of its own name, so no two files have the same bytes: a cache by content or a
table of known names gains nothing from the copies.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_CLASS = re.compile(r"^export (?:default )?(?:abstract )?(?:class|enum|interface|type) (\w+)", re.MULTILINE)
_TABLE = re.compile(r"@Entity\(\s*(?:\{\s*name:\s*)?['\"](\w+)['\"]")
_SPECIFIER = re.compile(r"((?:from|import)\s*\(?\s*(?:'[^']+'|\"[^\"]+\"))")
_PREFIX = re.compile(r"@Controller\((['\"])(\w)")


def replicate(backend: Path, target: Path, files: int) -> int:
    """Write at least ``files`` files below ``target`` and return how many there are."""
    sources = {
        path.relative_to(backend / "src").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((backend / "src").rglob("*.ts"))
    }
    entry = sources.pop("main.ts")
    for name in ("package.json", "tsconfig.json", "nest-cli.json"):
        if (backend / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(backend / name, target / name)
    names = {name for text in sources.values() for name in _CLASS.findall(text)}
    tables = {name for text in sources.values() for name in _TABLE.findall(text)}
    words = re.compile(rf"\b({'|'.join(sorted(names | tables, key=len, reverse=True))})\b")
    copies = -(-files // len(sources))
    for copy in range(copies):
        for name, text in sources.items():
            path = target / "src" / f"r{copy}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_renamed(text, words, tables, copy), encoding="utf-8")
    (target / "src/main.ts").write_text(entry, encoding="utf-8")
    (target / "src/app.module.ts").write_text(_root_module(copies), encoding="utf-8")
    return copies * len(sources) + 2


def _renamed(text: str, words: re.Pattern[str], tables: set[str], copy: int) -> str:
    parts = _SPECIFIER.split(text)  # every second one is the path of an import, whose files keep their names
    parts[::2] = [
        words.sub(lambda match: match[1] + (f"_r{copy}" if match[1] in tables else f"R{copy}"), part)
        for part in parts[::2]
    ]
    text = "".join(parts)
    text = _PREFIX.sub(rf"@Controller(\1r{copy}/\2", text)
    text = re.sub(r"(from\s+['\"])src/", rf"\1src/r{copy}/", text)
    return f"{text.rstrip()}\n// replica {copy}\n"


def _root_module(copies: int) -> str:
    imports = "".join(
        f"import {{ AppModuleR{copy} }} from './r{copy}/app.module';\n" for copy in range(copies)
    )
    listed = ", ".join(f"AppModuleR{copy}" for copy in range(copies))
    return (
        f"import {{ Module }} from '@nestjs/common';\n{imports}\n"
        f"@Module({{ imports: [{listed}] }})\nexport class AppModule {{}}\n"
    )
