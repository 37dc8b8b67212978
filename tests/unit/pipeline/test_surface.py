"""The OpenAPI document of a gateway's surface: valid, and one operation for each route that answers."""

from __future__ import annotations

import json

import pytest
from monoliths import ALL, Monolith, facts_of
from openapi_spec_validator import OpenAPIV31SpecValidator

from woosh_split.artefacts.routes.table import make_table
from woosh_split.model.document import from_document
from woosh_split.model.split import SplitFile
from woosh_split.pipeline.surface import surface_of

METHODS = {"get", "head", "post", "put", "patch", "delete", "options", "trace"}


@pytest.mark.parametrize("monolith", ALL, ids=lambda monolith: monolith.name)
def test_the_surface_of_every_monolith_is_a_valid_document(monolith: Monolith) -> None:
    facts = from_document(facts_of(monolith))
    table = make_table(facts, SplitFile())
    document = json.loads(surface_of(monolith.root, facts, table))
    OpenAPIV31SpecValidator(document).validate()
    told = {
        operation["x-route"]
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in METHODS
    }
    silent = {each.id for each in table.routes if each.kind == "websocket" or each.shadowed}
    assert told | silent >= {each.id for each in table.routes}
    assert told <= {each.id for each in table.routes}
