"""A running application with a small ledger, and a browser on it.

`client` asks the application without a network; `server` is the same ledger behind a real socket on loopback; `page` is a
page of the system's Chromium (tests marked `browser` skip where SAYSO_TEST_BROWSER names none: `make test-web` does). A
browser that asks another host than ours fails the test.
"""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from sayso.ledger import Ledger
from sayso.web.app import create_app
from sayso.web.house import House, HouseSettings, open_house

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FORM = {"sec-fetch-site": "same-origin"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that take a page drive a browser: mark them, and skip them where there is none."""
    for item in items:
        if {"page", "context", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            if not os.environ.get("SAYSO_TEST_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="SAYSO_TEST_BROWSER names no Chromium: `make test-web` does"))


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked ledger of the example pages, read with the shipped model; copy it before changing it."""
    from sayso.story import pipe

    path = tmp_path_factory.mktemp("web") / "examples.sqlite3"
    with Ledger(path) as ledger:
        ledger.add(pipe(EXAMPLES))
        ledger.link()
    return path


@pytest.fixture
def ledger_path(examples: Path, tmp_path: Path) -> Path:
    """A ledger of the examples that this test may change."""
    target = tmp_path / "ledger.sqlite3"
    with Ledger(examples) as ledger:  # checkpointed by closing, so that the file alone is the whole ledger
        ledger.counts()
    target.write_bytes(examples.read_bytes())
    return target


@pytest.fixture
def house(ledger_path: Path) -> Iterator[House]:
    """The opened ledger, as `sayso serve` opens it."""
    opened = open_house(HouseSettings(str(ledger_path), hosts=("127.0.0.1", "testserver"), user="tester"))
    yield opened
    opened.ledger.close()


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """Asks the application without a network; errors of ours come as answers."""
    with TestClient(create_app(house), headers=FORM, follow_redirects=False) as client:
        yield client


@contextmanager
def running(house: House) -> Iterator[str]:
    """The address of the application on a free port of loopback."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(house), log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def server(house: House) -> Iterator[str]:
    """The address of the running application."""
    with running(house) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    browser = playwright.chromium.launch(executable_path=os.environ["SAYSO_TEST_BROWSER"], args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A browser with nothing in it that asks our own address alone."""
    context = browser.new_context(base_url=server, viewport={"width": 1440, "height": 900})
    foreign: list[str] = []
    ours = (server, "data:", "blob:")
    context.on("request", lambda asked: None if asked.url.startswith(ours) else foreign.append(asked.url))
    yield context
    context.close()
    assert not foreign, "another host was asked"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose scripts must raise nothing and whose console must stay free of errors."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    assert not wrong
