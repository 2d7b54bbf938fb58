"""WCAG 2.2 AA on every page there is: by rule, by keyboard, on phones, in the dark."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Response
from whole import Built, serve

VIEWS = [(w, scheme) for w in (1280, 360) for scheme in ("light", "dark")]
AT_400_PERCENT = 320
"""What is left of a window of 1280 pixels at a zoom of 400 %."""

WIDTHS = (AT_400_PERCENT, 600, 768, 992, 1100)
"""Windows in which nothing but tables and charts may have to be moved sideways."""

HEAVIEST = 300_000
"""Bytes that a first visit to a page may transfer, compressed as web servers do."""

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
    sent: dict[str, int] = field(default_factory=dict)
    shrunk: list[str] = field(default_factory=list)


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
    loaded: dict[str, int] = {}
    # A colour that is still changing has any contrast.
    page = browser.new_page(reduced_motion="reduce")
    # What is intercepted is kept in no cache: each page loads all that it needs.
    page.route(lambda url: not url.startswith(address), lambda r: r.abort())
    page.on("console", lambda said: found.complaints.append(said.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on("response", lambda r: loaded.update({r.url: _sent(r)}))
    for name in site.pages:
        loaded.clear()
        _view(page, *VIEWS[0])
        page.goto(f"{address}/{name}.html", wait_until="load")
        _look(page, name, found)
        # By now it has been so for long.
        page.wait_for_load_state("networkidle")
        found.sent[name] = sum(loaded.values())
        found.pages += 1
    page.close()
    return found


def _sent(response: Response) -> int:
    """Return the bytes of an answer as web servers send it."""
    body = response.body()
    packed = response.url.endswith((".woff2", ".woff", ".png"))
    return len(body) if packed else len(gzip.compress(body))


BROKEN = """axe.run({resultTypes: ["violations"]}).then(found => found.violations)"""
DRAWN = (
    "() => new Promise(on => requestAnimationFrame(() => requestAnimationFrame(on)))"
)
"""What becomes of a new size is told to a page's own script as a frame is drawn."""

SHRUNK = """() => [...document.querySelectorAll('main img[src$=".svg"]')]
  .filter(i => i.getBoundingClientRect().width < i.naturalWidth - 1)
  .map(i => i.getAttribute("src"))"""


def _view(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]


def _look(page: Page, name: str, found: Walked) -> None:
    page.evaluate(Axe().axe_script)
    for width, scheme in VIEWS:
        _view(page, width, scheme)
        page.evaluate(DRAWN)
        for rule in page.evaluate(BROKEN):
            if rule["id"] not in TOLERATED:
                places = [node["html"][:120] for node in rule["nodes"]]
                found.violations.append(
                    f"{name} at {width}, {scheme}: {rule['id']}: {places}"
                )
        if width < 1000:
            found.shrunk += [f"{name}: {src}" for src in page.evaluate(SHRUNK)]
    for window in WIDTHS:
        page.set_viewport_size({"width": window, "height": 256})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > window:
            found.too_wide.append(f"{name} at {window}: {width}")


def test_every_page_of_the_site_was_looked_at(site: Built, walked: Walked) -> None:
    assert walked.pages == len(site.pages) > 12


def test_axe_finds_nothing_on_any_page_wide_or_narrow_light_or_dark(
    walked: Walked,
) -> None:
    assert walked.violations == []


def test_no_page_is_wider_than_its_window_up_to_400_percent(walked: Walked) -> None:
    assert walked.too_wide == []


def test_cut_off_from_the_net_and_under_its_policy_no_page_complains(
    site: Built, walked: Walked
) -> None:
    for page in site.site.rglob("*.html"):
        assert "Content-Security-Policy" in page.read_text(encoding="utf-8")
    assert walked.complaints == []


def test_a_first_visit_to_a_page_transfers_at_most_300_kb(walked: Walked) -> None:
    assert {n: size for n, size in walked.sent.items() if size > HEAVIEST} == {}


def test_letters_in_charts_keep_their_size_on_a_phone(walked: Walked) -> None:
    assert walked.shrunk == []


def test_no_page_needs_a_policy_that_lets_strange_code_or_styles_in(
    site: Built,
) -> None:
    for page in site.site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        policy = text.partition('Content-Security-Policy" content="')[2].split('"')[0]
        assert policy
        assert "unsafe" not in policy, page


def test_breadcrumbs_lead_to_every_page_below_the_front_page(site: Built) -> None:
    for name in site.pages:
        content = site.main(name)
        (title,) = content.select("h1")
        ways = content.select("nav.breadcrumbs[aria-label]")
        front = re.fullmatch(r"(editions/[^/]+/)?index", name)
        assert len(ways) == (front is None), name
        for way in ways:
            assert way.find_next("h1") is title
            assert way.select("a")[0].get_text() == "Home"
            (here,) = way.select("[aria-current=page]")
            words = title.get_text().lower()
            # A page of the whole partnership is named by its topic in its title.
            topic = here.get_text().lower().removeprefix("partnership ")
            assert topic in words or name.endswith("/index")


NO_RESULT = r"\b(target|projected|sought|applied|identified|programmed)\b"
"""Statuses of facts that are no result, and have no grade."""

TOPMOST = "[...document.querySelectorAll('main .headlines a')].map(a => a.href)"


@pytest.mark.parametrize("page_of", ["newham/index", "havering/savings", "index"])
def test_the_keyboard_alone_leads_from_every_headline_to_its_facts(
    address: str, browser: Browser, page_of: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/{page_of}.html")
    wanted = [link for link in page.evaluate(TOPMOST) if "#fact-" in link]
    assert len(page.query_selector_all(".headline")) <= len(wanted)
    _tab_through(page, wanted)
    for link in wanted:
        page.locator(f".headlines a[href$='{link.rpartition('/')[2]}']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(link)
        fact = page.locator(f"[id='{link.partition('#')[2]}']")
        assert fact.inner_text().strip()
        assert _in_sight(fact)
        told = fact.locator("xpath=ancestor::li").inner_text()
        assert "Evidence:" in told or re.search(NO_RESULT, told)
        page.go_back()
    page.close()


def _tab_through(page: Page, links: list[str]) -> None:
    """Press Tab until each link has had the focus, and see that it is in sight."""
    left = {*links}
    for _ in range(80):
        page.keyboard.press("Tab")
        has = page.evaluate("document.activeElement.href || ''")
        if has in left:
            assert _in_sight(page.locator("*:focus"))
            left.remove(has)
        if not left:
            break
    else:
        pytest.fail(f"the keyboard does not reach {left}")


def _in_sight(element: Locator) -> bool:
    """Tell whether the top of an element is on the screen, below the bar."""
    return bool(
        element.evaluate(
            """e => {
              const top = e.getBoundingClientRect().top;
              const bar = document.querySelector("#quarto-header");
              const below = bar.getBoundingClientRect().bottom;
              return top >= below - 1 && top < window.innerHeight;
            }"""
        )
    )


def test_the_search_finds_a_service_and_a_figure(
    address: str, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/index.html", wait_until="networkidle")
    for asked, found in (("Exchequer", "Exchequer"), ("£7.065m", "Newham")):
        box = page.get_by_role("searchbox")
        box.fill("")
        box.focus()
        page.keyboard.type(asked)
        answer = page.locator(".site-search li a")
        answer.first.wait_for()
        assert any(found in words for words in answer.all_inner_texts()), asked
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/index.html"))
    assert complaints == []
    page.close()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("asked", ["savings", "zzzzqq"], ids=["found", "nothing"])
def test_axe_finds_nothing_where_the_search_is_open(
    address: str, browser: Browser, width: int, scheme: str, asked: str
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page.goto(f"{address}/newham/savings.html", wait_until="networkidle")
    if width < 1000:
        page.locator(".navbar-toggler").click()
    page.get_by_role("searchbox").fill(asked)
    page.locator(".site-search [role=status]:not(:empty)").wait_for()
    rules = Axe().run(page).response["violations"]
    page.close()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in rules] == []


def test_a_click_on_what_the_search_found_leads_there(
    address: str, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/index.html", wait_until="networkidle")
    page.get_by_role("searchbox").fill("Exchequer")
    page.locator(".site-search li a").first.click()
    page.wait_for_url(lambda url: not url.endswith("/index.html"))
    assert "Exchequer" in page.locator("main").inner_text()
    page.close()


def test_the_search_knows_no_words_that_stand_on_every_page(site: Built) -> None:
    entries = json.loads((site.site / "search.json").read_text(encoding="utf-8"))
    assert [e for e in entries if "Skip to main content" in e["text"]] == []


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
