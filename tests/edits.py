"""Steps of a person's work on a monolith, at random: for tests that compare a run with a cache with one without."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import yaml

from woosh_split.model.facts import Facts

SUFFIXES = (".ts", ".sql", ".json", ".dart", ".yaml")
KEPT = ("package.json", "nest-cli.json", "truth.json")
"""Without these there would be nothing to read, or nobody reads them."""
SEEDS = int(os.environ.get("EDITS", "0"))
"""More seeds than the usual few, for `make stress-edits`."""


def seeds(usual: int) -> int:
    """Return how many seeds a test tries."""
    return SEEDS or usual


def sources(root: Path) -> list[Path]:
    """Return the files that may be edited."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.suffix in SUFFIXES
        and path.is_file()
        and path.name not in KEPT
        and not {"node_modules", "dist", ".woosh_split_cache"} & set(path.parts)
    )


def take_a_step(root: Path, removed: list[tuple[Path, bytes]], chance: Random) -> str:
    """Do one thing to one file, and return what it was; ``removed`` are files that may come back."""
    paths = sources(root)
    path = chance.choice(paths)
    kind = chance.randrange(10)
    if kind <= 2:
        change_a_line(path, chance)
    elif kind <= 4:
        EDITS[chance.choice(list(EDITS))](
            chance.choice([each for each in paths if each.suffix == ".ts"]), chance
        )
    elif kind == 5:
        swap_contents(path, paths, chance)
    elif kind == 6 and path.name != "woosh-split.yaml":
        removed.append((path, path.read_bytes()))
        path.unlink()
    elif kind == 7 and path.name != "woosh-split.yaml":
        path.rename(path.with_name(f"renamed-{chance.randrange(100)}{path.suffix}"))
    elif kind == 8:
        change_a_path(root, chance)
    elif removed:
        back, content = removed.pop()
        back.write_bytes(content)
    else:
        path.with_name(f"added-{chance.randrange(100)}{path.suffix}").write_bytes(path.read_bytes())
    return f"{kind} at {path.relative_to(root)}"


def change_a_line(path: Path, chance: Random) -> None:
    """Change, move, add or remove one line of any file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    at = chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        lines.insert(at, "")
    elif kind == 1:
        del lines[at]
    elif kind == 2:
        lines[at] = (
            lines[at].replace(".find(", ".save(").replace(".save(", ".delete(").replace("Get(", "Post(")
        )
    elif kind == 3:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines.append(f"export const ADDED_{at} = 'SELECT 1';")
    path.write_text("\n".join(lines), encoding="utf-8")


def swap_contents(path: Path, others: list[Path], chance: Random) -> None:
    """Two files that change their places: every content is known, and stands elsewhere."""
    other = chance.choice([each for each in others if each.suffix == path.suffix])
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


def change_a_path(root: Path, chance: Random) -> None:
    """Let an alias of a tsconfig lead elsewhere, or give it one."""
    configs = sorted(path for path in root.rglob("tsconfig*.json") if "node_modules" not in path.parts)
    if not configs:
        return
    path = chance.choice(configs)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # it has comments, or was broken by an earlier step
        return
    if not isinstance(document, dict):
        return
    options = document.setdefault("compilerOptions", {})
    aliases = options.setdefault("paths", {})
    if aliases and chance.randrange(2):
        aliases.pop(chance.choice(sorted(aliases)))
    else:
        aliases[chance.choice(["src/*", "@app/*", "@common/*"])] = [chance.choice(["src/*", "elsewhere/*"])]
    path.write_text(json.dumps(document), encoding="utf-8")


# Edits of TypeScript ---------------------------------------------------------------------------------------


def insert_comments(path: Path, chance: Random) -> None:
    """Move lines: by comments, by blank lines."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(chance.randrange(1, 4)):
        at = chance.choice([0, chance.randrange(len(lines))])
        lines[at:at] = chance.choice([["// a remark"], ["", ""], ["/*", " * more", " */"]])
    path.write_text("\n".join(lines), encoding="utf-8")


def add_idle(path: Path, chance: Random) -> None:
    """Add a declaration that nobody asks for, or one by a name that somebody may have looked for."""
    text = path.read_text(encoding="utf-8")
    names = sorted(set(re.findall(r"\b[A-Za-z]\w{3,}\b", text))) or ["nothing"]
    name = chance.choice([f"idle{chance.randrange(100)}", chance.choice(names)])
    added = chance.choice(
        [
            f"export const {name} = {chance.randrange(9)};",
            f"const {name} = true;",
            f"export interface {name} {{ a: number }}",
            f"export type {name} = string;",
            f"export enum {name} {{ A, B }}",
            f"export {{ {name} as {name}2 }};",
            f"export function {name}() {{ return 1; }}",
            f"export const {name} = 'a text';",
            f"export const {name} = (n: number) => {{ const m = n * 2; if (m) return [m]; return 'SELECT 1'; }};",
        ]
    )
    path.write_text(chance.choice([f"{text.rstrip()}\n{added}\n", f"{added}\n{text}"]), encoding="utf-8")


def remove_idle(path: Path, chance: Random) -> None:
    """Remove a declaration of one line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found = [
        at for at, line in enumerate(lines) if re.match(r"export (const|type|interface|enum) .*[;}]$", line)
    ]
    if found:
        del lines[chance.choice(found)]
        path.write_text("\n".join(lines), encoding="utf-8")


def change_a_list(path: Path, chance: Random) -> None:
    """Take an item out of a list of a module, or of any other."""
    text = path.read_text(encoding="utf-8")
    lists = list(re.finditer(r"(imports|providers|controllers|exports): \[([^\[\]]+)\]", text))
    if not lists:
        return
    found = chance.choice(lists)
    items = [each for each in found[2].split(",") if each.strip()]
    items.pop(chance.randrange(len(items)))
    path.write_text(text[: found.start(2)] + ",".join(items) + text[found.end(2) :], encoding="utf-8")


def change_an_entity(path: Path, chance: Random) -> None:
    """Give an entity another table, or any text another word."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"@Entity\('(\w+)'", r"@Entity('\1_x'", text, count=1), encoding="utf-8")


def change_a_number(path: Path, chance: Random) -> None:
    """Change a number somewhere in the code."""
    text = path.read_text(encoding="utf-8")
    found = list(re.finditer(r"\b\d+\b", text))
    if found:
        at = chance.choice(found)
        path.write_text(f"{text[: at.start()]}{chance.randrange(50)}{text[at.end() :]}", encoding="utf-8")


def break_a_line(path: Path, chance: Random) -> None:
    """Write over two lines what stood on one, or the other way round."""
    text = path.read_text(encoding="utf-8")
    for old, new in chance.sample([(", ", ",\n  "), (").", ")\n    ."), (",\n", ", "), (" {\n", " { ")], 4):
        found = [each.start() for each in re.finditer(re.escape(old), text)]
        if found:
            at = chance.choice(found)
            path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
            return


def suppress(path: Path, chance: Random) -> None:
    """Put a comment before a line that allows something, or is faulty."""
    lines = path.read_text(encoding="utf-8").split("\n")
    code = chance.choice(["WS101", "WS301", "WS302", "WS303", "WS999"])
    lines.insert(chance.randrange(len(lines)), f"// woosh-split-ignore-next-line {code} -- because")
    path.write_text("\n".join(lines), encoding="utf-8")


EDITS: dict[str, Callable[[Path, Random], None]] = {
    each.__name__: each
    for each in (
        insert_comments, add_idle, remove_idle, change_a_list, change_an_entity, change_a_number, break_a_line,
        suppress,
    )
}  # fmt: skip


def write_split(root: Path, facts: Facts, chance: Random) -> Path:
    """Write a split file that gives every second module, and every second table, to another service."""
    modules = [module.name for module in facts.modules]
    tables = [table.name for table in facts.tables]
    chance.shuffle(modules)
    services = {
        f"service-{index}": {"modules": modules[index::3], "tables": tables[index::3]} for index in range(3)
    }
    path = root / "woosh-split.yaml"
    path.write_text(yaml.safe_dump({"version": 1, "services": services}), encoding="utf-8")
    return path


def different(expected: str, found: str) -> Iterator[tuple[str, str]]:
    """Yield the lines in which two texts differ."""
    for one, other in zip(expected.split("\n"), found.split("\n"), strict=False):
        if one != other:
            yield one, other
    if expected.count("\n") != found.count("\n"):
        yield f"{expected.count(chr(10))} lines", f"{found.count(chr(10))} lines"
