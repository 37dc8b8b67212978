"""Domain files: the services that a field usually has, and the words by which their parts are recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from woosh_split.errors import InputError
from woosh_split.model.meant import did_you_mean
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA
from woosh_split.proposal.naming import singular, words
from woosh_split.proposal.subjects import words_like
from woosh_split.resources import resource
from woosh_split.sources.nested_yaml import yaml_of

_TOP = ("domain", "about", "services")
_SERVICE = ("terms", "also")
_PREFIX = 5
"""Letters that a term needs before it also matches longer words that begin with it."""


@dataclass(frozen=True, slots=True)
class Hint:
    """The words of one service, in the singular: those that name its subject, and those that only tip the scales."""

    service: str
    terms: frozenset[str]
    also: frozenset[str]


@dataclass(frozen=True, slots=True)
class Domain:
    """A field with its usual services."""

    name: str
    hints: tuple[Hint, ...]

    def named(self, name: str) -> str | None:
        """Return the service whose subject a name holds; of several, the one of the last word (the head)."""
        for word in reversed(words(name)):
            found = [hint.service for hint in self.hints if _matches(word, hint.terms)]
            if len(found) == 1:
                return found[0]
        return None

    def leaning(self, names: Iterable[str]) -> dict[str, float]:
        """Return how strongly names lean to each service: 2 for a subject's word, 1 for one that tips the scales."""
        score: dict[str, float] = {}
        for name in names:
            for word in words(name):
                for hint in self.hints:
                    weight = 2.0 * _matches(word, hint.terms) + 1.0 * _matches(word, hint.also)
                    if weight:
                        score[hint.service] = score.get(hint.service, 0.0) + weight
        return score


def _matches(word: str, terms: frozenset[str]) -> bool:
    if word in terms:
        return True
    return any(len(term) >= _PREFIX and word.startswith(term) for term in terms)


_EVERYDAY = frozenset(
    {"management", "service", "system", "module", "core", "admin", "app", "api", "data", "base"}
)


def domain_of_names(services: Iterable[str]) -> Domain:
    """Return the domain that the names of services are themselves: who names a service says what it is about."""
    hints = []
    for service in sorted(services):
        subject = frozenset(word for word in words(service) if word not in _EVERYDAY and len(word) > 2)
        # What the words of one subject have in common tips the scales, unless another service is named so.
        hints.append(Hint(service, frozenset().union(*map(words_like, sorted(subject))), frozenset()))
    return Domain("the services' own names", tuple(hints))


def domains() -> tuple[str, ...]:
    """Return the names of the domains that ship with woosh-split."""
    return tuple(sorted(path.stem for path in resource("rules/domains").glob("*.yml")))


def load_domain(name: str) -> Domain:
    """Read a domain that ships with woosh-split, or a file of the user's.

    Raises:
        InputError: there is no such domain or file, or the file is not valid.
    """
    if re.fullmatch(r"[a-z0-9-]+", name):
        if name not in domains():
            hint = did_you_mean(name, domains()) or "."
            raise InputError(f"There is no domain {name}{hint} A file of your own is named by its path.")
        path = resource(f"rules/domains/{name}.yml")
    else:
        path = Path(name)
    try:
        text = path.read_text(encoding="utf-8")
        document = yaml_of(text)
    except OSError as error:
        raise InputError(f"The domain file {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"The domain file {path} is no YAML: {error}.") from error
    _refuse_twice(yaml.compose(text), path, set())
    return _read(document, path)


def _refuse_twice(node: yaml.Node | None, path: Path, looked_at: set[int]) -> None:
    """Refuse a key that stands twice in one mapping: YAML would take the last one and say nothing.

    By aliases a mapping may stand in many places, and in itself: it is looked at once.

    Raises:
        InputError: a key stands twice.
    """
    if isinstance(node, yaml.MappingNode) and id(node) not in looked_at:
        looked_at.add(id(node))
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                line = key.start_mark.line + 1
                raise InputError(f"{path}: line {line}: {key.value} stands twice. Join the two.")
            seen.add(str(key.value))
            _refuse_twice(value, path, looked_at)


def _read(document: object, path: Path) -> Domain:
    top = _mapping(document, "the file", path, _TOP)
    services = _mapping(top.get("services"), "services", path)
    hints = []
    for service, body in services.items():
        keys = _mapping(body, f"services.{service}", path, _SERVICE)
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", service):
            raise InputError(f"{path}: {service}: a service's name is in kebab-case.")
        if service in (MONOLITH, SHARED_SCHEMA):
            raise InputError(
                f"{path}: services: the name {service} is reserved; call the service something else."
            )
        terms, also = (_words(keys.get(key, []), f"services.{service}.{key}", path) for key in _SERVICE)
        if not terms:
            raise InputError(
                f"{path}: services.{service}: terms names no word; a service needs one at least."
            )
        hints.append(Hint(service, terms, also))
    if not hints:
        raise InputError(f"{path}: services names none; a domain file says which services its field has.")
    return Domain(str(top.get("domain", path.stem)), tuple(hints))


def _mapping(value: object, where: str, path: Path, known: tuple[str, ...] = ()) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InputError(f"{path}: {where}: expected a mapping. See the reference, Domain files.")
    for key in value:
        if known and key not in known:
            raise InputError(f"{path}: {where}: there is no key {key}{did_you_mean(str(key), known) or '.'}")
    return {str(key): each for key, each in value.items()}


def _words(value: object, where: str, path: Path) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise InputError(f"{path}: {where}: expected a list of words.")
    return frozenset(singular("".join(each.lower().split())) for each in value)
