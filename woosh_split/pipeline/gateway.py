"""``woosh-split gateway``: facts and split file to the gateway's files, and to what stands against its first day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from woosh_split.apply.change_set import FileChange
from woosh_split.artefacts.file_diff import file_diff
from woosh_split.artefacts.gateway.limits import IP_KEYED, SharedAddress, shared_address, strictest_limit
from woosh_split.artefacts.gateway.nestjs.files import (
    GatewayInput,
    SessionOwner,
    TokenClaims,
    TokenSources,
    gateway_files,
)
from woosh_split.artefacts.gateway.trust_proxy import with_trust_proxy
from woosh_split.artefacts.routes.table import make_table
from woosh_split.errors import InputError
from woosh_split.graph.session_judges import SessionJudge, session_judges
from woosh_split.model.code import Hazard
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.parity.answers import Secrets
from woosh_split.sources.code.nestjs.application_made import application_made
from woosh_split.sources.code.nestjs.signed_tokens import KIND as TOKEN_CLAIMS
from woosh_split.sources.code.nestjs.signed_tokens import never_expires, told_subject
from woosh_split.sources.code.nestjs.token_hazards import KIND as TOKEN_PLACE
from woosh_split.sources.code.nestjs.token_hazards import REFUSAL as TOKEN_REFUSAL
from woosh_split.sources.code.nestjs.token_hazards import SECRET as TOKEN_SECRET
from woosh_split.sources.code.nestjs.token_hazards import further_places
from woosh_split.sources.code.nestjs.token_places import AUTHORIZATION
from woosh_split.sources.repository import own_place

GENERATOR = "woosh-split gateway"


@dataclass(frozen=True, slots=True)
class MadeGateway:
    """The gateway's files by path, what would take all clients for one behind it, and who tells whether a token counts."""

    files: dict[str, bytes]
    address: SharedAddress
    sessions: str = ""
    secrets: tuple[str, ...] = ()
    """What is to be known of tokens that have a secret of their own."""
    withheld: tuple[str, ...] = ()
    """What answers of services may lack, as told to people."""
    refusals: tuple[str, ...] = ()
    """Whose 401 is not the gateway's."""


def make_gateway(
    facts: Facts, split: SplitFile, withheld: Mapping[str, Secrets] = MappingProxyType({})
) -> MadeGateway:
    """Return the gateway of a split file; ``withheld`` are the columns that services do not see."""
    services = tuple(sorted(each.name for each in split.services))
    limit = strictest_limit(facts.hazards)
    judges = session_judges(facts, placement_of(split))
    judge = next((each for each in judges if each.owner in services), None)
    sessions = None if judge is None else SessionOwner(judge.owner, _place(judge))
    uncounted = uncounted_routes(facts, split) if limit is not None else ()
    wanted = GatewayInput(
        facts.monolith.name, services, limit, sessions, uncounted,
        _token_sources(facts.hazards), _token_claims(facts.hazards),
        tuple((service, tuple(sorted(each.columns))) for service, each in sorted(withheld.items())),
    )  # fmt: skip
    files = gateway_files(wanted)
    told = _sessions(judge or next(iter(judges), None), facts)
    secrets = tuple(
        f"{each.subject} ({each.file}:{each.line}): {each.detail}. Give the gateway that secret, too: JWT_SECRET_2."
        for each in facts.hazards
        if each.kind == TOKEN_SECRET
    )
    return MadeGateway(
        files,
        shared_address(facts.hazards),
        told,
        secrets,
        tuple(_lacking(withheld)),
        tuple(_refusals(facts)),
    )


def _refusals(facts: Facts) -> Iterator[str]:
    """Say which guards of routes that require a token refuse in words of their own, and which filters write them."""
    for each in facts.hazards:
        if each.kind == TOKEN_REFUSAL:
            yield (
                f"{each.subject} ({each.file}:{each.line}): {each.detail}. Give the gateway that body (UNAUTHORIZED_BODY); where "
                "apps tell one 401 from another, ENFORCE=none lets the services' own guards refuse."
            )


def _lacking(withheld: Mapping[str, Secrets]) -> Iterator[str]:
    """Say which columns no shadow comparison asks of whom; services of which the same is true are told together."""
    services: dict[tuple[str, ...], list[str]] = {}
    for service, secrets in sorted(withheld.items()):
        services.setdefault(tuple(sorted(secrets.columns.values())), []).append(service)
    for columns, names in services.items():
        yield (
            f"{', '.join(columns)}: secret, so {', '.join(names)} or a service called by one of them may not read "
            "it. Shadow comparisons accept that their answers lack it."
        )


def uncounted_routes(facts: Facts, split: SplitFile) -> tuple[str, ...]:
    """Return the ids of the routes for which the monolith's limit does not hold.

    They are exempt, or stand behind none of the guards that count, where guards count at all.
    """
    counting = {each.subject for each in facts.hazards if each.kind == IP_KEYED[0]}
    counting &= {name for route in facts.routes for name in route.guards}
    exempt = {
        (route.handler, f"{route.file}:{route.line}")
        for route in facts.routes
        if route.limit_exempt or (counting and not counting & set(route.guards))
    }
    routes = make_table(facts, split).routes
    return tuple(sorted(each.id for each in routes if (each.handler, each.source) in exempt))


def _token_sources(hazards: Sequence[Hazard]) -> TokenSources | None:
    """Return where tokens come; None where all come in the Authorization header, which is looked at in any case."""
    places = further_places(hazards)
    if not places:
        return None
    said = tuple(f"{each.kind}:{each.name}" for each in (AUTHORIZATION, *places))
    return TokenSources(said, _places(hazards, TOKEN_PLACE))


def _token_claims(hazards: Sequence[Hazard]) -> TokenClaims | None:
    """Return what is unusual in the tokens that the monolith signs, None where nothing is."""
    subject, endless = told_subject(hazards), never_expires(hazards)
    if subject is None and not endless:
        return None
    return TokenClaims(subject, endless, _places(hazards, TOKEN_CLAIMS))


def _places(hazards: Sequence[Hazard], kind: str) -> str:
    return "; ".join(f"{each.subject}, {each.file}:{each.line}" for each in hazards if each.kind == kind)


def _place(judge: SessionJudge) -> str:
    return f"{judge.class_name}.{judge.method}, {judge.file}:{judge.line}"


def _sessions(judge: SessionJudge | None, facts: Facts) -> str:
    """Say who can tell whether a token still counts; empty where no route asks for one."""
    if judge is None:
        asked = any(each.auth == "required" for each in facts.routes)
        return (
            "As far as the code tells, no strategy or guard looks into a table before it accepts a token: signing out "
            "does not end a token, with the gateway as without it."
            if asked
            else ""
        )
    if judge.owner == MONOLITH:
        return (
            f"The monolith itself decides whether a token is still valid ({_place(judge)}). So that signing out works for "
            "routes that moved, too, give SESSION_CHECK_URL a route of the monolith that asks for a token."
        )
    return (
        f"{judge.owner} decides whether a token is still valid ({_place(judge)}): the gateway asks it once it has its "
        f"address. `woosh-split extract {judge.owner}` writes the endpoint."
    )


def trust_proxy_change(root: Path, address: SharedAddress) -> FileChange | None:
    """Return the edit that sets trust-proxy in the monolith's main file, None where it is set already.

    Raises:
        InputError: the main file cannot be read, or makes its application in a way that is not known.
    """
    if address.missing is None:
        return None
    path = own_place(root, address.missing.file)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from error
    made = application_made(content)
    if made is None:
        raise InputError(
            f"{path} does not say `const app = await NestFactory.create(...)`, so the place for trust-proxy is not known. "
            f"Set it by hand, with the number of proxies in front: app.set('trust proxy', 1). Nothing was changed."
        )
    return FileChange(path, with_trust_proxy(content, made))


def diff_of(change: FileChange, root: Path) -> str:
    """Return an edit as a unified diff, with paths below ``root``."""
    return file_diff(change.path.relative_to(root).as_posix(), change.path.read_bytes(), change.data)


def first_day_refusal(address: SharedAddress) -> str:
    """Return why the gateway must not stand in front of the monolith yet."""
    assert address.missing is not None
    places = "\n".join(f"  {each.file}:{each.line}  {each.subject}: {each.detail}" for each in address.places)
    return (
        "The gateway must not be put in front of this monolith yet: it tells clients apart by their address, and "
        f"behind a gateway all of them have the same.\n{places}\n"
        f"trust-proxy is not set ({address.missing.file}:{address.missing.line}). `woosh-split gateway --set-trust-proxy` "
        "shows the edit and makes it; --accept-shared-address goes on without it."
    )
