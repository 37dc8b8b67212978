"""Where a thing that the facts name without a line is shown."""

from __future__ import annotations

from woosh_split.check.scene import Scene


def table_place(scene: Scene, table: str) -> tuple[str, int]:
    """Return the file and line where a table is declared; the split file where no file declares it."""
    found = scene.tables.get(table)
    if found is not None and found.file is not None:
        return found.file, found.line or 1
    if found is not None and found.entity_file is not None:
        return found.entity_file, found.line or 1
    return scene.split_path, 1
