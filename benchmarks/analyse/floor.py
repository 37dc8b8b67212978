"""The floor: read and parse every TypeScript file of a tree with tree-sitter, and do nothing with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import tree_sitter_typescript
from tree_sitter import Language, Parser

SKIPPED = {"node_modules", "dist", "build", ".git"}


def main() -> None:
    """Parse what lies below the folder that the command line names, and print how much it was."""
    plain = Parser(Language(tree_sitter_typescript.language_typescript()))
    jsx = Parser(Language(tree_sitter_typescript.language_tsx()))
    files = size = 0
    for folder, folders, names in os.walk(sys.argv[1]):
        folders[:] = [name for name in folders if name not in SKIPPED]
        for name in names:
            if name.endswith((".ts", ".tsx")):
                data = Path(folder, name).read_bytes()
                (jsx if name.endswith("x") else plain).parse(data)
                files += 1
                size += len(data)
    print(files, size)


if __name__ == "__main__":
    main()
