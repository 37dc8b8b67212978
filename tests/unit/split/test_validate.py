"""Names of the split file that the monolith does not have: each with its place in the file and what was meant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from processor_time import moments
from shop_facts import shop

from woosh_split.split.load import SplitFileError, load_split, parse_split
from woosh_split.split.validate import gone_names, validate_against

SPLIT = """version: 1
services:
  ordering:
    modules: [orders, billin]
    tables: [orders, stok]
reference:
  users: {}
  nowhere: {}
libraries: [common]
pins:
  together: [[orders, module:billing, table:billing]]
  apart: [[stock, table:ordrs], ["module:", orders]]
  service: {nobody: ordering, orders: ordering, table:orders: ordering}
"""


def test_every_name_that_leads_nowhere_is_told_with_the_keys_that_lead_to_it() -> None:
    found = gone_names(parse_split(SPLIT, "x.yaml"), shop())
    assert [(path, text + hint()) for path, text, hint in found] == [
        (
            ("services", "ordering", "modules", 1),
            "services.ordering.modules: there is no module billin. Did you mean billing?",
        ),
        (
            ("services", "ordering", "tables", 1),
            "services.ordering.tables: there is no table stok. Did you mean stock?",
        ),
        (("reference", "nowhere"), "reference: there is no table nowhere"),
        (("libraries", 0), "libraries: there is no module common"),
        (("pins", "together", 0, 2), "pins.together.0: there is no table billing"),
        (("pins", "apart", 0, 1), "pins.apart.0: there is no table ordrs. Did you mean orders?"),
        (("pins", "apart", 1, 0), "pins.apart.1: there is no module or table module:"),
        (("pins", "service", "nobody"), "pins.service: there is no module or table nobody"),
    ]


def test_nothing_is_listed_because_of_how_a_module_is_called() -> None:
    """A module of payment means: where nothing is near, all modules there are were listed."""
    facts = shop()
    facts = replace(facts, modules=(*facts.modules, replace(facts.modules[0], name="payment-means")))
    split = parse_split("version: 1\nlibraries: [xyz]\n", "x.yaml")
    assert [text + hint() for _, text, hint in gone_names(split, facts)] == [
        "libraries: there is no module xyz"
    ]


def test_a_split_file_of_another_and_large_monolith_is_refused_in_moments(tmp_path: Path) -> None:
    """Which name is nearest takes a tenth of a second among a thousand: it is looked for only where it is told."""
    facts = shop()
    known = tuple(replace(facts.modules[0], name=f"module-{number}-of-orders") for number in range(1000))
    path = tmp_path / "woosh-split.yaml"
    lines = (f"  s{number}: {{modules: [modul-{number}-of-ordres]}}\n" for number in range(8000))
    path.write_text(f"version: 1\nservices:\n{''.join(lines)}", "utf-8")
    split = load_split(path)
    with moments(), pytest.raises(SplitFileError) as caught:
        validate_against(split, replace(facts, modules=known), path)
    told = str(caught.value).splitlines()
    assert told[1].endswith("there is no module modul-0-of-ordres. Did you mean module-0-of-orders?")
    assert told[-1].strip() == "and 7980 more"


def test_the_file_is_refused_with_the_line_of_each(tmp_path: Path) -> None:
    path = tmp_path / "woosh-split.yaml"
    path.write_text(SPLIT, "utf-8")
    with pytest.raises(SplitFileError) as caught:
        validate_against(parse_split(SPLIT, str(path)), shop(), path)
    assert "line 4: services.ordering.modules: there is no module billin" in str(caught.value)
    good = "version: 1\nservices:\n  ordering:\n    modules: [orders]\n"
    path.write_text(good, "utf-8")
    validate_against(parse_split(good, str(path)), shop(), path)
