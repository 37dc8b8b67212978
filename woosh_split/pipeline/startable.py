"""Whether Nest could start an extracted service: every class gets what its constructor asks for."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.model.code import Unresolved
from woosh_split.sources.cache import Cache
from woosh_split.sources.code.nestjs.dependencies import unmet_dependencies
from woosh_split.sources.code.nestjs.opening import open_backend
from woosh_split.sources.code.typescript.depth import FOLLOWING_FRAMES, room
from woosh_split.sources.files import walk
from woosh_split.sources.tree import SourceTree

_READ = (".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json")


def unmet_in_service(
    service: str, files: Mapping[str, bytes], known: frozenset[tuple[str, str]]
) -> Iterator[str]:
    """Yield a sentence for each class that would not get in the service what it asks for.

    ``files`` are those of the service; they are read as a monolith is, from a folder that is removed again. ``known``
    are pairs of a class and what not even the monolith seems to give it: there the reading falls short.
    """
    with tempfile.TemporaryDirectory(prefix="woosh-split-") as folder, room(FOLLOWING_FRAMES):
        for path, data in files.items():
            if path.endswith(_READ):
                place = Path(folder, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        lost: list[Unresolved] = []
        cache = Cache(None, "")
        tree = SourceTree(
            Path(folder), {file.path: file for file in walk(Path(folder), lost)}, cache, 1, lost
        )
        try:
            backend = open_backend(tree, None, lambda *_: None, skip_uninteresting=False)
        except InputError as error:
            yield f"{service} could not be read as an application: {error}"
            return
        for each in unmet_dependencies(backend):
            if (each.class_name, each.token) not in known:
                yield (
                    f"{each.file}:{each.line} {each.class_name} of the module {each.module} asks for {each.token}, which "
                    f"nothing in {service} would provide: Nest would not start it. Let its module import the one that "
                    f"exports {each.token}, or give that call the policy `borrow`."
                )
