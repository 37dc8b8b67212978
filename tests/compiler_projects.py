"""Small TypeScript projects on the disk, with the packages of ``tests/node``, for tests of the compiler's door."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from monoliths import EXAMPLE
from oracles import ORACLES, with_packages

RUNTIME = "src/generated/runtime/remote-caller.ts"
CALLER = """
export class RemoteCaller {
  async call<T>(owner: string, provider: string, method: string, args: unknown[], options?: { safe?: boolean }): Promise<T> {
    throw new Error([owner, provider, method, args, options].join());
  }
}
"""
OPTIONS = {
    "module": "commonjs",
    "target": "ES2021",
    "experimentalDecorators": True,
    "emitDecoratorMetadata": True,
    "esModuleInterop": True,
    "strict": True,
    "skipLibCheck": True,
    "types": ["node"],
}


def packages() -> Path:
    """Return the folder whose ``node_modules`` holds TypeScript, Nest and TypeORM."""
    return with_packages(ORACLES)


def example_packages() -> Path:
    """Return the example's backend, whose ``node_modules`` holds the types of Express and Multer too."""
    return with_packages(EXAMPLE.root / EXAMPLE.backend)


def write_project(
    folder: Path, files: Mapping[str, str], packages_of: Path | None = None, **options: object
) -> Path:
    """Write a project with the packages of ``tests/node`` or another folder, and a tsconfig for everything below ``src``."""
    tsconfig = {"compilerOptions": OPTIONS | options, "include": ["src/**/*.ts"]}
    for path, text in {"tsconfig.json": json.dumps(tsconfig), **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(
            (packages_of or packages()) / "node_modules", target_is_directory=True
        )
    return folder
