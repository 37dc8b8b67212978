"""The map: nothing overlaps, everything is inside its card, and the same data gives the same picture."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from large_facts import large
from report_split import shop_split
from shop_facts import shop

from woosh_split.reports.report_page.board import ROW
from woosh_split.reports.report_page.build import ReportInput, report_data
from woosh_split.reports.report_page.data import Card, ReportData
from woosh_split.reports.report_page.palette import NEUTRAL, SERVICES
from woosh_split.reports.report_page.shelves import Box, arranged

DATA = [report_data(ReportInput(shop(), shop_split())), report_data(ReportInput(*large(60, 90, 7)))]
every_map = pytest.mark.parametrize("data", DATA, ids=["shop", "large"])


def overlap(one: Box | Card, other: Box | Card) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@every_map
def test_no_card_covers_another(data: ReportData) -> None:
    assert not [1 for one, other in combinations(data.cards, 2) if overlap(one, other)]


@every_map
def test_every_item_is_inside_its_card(data: ReportData) -> None:
    cards = {card.name: card for card in data.cards}
    for item in data.items:
        card = cards[item.card]
        assert card.x < item.x - item.width / 2
        assert item.x + item.width / 2 < card.x + card.width
        assert card.y < item.y - ROW / 2
        assert item.y + ROW / 2 < card.y + card.height


@every_map
def test_no_item_covers_another(data: ReportData) -> None:
    for one, other in combinations(data.items, 2):
        apart = abs(one.x - other.x) >= (one.width + other.width) / 2
        assert apart or abs(one.y - other.y) >= ROW


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        st.text(max_size=3), st.tuples(st.integers(50, 900), st.integers(50, 900)), min_size=1, max_size=9
    )
)
def test_boxes_of_any_size_never_overlap(sizes: dict[str, tuple[int, int]]) -> None:
    names = sorted(sizes)
    ties = dict.fromkeys(combinations(names, 2), 1)
    boxes = arranged(sizes, ties)
    assert sorted(boxes) == names
    assert not [1 for one, other in combinations(boxes.values(), 2) if overlap(one, other)]


def test_what_is_tied_stands_near() -> None:
    sizes = {f"s{index}": (400, 300) for index in range(9)}
    boxes = arranged(sizes, {("s0", "s8"): 20})
    (x1, y1), (x2, y2) = boxes["s0"].centre, boxes["s8"].centre
    assert abs(x1 - x2) + abs(y1 - y2) < 500


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("pair", [*SERVICES, NEUTRAL])
def test_text_on_and_in_a_colour_can_be_read(pair: tuple[str, str]) -> None:
    """White on the light colour, near-black on the dark one, and each as text on a card tinted with itself."""
    light, dark = pair
    assert contrast(light, "#ffffff") >= 4.5
    assert contrast(light, tinted(light, "#ffffff", 0.07)) >= 4.5
    assert contrast(dark, "#10151b") >= 4.5
    assert contrast(dark, tinted(dark, "#1a2129", 0.1)) >= 4.5


def tinted(colour: str, paper: str, alpha: float) -> str:
    mixed = (
        round(alpha * int(colour[index : index + 2], 16) + (1 - alpha) * int(paper[index : index + 2], 16))
        for index in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)
