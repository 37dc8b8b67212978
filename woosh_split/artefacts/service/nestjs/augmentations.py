"""What files of code add to the types of packages: it holds everywhere in the monolith, whoever imports the file."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.roles import GENERATED, Surroundings

if TYPE_CHECKING:
    from woosh_split.artefacts.service.nestjs.closure import Closure

_TYPES = frozenset({"interface", "type"})


def augmentation_path(around: Surroundings, file: str) -> str:
    """Return where the augmentations of a file are written that stays behind."""
    below = posixpath.relpath(file, around.code.source or ".").replace("../", "")
    return posixpath.join(around.code.source, GENERATED, "augmentations", below)


def bring_augmentations(closure: Closure) -> None:
    """Bring the augmentations that the service's code may mean, of files that stay behind.

    Of such a file come the augmentations alone, with the types that they need; with a class or a value among these, all of it comes.
    """
    around = closure.around
    if around.in_process:
        return
    left = [each for each in around.code.augmentations if each.file not in closure.moved]
    if not left:
        return
    words = frozenset[str]().union(*(around.code.outline(file).words for file in closure.moved))
    for each in left:
        if each.file in closure.augmented or each.adds.isdisjoint(words):
            continue
        keep = closure.kept_declarations(each.file, (), each.declarations)
        declarations = around.code.outline(each.file).declarations
        if all(declarations[index].kind in _TYPES for index in keep.difference(each.declarations)):
            closure.augmented[each.file] = frozenset(keep)
            closure.follow_kept(each.file, keep)
        else:
            closure.demand_file(each.file, "")
