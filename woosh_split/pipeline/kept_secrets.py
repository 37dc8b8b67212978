"""Secret columns that a service does not see, so that its answers lack what the monolith's hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from woosh_split.artefacts.database.organise import hidden_columns
from woosh_split.model.crossing import CALL
from woosh_split.model.organisation import Organisation
from woosh_split.model.split import SplitFile
from woosh_split.parity.answers import Secrets, secrets_by_service
from woosh_split.pipeline.database import DatabaseRequest, organisation_of


def kept_secrets(request: DatabaseRequest) -> dict[str, Secrets]:
    """Return by service what its answers may lack; services that see everything are left out. No server is asked.

    Raises:
        InputError: the split file names what is gone.
    """
    # What the monolith's schema is called changes nothing of who sees what, and nothing may tell it here.
    organisation = organisation_of(replace(request, schema=request.schema or "monolith"))
    found = secrets_of_services(organisation, request.split, [each.name for each in request.split.services])
    return {service: secrets for service, secrets in sorted(found.items()) if secrets.columns}


def secrets_of_services(
    organisation: Organisation, split: SplitFile, services: Collection[str]
) -> dict[str, Secrets]:
    """Return the secrets of each service: what it does not see, and what those do not see that it calls."""
    calls: dict[str, set[str]] = {}
    for each in split.crossings:
        if each.kind == CALL:
            calls.setdefault(each.from_service, set()).add(each.to_service)
    hidden = {service: hidden_columns(organisation, [service]) for service in services}
    return secrets_by_service(hidden, calls)
