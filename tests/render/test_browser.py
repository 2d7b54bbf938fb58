"""Pages in a real browser: no errors, no strangers; usable by phone and keyboard."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

if TYPE_CHECKING:
    from pathlib import Path


class Quiet(SimpleHTTPRequestHandler):
    """Serve a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module", params=["embedded_site", "quarto_site"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    site: Path = request.getfixturevalue(request.param)
    handler = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def open_page(browser: Browser, url: str, width: int) -> tuple[Page, list[str]]:
    """Open a page; collect what goes wrong on it."""
    wrong: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda asked: None if "//127.0.0.1" in asked.url else wrong.append(asked.url),
    )
    page.goto(url, wait_until="networkidle")
    return page, wrong


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_goes_wrong_and_nothing_sticks_out(
    browser: Browser, address: str, width: int
) -> None:
    page, wrong = open_page(browser, f"{address}/newham/overspend.html", width)
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(
    browser: Browser, address: str
) -> None:
    page, _ = open_page(browser, f"{address}/newham/overspend.html", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#quarto-document-content")
    page.close()


def test_a_table_wider_than_the_phone_can_be_scrolled_by_keyboard(
    browser: Browser, address: str
) -> None:
    page, _ = open_page(browser, f"{address}/newham/overspend.html", 390)
    frame = page.get_by_role("region", name="Variance against budget by year")
    assert frame.get_attribute("tabindex") == "0"
    page.close()


def test_search_finds_a_word_of_a_page(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, f"{address}/index.html", 1280)
    box = page.get_by_role("searchbox", name="Search this site")
    box.click()
    box.type("audited")
    page.locator(".site-search a[href*='overspend.html']").first.wait_for()
    page.close()


def test_search_finds_what_stands_in_a_table(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, f"{address}/newham/overspend.html", 1280)
    page.get_by_role("searchbox").fill("exchequer 0.040")
    page.keyboard.press("ArrowDown")
    found = page.locator(".site-search a").first
    found.wait_for()
    assert found.locator("mark").first.inner_text() == "Exchequer"
    assert page.get_by_role("status").inner_text() == "1 found"
    page.close()


def test_search_is_used_with_the_keyboard_alone(browser: Browser, address: str) -> None:
    page, wrong = open_page(browser, f"{address}/index.html", 1280)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("audited")
    page.locator(".site-search a").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert "overspend.html#" in page.evaluate("document.activeElement.href")
    page.keyboard.press("Escape")
    assert page.locator(".site-search a").first.is_hidden()
    page.keyboard.type(" ")
    page.locator(".site-search a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/newham/overspend.html#*")
    assert wrong == []
    page.close()


def test_on_a_phone_the_menu_opens_with_a_button(
    browser: Browser, address: str
) -> None:
    page, _ = open_page(browser, f"{address}/index.html", 390)
    link = page.locator(".navbar-nav .nav-link").first
    assert link.is_hidden()
    page.locator(".navbar-toggler").click()
    link.wait_for()
    assert page.locator(".navbar-toggler").get_attribute("aria-expanded") == "true"
    page.close()
