"""WCAG 2.2 AA on every page there is: by rule, by keyboard, on phones, in the dark."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response
from whole import Built, serve

VIEWS = [(w, scheme) for w in (1280, 360) for scheme in ("light", "dark")]
AT_400_PERCENT = 320
"""What is left of a window of 1280 pixels at a zoom of 400 %."""

HEAVIEST = 500_000
"""Bytes of a page with all that it loads, compressed as web servers send it."""

# What the renderers' own templates do, on parts that are not content of ours. Each
# rule is best practice, not WCAG; none may be listed without its reason.
TOLERATED: dict[str, str] = {}


@dataclass
class Walked:
    """Hold what was found on all pages of one site."""

    pages: int = 0
    violations: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module", params=["built", "by_quarto"])
def site(request: pytest.FixtureRequest) -> Built:
    made: Built = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="module")
def address(site: Built) -> Iterator[str]:
    with serve(site.site) as found:
        yield found


@pytest.fixture(scope="module")
def walked(site: Built, address: str, browser: Browser) -> Walked:
    """Look at every page in every view, with everything but loopback cut off."""
    found = Walked()
    for name in site.pages:
        # A colour that is still changing has any contrast.
        page = browser.new_page(reduced_motion="reduce")
        page.route(lambda url: not url.startswith(address), lambda r: r.abort())
        page.on("console", lambda said: found.complaints.append(said.text))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        loaded: dict[str, int] = {}
        page.on("response", lambda r, to=loaded: to.update({r.url: _weight(r)}))
        page.goto(f"{address}/{name}.html", wait_until="load")
        found.weights[name] = sum(loaded.values())
        found.pages += 1
        _look(page, name, found)
        page.close()
    return found


def _weight(response: Response) -> int:
    body = response.body()
    return len(body) if response.url.endswith(".woff2") else len(gzip.compress(body))


def _look(page: Page, name: str, found: Walked) -> None:
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for rule in Axe().run(page).response["violations"]:
            if rule["id"] not in TOLERATED:
                places = [node["html"][:120] for node in rule["nodes"]]
                found.violations.append(
                    f"{name} at {width}, {scheme}: {rule['id']}: {places}"
                )
    page.set_viewport_size({"width": AT_400_PERCENT, "height": 256})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > AT_400_PERCENT:
        found.too_wide.append(f"{name}: {width}")


def test_every_page_of_the_site_was_looked_at(site: Built, walked: Walked) -> None:
    assert walked.pages == len(site.pages) > 12


def test_axe_finds_nothing_on_any_page_wide_or_narrow_light_or_dark(
    walked: Walked,
) -> None:
    assert walked.violations == []


def test_text_reflows_at_400_percent(walked: Walked) -> None:
    assert walked.too_wide == []


def test_cut_off_from_the_net_and_under_its_policy_no_page_complains(
    site: Built, walked: Walked
) -> None:
    for page in site.site.rglob("*.html"):
        assert "Content-Security-Policy" in page.read_text(encoding="utf-8")
    assert walked.complaints == []


def test_a_page_weighs_less_than_half_a_megabyte(walked: Walked) -> None:
    heavy = {name: size for name, size in walked.weights.items() if size > HEAVIEST}
    assert heavy == {}


@pytest.mark.parametrize("page_of", ["newham/index", "havering/savings", "index"])
def test_the_keyboard_alone_leads_from_a_headline_to_its_fact(
    address: str, browser: Browser, page_of: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/{page_of}.html")
    for _ in range(60):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if "sources.html#fact-" in href:
            break
    else:
        pytest.fail("no headline leads to a fact")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources.html#fact-*")
    fact = page.locator(f"[id='{page.url.rpartition('#')[2]}']")
    assert fact.inner_text().strip()
    assert fact.evaluate("e => e.getBoundingClientRect().top") >= 0
    assert "Evidence:" in fact.locator("xpath=ancestor::li").inner_text()
    page.close()


def test_the_statement_says_what_was_tested(site: Built) -> None:
    words = site.words("accessibility")
    for part in (
        "Compliance status",
        "Reporting accessibility problems",
        "Enforcement procedure",
        "Equality and Human Rights Commission",
        "How we tested",
        "axe-core",
        "Not tested",
    ):
        assert part in words, part
