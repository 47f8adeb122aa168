"""Every screen for everybody: axe finds nothing serious, light and dark, wide and narrow, and nothing is cut off."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from sayso.export.queries import parse_query
from sayso.watch import new_feed
from sayso.watch.noticing import notice_search
from sayso.web.house import House

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
#: The forms that change a claim.
FORMS = ("edit", "speaker", "chain", "actors", "comment")
SERIOUS = {"serious", "critical"}
EARLY = "2000-01-01T00:00:00.000000Z"


def screens(house: House) -> list[str]:
    """An address of every screen."""
    document = next(iter(house.ledger.documents()))
    claims = house.ledger.analysis(document).claims
    story = next(house.ledger.stories())
    house.ledger.put_feed(new_feed("https://port.example/feed", EARLY, title="The Port Gazette"))
    search = house.ledger.save_search("Boats", "q=boats", "tester")
    notice_search(house.ledger, search.id, parse_query("q=boats").browse, EARLY, search.at)
    return [
        "/", "/s", "/s?q=boats", "/s?q=nothingofthekind", f"/d/{document}", f"/d/{document}?edit=1", "/who", "/who?q=boats",
        f"/c/{claims[0].id}", f"/c/{claims[-1].id}", "/stories", f"/story/{story.id}", "/actor?name=Ilse+Varga", "/saved",
        "/news", "/sources",
        "/review", "/review?view=list", "/review/log", "/review/adrift", f"/review/card/{claims[0].id}", f"/d/{document}/edit",
        f"/d/{document}/add", f"/d/{document}/check", *(f"/c/{claims[-1].id}/{form}" for form in FORMS), "/method", "/nowhere",
    ]  # fmt: skip


def serious(page: Page) -> list[str]:
    """What axe finds on the page that is shown."""
    page.evaluate(AXE)  # our policy lets no script be added to a page; the driver stands outside of it
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_serious(browser: Browser, server: str, house: House, scheme: Any, width: int) -> None:
    page = browser.new_context(base_url=server, color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    wrong = {}
    for address in screens(house):
        page.goto(address)
        if found := serious(page):
            wrong[address] = found
        cut = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if cut > 0:
            wrong[f"{address} is {cut} px too wide"] = []
    page.context.close()
    assert not wrong


def test_every_screen_has_one_heading_and_a_title(page: Page, house: House) -> None:
    for address in screens(house):
        if address == "/nowhere":
            continue
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert "sayso" in page.title(), address


def test_a_screen_reads_without_scripts(browser: Browser, server: str, house: House) -> None:
    page = browser.new_context(base_url=server, java_script_enabled=False).new_page()
    for address in screens(house):
        page.goto(address)
        assert page.locator("main h1").is_visible(), address
    page.context.close()
