"""What `apply` and `rollback` need to move traffic: their options, and the request that follows from them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli.gateways import GATEWAYS_VARIABLE, LOCAL_GATEWAY, TOKEN_HELP, gateway_token
from woosh_split.errors import InputError

if TYPE_CHECKING:
    from woosh_split.apply.replicas import Replica
    from woosh_split.apply.traffic import Pace
    from woosh_split.model.routing import Target
    from woosh_split.pipeline.traffic import TrafficRequest

PANEL = "Traffic"
NO_STEPS = "none"

Gateways = Annotated[
    list[str] | None,
    typer.Option(
        "--gateway",
        metavar="URL",
        envvar=GATEWAYS_VARIABLE,
        show_default=False,
        rich_help_panel=PANEL,
        help=f"The admin port of a gateway; once for each replica. {TOKEN_HELP}",
    ),
]
ServiceUrls = Annotated[
    list[str] | None,
    typer.Option(
        "--service-url",
        metavar="[SERVICE=]URL",
        show_default=False,
        rich_help_panel=PANEL,
        help="Where a service runs: its health is waited for before routes change. Default: SERVICE_URL, as the gateway reads it.",
    ),
]
Steps = Annotated[
    str | None,
    typer.Option(
        metavar="LIST",
        show_default=False,
        rich_help_panel=PANEL,
        help="With --target service and --gateway: the steps, each with a gate. Default: shadow,1,10,50,100; none: at once.",
    ),
]
Window = Annotated[
    float,
    typer.Option(min=0.1, metavar="SECONDS", rich_help_panel=PANEL, help="How long each step is watched."),
]
Patience = Annotated[
    float,
    typer.Option(
        min=1, metavar="TIMES", rich_help_panel=PANEL,
        help="How many windows a step may take where there is too little traffic.",
    ),
]  # fmt: skip
Soak = Annotated[
    float,
    typer.Option(min=0, metavar="SECONDS", rich_help_panel=PANEL, help="How long to go on watching after the last step."),
]  # fmt: skip
Wait = Annotated[
    float,
    typer.Option(
        min=0, metavar="SECONDS", rich_help_panel=PANEL,
        help="How long a service may take to be healthy, and a gateway to use the table.",
    ),
]  # fmt: skip
Least = Annotated[
    int,
    typer.Option(
        min=1, metavar="N", rich_help_panel=PANEL,
        help="Requests (or comparisons) below which a gate is inconclusive.",
    ),
]  # fmt: skip
MaxErrors = Annotated[
    float,
    typer.Option(
        min=0, max=100, metavar="PERCENT", rich_help_panel=PANEL,
        help="How many more of 100 answers may be 5xx than of the monolith's.",
    ),
]  # fmt: skip
MaxRefused = Annotated[
    float,
    typer.Option(
        min=0, max=100, metavar="PERCENT", rich_help_panel=PANEL,
        help="How many more of 100 answers may be 4xx than of the monolith's.",
    ),
]  # fmt: skip
MaxSlower = Annotated[
    float,
    typer.Option(
        min=1, metavar="TIMES", rich_help_panel=PANEL, help="How many times the monolith's p99 the service's may be."
    ),
]  # fmt: skip


def replicas_of(gateways: list[str] | None) -> tuple[Replica, ...]:
    """Return the gateways that options or the environment name, with the token.

    Raises:
        InputError: an address is none, or the token's file cannot be read.
    """
    from woosh_split.apply.replicas import Replica, checked_address

    token = gateway_token()
    urls = dict.fromkeys(checked_address(url, "--gateway") for url in gateways or ())
    return tuple(Replica(url, token) for url in urls)


def addresses_of(given: list[str] | None, services: list[str], needed: Iterable[str] = ()) -> dict[str, str]:
    """Return the addresses of services: of the option, else of the environment; of those that they need, of the latter alone.

    Raises:
        InputError: an address is none, or belongs to no service of the phase.
    """
    from woosh_split.apply.replicas import checked_address
    from woosh_split.model.routing import address_variable

    found = {}
    for service in (*services, *needed):
        variable = address_variable(service)
        if os.environ.get(variable):
            found[service] = checked_address(os.environ[variable], variable)
    for text in given or ():
        name, sign, url = text.partition("=")
        if not sign or "://" in name:
            if len(services) != 1:
                raise InputError(
                    f"--service-url {text}: the phase has {len(services)} services, so write SERVICE=URL."
                )
            name, url = services[0], text
        if name not in services:
            raise InputError(
                f"--service-url {text}: the phase has no service {name}. It has {', '.join(services)}."
            )
        found[name] = checked_address(url, "--service-url")
    return found


def traffic_request(
    table: Path,
    services: list[str],
    target: Target | None,
    gateways: list[str] | None,
    service_urls: list[str] | None,
    steps: str | None,
    pace: Pace,
    needed: Mapping[str, tuple[str, ...]],
) -> TrafficRequest | None:
    """Return what is to be done with the traffic; None where routes stay.

    Raises:
        InputError: the options do not go together.
    """
    from woosh_split.model.routing import TO_SERVICE
    from woosh_split.pipeline.traffic import TrafficRequest
    from woosh_split.pipeline.traffic_steps import DEFAULT_STEPS, parse_steps

    if target is None or target.kind != TO_SERVICE:
        if steps is not None:
            raise InputError("--steps lead to the service: give --target service with them.")
        if target is None:
            return None
    replicas = replicas_of(gateways)
    stepwise = target.kind == TO_SERVICE and steps != NO_STEPS and (steps is not None or bool(replicas))
    if stepwise and not replicas:
        raise InputError(
            "--steps need --gateway: the gates are judged by what the gateway counts. Give its admin port, "
            f"{LOCAL_GATEWAY} for example."
        )
    found = parse_steps(steps or DEFAULT_STEPS) if stepwise else ()
    addresses = addresses_of(service_urls, services, chain.from_iterable(needed.values()))
    return TrafficRequest(table, target, found, replicas, addresses, pace, needed)


def printed(request: TrafficRequest, services: list[str]) -> str:
    """Return what a dry run prints of the traffic, as comments of its script."""
    from woosh_split.pipeline.phase_routes import route
    from woosh_split.pipeline.traffic import planned_steps
    from woosh_split.reports.section import count
    from woosh_split.sql.quoting import comment

    if not request.steps or not request.table.is_file():
        lines = route(request.table, services, request.target).lines
        return "\n".join(comment(line) for line in lines)
    pace, limits = request.pace, request.pace.limits
    lines = (
        f"Traffic of {', '.join(services)}, by {count(len(request.replicas), 'gateway')}:",
        *(
            f"  {step.told}: watched for {pace.window:g} s, or until {limits.least} requests within {pace.window * pace.patience:g} s"
            for step in planned_steps(request, services)
        ),
        *([f"  then watched for {pace.soak:g} s more"] if pace.soak else []),
        f"  back to the monolith if 5xx exceed the monolith's by {limits.errors:.1%} of the answers, 4xx by {limits.refused:.1%}, its "
        f"p99 {limits.slower:g} times, or a shadow differs",
    )
    return "\n".join(comment(line) for line in lines)
