"""Photograph the report of the example in a real Chromium: ``images/report-light.png`` and ``images/report-dark.png``.

The split is the example's own split file where there is one, else what `propose` makes of it. The pictures depend on the fonts of the machine; Inter is the first that the page asks for.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from woosh_split.model.facts import Facts
from woosh_split.model.split import Phase, SplitFile
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.report import report
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.proposal.as_split import Terms, as_split
from woosh_split.proposal.domain import load_domain
from woosh_split.proposal.propose import Options, propose
from woosh_split.reports.report_page.html import to_html
from woosh_split.split.load import SPLIT_FILE, load_split

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "woosh"
IMAGES = Path(__file__).parent / "images"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MOST_BYTES = 300_000
SIZE = {"width": 1520, "height": 1150}


def main() -> int:
    """Write both pictures."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        print("There is no Chromium: run `make chromium`.", file=sys.stderr)
        return 2
    facts = analyse(AnalyseRequest(root=EXAMPLE))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        page.write_text(to_html(report(facts, split_of(facts), 3)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        photograph(browser, page, "light", None)
        photograph(browser, page, "dark", "t:Clients")
        browser.close()
    return 0


def split_of(facts: Facts) -> SplitFile:
    """Return the example's split file, or the one that ``propose`` makes with the hints of field sales."""
    if (EXAMPLE / SPLIT_FILE).is_file():
        return load_split(EXAMPLE / SPLIT_FILE)
    proposal = propose(facts, Options(domain=load_domain("field-sales")))
    return as_split(proposal, Terms(), phases_of(proposal.placement.services))


def phases_of(services: tuple[str, ...]) -> tuple[Phase, ...]:
    """Return the gateway, then one service after the other."""
    phases = [Phase("01-gateway")]
    for number, name in enumerate(services, 2):
        phases.append(Phase(f"{number:02}-{name}", (name,), (phases[-1].id,)))
    return tuple(phases)


def photograph(browser: Browser, page: Path, scheme: str, selected: str | None) -> None:
    """Take the picture of the first screen, with an item selected where one is given."""
    context = browser.new_context(viewport=SIZE, device_scale_factor=1.25, color_scheme=scheme)
    window = context.new_page()
    window.goto(page.as_uri())
    window.wait_for_selector("html[data-ready=yes]")
    if selected is not None:
        window.evaluate("key => report.select(key)", selected)
    window.wait_for_timeout(400)
    picture = IMAGES / f"report-{scheme}.png"
    window.screenshot(path=picture)
    context.close()
    smaller = shutil.which("pngquant")
    if smaller:
        command = [smaller, "--force", "--skip-if-larger", "--ext", ".png", "--", str(picture)]
        subprocess.run(command, check=True)  # noqa: S603 - a program that was found, and our own file
    if picture.stat().st_size > MOST_BYTES:
        print(f"{picture.name} is larger than it should be: install pngquant and run this again.")


if __name__ == "__main__":
    sys.exit(main())
