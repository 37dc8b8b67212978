"""What is kept beside generated files: the manifest, the base texts for the next merge, and the journal of a run."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from woosh_split.artefacts.regeneration.three_way import is_binary
from woosh_split.model.regeneration import FileOutcome, StateFile
from woosh_split.sources.files import MANIFEST_FILE
from woosh_split.sources.generation import BASE_FILE, MARKER_FILE, Generation, pack, read_base
from woosh_split.sources.manifest import VERSION

MARKER = b"woosh-split generated this folder: its code is not analysed, its manifest is.\n"


def state_files(
    tree: Generation,
    texts: Mapping[str, bytes],
    known: Mapping[str, str],
    generated_by: str,
    moved: Collection[str],
    options: Mapping[str, str] | None = None,
) -> tuple[StateFile, ...]:
    """Return the files of the state that have to be written, the manifest last.

    ``known`` is path -> SHA-256 of the generator's output, ``texts`` SHA-256 -> bytes of what is at hand.
    """
    wanted = {
        MARKER_FILE: tree.state.get(MARKER_FILE, MARKER),  # its bytes do not matter
        BASE_FILE: base_text(tree, texts, known),
        MANIFEST_FILE: manifest_text(known, generated_by, moved, options),
    }
    return tuple(
        StateFile(path, data)
        for path, data in wanted.items()
        if tree.state.get(path) != data or (tree.interrupted and path == MANIFEST_FILE)
    )


def manifest_text(
    known: Mapping[str, str],
    generated_by: str,
    moved: Collection[str],
    options: Mapping[str, str] | None = None,
) -> bytes:
    """Return the manifest: one file a line, so that git merges it by file."""
    document: dict[str, object] = {
        "version": VERSION,
        "generated_by": generated_by,
        "files": {path: known[path] for path in sorted(known) if path not in moved},
    }
    if people := {path: known[path] for path in sorted(known) if path in moved}:
        document["moved"] = people
    if options:
        document["options"] = dict(sorted(options.items()))
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def base_text(tree: Generation, texts: Mapping[str, bytes], known: Mapping[str, str]) -> bytes:
    """Return the base texts, ordered by hash; a text that is still the same keeps its line.

    A zlib that packs otherwise then changes nothing. What is never merged has no line.
    """
    lines = []
    for digest in sorted(set(known.values())):
        if tree.base_text(digest) is not None:
            lines.append(f"{digest} {tree.base[digest]}\n")
        elif digest in texts and not is_binary(texts[digest]):
            lines.append(f"{digest} {pack(texts[digest])}\n")
    return "".join(lines).encode("ascii")


def journal_text(files: Sequence[FileOutcome], state: Sequence[StateFile], generated_by: str) -> bytes:
    """Return what a run needs to know that finds this one interrupted: what each file was to become, and the new state."""
    base = next((file.data for file in state if file.path == BASE_FILE), b"")
    document = {
        "generated_by": generated_by,
        "after": {file.path: file.after for file in files},
        "known": {file.path: file.known for file in files if file.known is not None},
        "base": read_base(base),
    }
    return json.dumps(document, ensure_ascii=False).encode("utf-8")
