"""A site of editions is published whole, and each page says where it belongs."""

import json
import zipfile
from pathlib import Path

import pytest
from site_of_three import contents, make_site

from analysis.pipeline.manifest import NAME
from analysis.pipeline.publish.faults import broken_links, find_faults
from analysis.pipeline.publish.targets import to_folder, to_zip
from analysis.pipeline.site import checksums
from analysis.pipeline.site.banners import Location, write_banner
from analysis.pipeline.site.layout import lay_out

OLD, NEW = "2018-01-31", "2025-12-31"
PAGE = (
    "<html><body><main id='m'><h1 id='editions'>{}</h1><!-- list-of-editions --><!-- "
    "/list-of-editions --></main><footer></footer></body></html>"
)
LATEST = Location(NEW, "", {"index", "changes", "newham/savings"})


def edition(folder: Path, day: str, *pages: str, reason: str | None = None) -> Path:
    """Make an edition of three files and some more pages."""
    made = make_site(folder, reason=reason)
    for name in ("index", "newham/savings"):
        path = made / f"{name}.html"
        text = path.read_text("utf-8")
        text = text.replace("<body>", "<body><main>")
        path.write_text(text.replace("</body>", "</main><footer></footer></body>"))
    for page in pages:
        (made / f"{page}.html").write_text(PAGE.format(page), "utf-8")
    record = json.loads((made / NAME).read_text("utf-8"))
    record["as_at"] = day
    (made / NAME).write_text(json.dumps(record), "utf-8")
    checksums.write(made)
    return made


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of two editions; the older one has a page that is gone."""
    old = edition(tmp_path / "old", OLD, "changes", "gone")
    new = edition(tmp_path / "new", NEW, "changes")
    lay_out(tmp_path / "site", {OLD: old, NEW: new})
    return tmp_path / "site"


def read(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def test_every_page_of_an_older_edition_says_that_it_is_not_the_latest(
    site: Path,
) -> None:
    pages = sorted((site / "editions" / OLD).rglob("*.html"))
    assert len(pages) == 4
    for page in pages:
        text = page.read_text("utf-8")
        assert "This is an earlier edition, as at 31 January 2018" in text
        assert text.index("earlier edition") < text.index("<h1")


def test_it_leads_to_the_same_page_of_the_latest(site: Path) -> None:
    text = read(site, f"editions/{OLD}/newham/savings.html")
    assert 'href="../../../newham/savings.html">See this page in the latest' in text


def test_where_the_latest_has_no_such_page_it_leads_to_the_first(site: Path) -> None:
    text = read(site, f"editions/{OLD}/gone.html")
    assert 'href="../../index.html">It has no such page' in text


def test_no_page_of_the_latest_says_so(site: Path) -> None:
    for home in ("", f"editions/{NEW}/"):
        for name in ("index", "changes", "newham/savings"):
            assert "earlier edition" not in read(site, f"{home}{name}.html")


def test_every_footer_leads_to_the_list_of_its_own_edition(site: Path) -> None:
    assert 'href="changes.html#editions"' in read(site, "index.html")
    assert 'href="changes.html#editions"' in read(site, f"editions/{OLD}/index.html")
    inner = read(site, f"editions/{OLD}/newham/savings.html")
    assert 'href="../changes.html#editions"' in inner


def test_the_list_leads_to_each_edition_from_wherever_it_stands(site: Path) -> None:
    assert f'href="editions/{OLD}/index.html"' in read(site, "changes.html")
    assert f'href="editions/{NEW}/index.html"' in read(site, "changes.html")
    old = read(site, f"editions/{OLD}/changes.html")
    assert f'href="../{NEW}/index.html"' in old
    assert 'href="../../index.html"' in old


def test_every_link_leads_somewhere_and_nothing_speaks_against_publishing(
    site: Path,
) -> None:
    assert broken_links(site) == []
    assert find_faults(site) == []


def test_only_links_between_editions_leave_one(tmp_path: Path) -> None:
    old = edition(tmp_path / "old", OLD)
    alone = contents(old)
    lay_out(tmp_path / "site", {OLD: old})
    made = contents(tmp_path / "site" / "editions" / OLD)
    assert {n: made[n] for n in alone if n != NAME} == {
        n: alone[n] for n in alone if n != NAME
    }


def test_writing_banners_again_changes_nothing() -> None:
    old = Location(OLD, f"editions/{OLD}/", {"index", "changes"})
    once = write_banner(PAGE.format("Home"), "index", old, LATEST, [OLD, NEW])
    assert write_banner(once, "index", old, LATEST, [OLD, NEW]) == once
    assert (
        write_banner(once, "index", LATEST, LATEST, [NEW]).count("<!-- edition -->")
        == 0
    )


def test_the_editions_that_are_laid_out_stay_as_they_were(tmp_path: Path) -> None:
    old = edition(tmp_path / "old", OLD, "changes")
    new = edition(tmp_path / "new", NEW, "changes")
    before = contents(old), contents(new)
    lay_out(tmp_path / "site", {OLD: old, NEW: new})
    assert (contents(old), contents(new)) == before


def test_a_page_of_an_older_edition_that_was_changed_is_found_even_after_a_build(
    site: Path, tmp_path: Path
) -> None:
    page = site / "editions" / OLD / "newham" / "savings.html"
    page.write_text(page.read_text("utf-8").replace("Savings", "Gains"), "utf-8")
    again = tmp_path / "again"
    lay_out(again, {d: site / "editions" / d for d in (OLD, NEW)})
    named = f"editions/{OLD}/newham/savings.html was changed after it was built."
    assert named in find_faults(again)


def test_a_failed_report_of_an_older_edition_is_named_with_it(tmp_path: Path) -> None:
    old = edition(tmp_path / "old", OLD, reason="no data")
    new = edition(tmp_path / "new", NEW)
    lay_out(tmp_path / "site", {OLD: old, NEW: new})
    faults = find_faults(tmp_path / "site")
    assert faults == [f"The report editions/{OLD}/newham/savings failed: no data"]


def test_a_removed_edition_is_a_broken_link_until_the_next_build(site: Path) -> None:
    for path in (site / "editions" / OLD).rglob("*.*"):
        path.unlink()
    assert any(f"editions/{OLD}" in fault for fault in broken_links(site))


def test_folders_and_zip_files_hold_all_editions(site: Path, tmp_path: Path) -> None:
    to_folder(site, tmp_path / "web")
    to_zip(site, tmp_path / "site.zip")
    expected = contents(site)
    sent = contents(tmp_path / "web")
    assert {n: c for n, c in sent.items() if n != ".published"} == expected
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == expected
