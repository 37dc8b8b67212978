"""The report in a real Chromium: it opens without an error or a request, and people can find, read and filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from large_facts import large
from playwright.sync_api import Browser, Page, expect
from report_split import shop_split
from shop_facts import access, module, shop

from woosh_split.model.facts import Facts
from woosh_split.model.split import Service, SplitFile
from woosh_split.reports.report_page.build import ReportInput, report_data
from woosh_split.reports.report_page.html import to_html

pytestmark = pytest.mark.xdist_group("chromium")

PATIENCE = 20_000
"""Milliseconds before something is said to be missing: enough for a busy machine, never waited out where all is well."""

expect.set_options(timeout=PATIENCE)

HOSTILE = (
    "</script><img src=x onerror=document.title='broken'><script>document.title='broken'</script>\u2028{{1}}"
)


class Opened:
    """A page that was opened, and everything that went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def window(chromium: Browser) -> Iterator[Opened]:
    """Open an empty window; whatever the test does in it, nothing may be complained about or asked for."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, color_scheme="light")
    context.set_default_timeout(PATIENCE)
    opened = Opened(context.new_page())
    yield opened
    context.close()
    assert opened.wrong == []
    assert [url for url in opened.requests if not url.startswith(("file://", "data:"))] == []
    assert len([url for url in opened.requests if url.startswith("file://")]) == 1


def show(window: Opened, folder: Path, facts: Facts, split: SplitFile | None) -> Page:
    """Write the report and open it."""
    file = folder / "report.html"
    file.write_bytes(to_html(report_data(ReportInput(facts, split))).encode("utf-8", "backslashreplace"))
    window.page.goto(file.as_uri())
    window.page.wait_for_selector("html[data-ready=yes]")
    return window.page


def centre(page: Page, key: str) -> dict[str, float]:
    """Return where an item of the map is on the screen."""
    found: dict[str, float] = page.evaluate(
        """key => { const at = cy.getElementById(key).renderedPosition();
        const box = document.getElementById('canvas').getBoundingClientRect();
        return {x: box.x + at.x, y: box.y + at.y}; }""",
        key,
    )
    return found


def test_search_finds_a_module_and_shows_its_crossings(window: Opened, tmp_path: Path) -> None:
    page = show(window, tmp_path, shop(), shop_split())
    page.get_by_role("combobox", name="Find").fill("bill")
    expect(page.locator("#results [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Selection")
    expect(panel.get_by_role("heading", name="billing")).to_be_visible()
    panel.locator("details.crossing summary", has_text="write accounts → sales").click()
    expect(panel).to_contain_text("src/billing/billing.service.ts:22")
    expect(page.locator("#selection")).to_have_text("billing, module of accounts, 4 crossings")


def test_a_click_on_the_map_shows_crossings_and_pointing_shows_places(window: Opened, tmp_path: Path) -> None:
    page = show(window, tmp_path, shop(), shop_split())
    spot = centre(page, "t:orders")
    page.mouse.move(**spot)
    expect(page.get_by_role("tooltip")).to_contain_text("database/schema.sql:12")
    page.mouse.click(**spot)
    expect(page.locator("#panel h3")).to_have_text("orders")
    expect(page.locator("#panel details.crossing").first).to_contain_text("accounts → sales: orders")
    page.locator("#to-crossings").click()
    expect(page.locator("#crossing-table tbody tr")).to_have_count(
        page.evaluate("crossingsOf.get('t:orders').length")
    )


def test_filters_filter(window: Opened, tmp_path: Path) -> None:
    page = show(window, tmp_path, shop(), shop_split())
    rows = page.locator("#crossing-table tbody tr")
    every = rows.count()
    page.get_by_label("Policy").select_option("debt")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("debt until 2027-06-30")
    page.get_by_label("To", exact=True).select_option("monolith")
    expect(rows).to_have_count(0)
    page.get_by_role("button", name="Reset").click()
    expect(rows).to_have_count(every)
    page.get_by_label("Text").fill("billing.service.ts")
    expect(page.locator("#crossing-count")).to_have_text(f"{rows.count()} of {every} crossings")
    page.get_by_label("Table", exact=True).fill("orders")
    expect(page.locator("#matrix tbody tr:visible")).to_have_count(1)


def test_the_keyboard_reaches_everything(window: Opened, tmp_path: Path) -> None:
    page = show(window, tmp_path, shop(), shop_split())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("#search").blur()
    page.keyboard.press("g")
    expect(page.locator("#canvas")).to_be_focused()
    page.keyboard.press("n")
    first = page.locator("#panel h3").inner_text()
    page.keyboard.press("n")
    expect(page.locator("#panel h3")).not_to_have_text(first)
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#canvas")).to_be_focused()
    expect(page.locator("#selection")).to_have_text("Nothing is selected")
    page.keyboard.press("c")
    expect(page.locator("#canvas")).not_to_be_focused()
    expect(page.locator("#filter-text")).to_be_focused()


def test_light_dark_and_paper(window: Opened, tmp_path: Path) -> None:
    page = show(window, tmp_path, shop(), shop_split())
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-theme=dark]")
    dark = page.evaluate(paper)
    page.get_by_role("button", name="Switch to light").click()
    assert (page.evaluate(paper), dark != light) == (light, True)
    page.emulate_media(media="print")
    expect(page.locator(".toolbar")).to_be_hidden()
    assert page.pdf()[:5] == b"%PDF-"
    assert page.evaluate("document.getElementById('map-print').src.length") > 2_000


def test_names_are_text_whatever_they_are(window: Opened, tmp_path: Path) -> None:
    facts = replace(
        shop(),
        monolith=replace(shop().monolith, name=HOSTILE),
        modules=(module(HOSTILE), module("orders")),
        accesses=(access(HOSTILE, HOSTILE, "write", function=HOSTILE, file=HOSTILE),),
    )
    page = show(window, tmp_path, facts, SplitFile(services=(Service("sales", (HOSTILE,)),)))
    expect(page.locator("h1")).to_have_text(HOSTILE)
    page.evaluate("key => report.select(key)", f"m:{HOSTILE}")
    expect(page.locator("#panel h3")).to_have_text(HOSTILE)
    expect(page.locator("img:not(#map-print)")).to_have_count(0)
    assert page.title().startswith("</script>")


def test_500_modules_and_1000_tables_can_be_searched(window: Opened, tmp_path: Path) -> None:
    page = show(window, tmp_path, *large(500, 1_000, 20))
    page.locator("#search").fill("module0499")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h3")).to_have_text("module0499")
    expect(page.locator("#panel details.crossing").first).to_be_visible()


def test_without_a_split_file_the_page_says_what_to_do(window: Opened, tmp_path: Path) -> None:
    page = show(window, tmp_path, shop(), None)
    expect(page.locator("#notes")).to_contain_text("woosh-split propose")
    expect(page.locator("#phases")).to_be_hidden()
