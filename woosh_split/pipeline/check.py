"""``woosh-split check``: facts and split file to violations; an unchanged tree costs a look at its files only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.errors import InputError
from woosh_split.hashing import blake2b
from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.kept_result import KeptResult, generated_state
from woosh_split.pipeline.packed_facts import packed
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.records import dataclass
from woosh_split.sources.cache import Cache
from woosh_split.sources.tree import SourceTree
from woosh_split.sources.unpickling import unpickled

if TYPE_CHECKING:
    from woosh_split.check.engine import Found
    from woosh_split.check.observed import Observed
    from woosh_split.model.facts import Facts
    from woosh_split.model.split import SplitFile
    from woosh_split.pipeline.kept_link import KeptLink


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """One monolith, its split file (as read, and its text) and the day on which debts are judged.

    ``facts_file`` takes the place of reading the code; places are then looked up in the files as they are now.
    ``text`` is that of a split file that nobody has written yet.
    """

    analyse: AnalyseRequest
    split: SplitFile
    split_path: Path
    today: date
    facts_file: Path | None = None
    text: str | None = None


def observe_tree(request: CheckRequest, tree: SourceTree | None = None) -> Observed:
    """Return all that the rules find in the tree; where it is open already, no second walk is needed.

    Raises:
        InputError: the folder, a dump, the facts file or the split file cannot be read, the split file names what is
            not there, or there is nothing to check.
    """
    text = request.text if request.text is not None else _split_text(request.split_path)
    if not request.split.services:
        raise InputError(
            f"{request.split_path} names no service, so nothing can cross a boundary. Add services, or run "
            "`woosh-split propose`."
        )
    if not any(service.modules or service.tables for service in request.split.services):
        raise InputError(
            f"{request.split_path} puts no module and no table into a service, so nothing can cross a boundary. Place "
            "some, or run `woosh-split propose`."
        )
    if tree is not None:
        return _kept_or_observed(request, tree, text)
    with open_tree(request.analyse) as opened:
        return _kept_or_observed(request, opened, text)


def _kept_or_observed(request: CheckRequest, tree: SourceTree, text: str) -> Observed:
    kept = KeptResult(tree, request.analyse)
    generated = generated_state(tree)
    key = _key(kept.key, generated, text, request)
    if key is None:
        return _observe(request, tree, text, _facts(request, tree, kept))
    found = _load(tree.cache, key)
    return found if found is not None else _moved_or_observed(request, tree, text, kept, key)


def _moved_or_observed(
    request: CheckRequest, tree: SourceTree, text: str, kept: KeptResult, key: bytes
) -> Observed:
    """Return what was observed before, where only lines moved since; else ask the rules, and keep what they find."""
    from woosh_split.pipeline.kept_findings import KeptFindings
    from woosh_split.pipeline.kept_link import WORTH_KEEPING, KeptLink

    link = KeptLink(tree, request.analyse, kept)
    findings = KeptFindings(tree, _words(generated_state(tree), text, request))
    moved = link.moved()
    if moved is not None and len(moved.changed) < WORTH_KEEPING:
        found = findings.moved(moved)
        if found is not None:
            return found
    facts = _facts(request, tree, kept, link)
    everything: list[Found] = []
    commented: set[str] = set()
    observed = _observe(request, tree, text, facts, everything.extend, commented)
    if tree.may_be_kept():
        tree.cache.put_many({key: packed(observed)})
        findings.save(kept.key or b"", key, everything, frozenset(commented))
    return observed


def _observe(
    request: CheckRequest,
    tree: SourceTree,
    text: str,
    facts: Facts,
    keep: Callable[[list[Found]], None] | None = None,
    commented: set[str] | None = None,
) -> Observed:
    from woosh_split.check.engine import observe
    from woosh_split.check.registry import RULES
    from woosh_split.check.scene import look
    from woosh_split.pipeline.generated import find_edited
    from woosh_split.pipeline.suppressions import find_suppressions
    from woosh_split.split.validate import validate_against

    validate_against(request.split, facts, request.split_path)
    where = _relative(request.split_path, request.analyse.root)
    edited = find_edited(tree)
    scene = look(facts, request.split, request.today, split_path=where, split_text=text, edited=edited)
    paths = {*scene.module_of_file, *facts.shared_files}
    if not paths:
        raise InputError(f"{request.analyse.root}: no file belongs to a module, so nothing would be checked.")

    def read(path: str) -> bytes | None:
        if path == where:
            return text.encode()
        return tree.content(path) if path in tree.files else None

    suppressions = find_suppressions(tree, paths)
    if commented is not None:
        commented.update(each.file for each in suppressions)
    return observe(scene, RULES, suppressions, read, keep)


def _facts(request: CheckRequest, tree: SourceTree, kept: KeptResult, link: KeptLink | None = None) -> Facts:
    """Return the facts; where the last ``link`` was looked at, those of this very tree are kept in its place."""
    if request.facts_file is not None:
        from woosh_split.pipeline.facts_file import read_facts

        return read_facts(request.facts_file)
    from woosh_split.pipeline.linked import result_of

    found = result_of(tree, kept, request.analyse, keep=link is not None, link=link)
    for note in found[1]:
        request.analyse.note(note)
    return found[0]


def _key(tree: bytes | None, generated: bytes | None, text: str, request: CheckRequest) -> bytes | None:
    """Return the key of what was observed: files, options, split file and day, or None where nothing is kept."""
    if tree is None or generated is None or request.facts_file is not None:
        return None
    parts = _words(generated, text, request)
    return b"check:" + blake2b(repr(parts).encode() + tree, digest_size=16).digest()


def _words(generated: bytes | None, text: str, request: CheckRequest) -> tuple[object, ...]:
    """Return all that is observed depends on besides the facts."""
    where = _relative(request.split_path, request.analyse.root)
    return (text, where, request.today.isoformat(), generated)


def _load(cache: Cache, key: bytes | None) -> Observed | None:
    found: Observed | None = unpickled(cache.get_many([key]).get(key)) if key is not None else None
    return found


def _split_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:  # it was read a moment ago
        raise InputError(f"{path} cannot be read any more: {error}.") from error


def _relative(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:  # the split file lies outside of the folder
        return path.name
