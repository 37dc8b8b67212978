"""What validators say of a field, in the schemas of openapi.json."""

from __future__ import annotations

from typing import Any

import pytest

from woosh_split.artefacts.service.nestjs.project.shapes import Components
from woosh_split.sources.code.nestjs.needs.read import read_service_code


def field_of(line: str) -> dict[str, Any]:
    """Return the schema of a field that stands in a class of its own."""
    code = read_service_code({"src/a.dto.ts": f"export class Order {{ {line} }}\n"})
    components = Components(code.shapes)
    components.schema(("ref", "src/a.dto.ts", "Order"))
    found: dict[str, Any] = components.schemas["Order"]["properties"]["key"]
    return found


@pytest.mark.parametrize("first", ["name", "arr", "ref", "union", "obj", "map", "values", "options", "regex"])
@pytest.mark.parametrize("more", [(), ("date",), ("date", "price")])
@pytest.mark.parametrize(
    "line", ["@IsIn([{}]) key: string;", "@ApiProperty({{ enum: [{}] }}) key: string;"], ids=["IsIn", "enum"]
)
def test_a_list_of_words_is_a_list_of_words_whatever_the_first_is(
    first: str, more: tuple[str, ...], line: str
) -> None:
    words = [first, *more]
    assert field_of(line.format(", ".join(f"'{word}'" for word in words))) == {"enum": words}


def test_an_empty_list_allows_nothing() -> None:
    assert field_of("@IsIn([]) key: string;") == {"enum": []}
