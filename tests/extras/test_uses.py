"""Which pages lead to a document stands below the document."""

from pathlib import Path

from analysis.pipeline.render.extras.used_by import add_used_by, facts_of

PLACE = '<div class="used-by" data-document="{}"></div>'
LIST = (
    f'<h3 id="report">A report</h3>{PLACE.format("report")}<ul><li id="fact-1">£5m</li>'
    f'</ul><h3 id="other">Another</h3>{PLACE.format("other")}'
)


def use(folder: Path) -> None:
    """Have the list of a site say who uses what."""
    pages = folder.rglob("*.html")
    found = {p.relative_to(folder).as_posix(): facts_of(folder, p) for p in pages}
    add_used_by(folder, found)


def listed(folder: Path, text: str) -> str:
    """Finish a site of a list and a page; return the list."""
    pages = {"sources.html": ("Sources", LIST), "newham/savings.html": ("Newham", text)}
    for name, (title, content) in pages.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        main = f"<main><h1>{title}</h1>{content}</main>"
        path.write_text(f'<a href="sources.html#other">menu</a>{main}')
    use(folder)
    return (folder / "sources.html").read_text(encoding="utf-8")


NAMED = 'Used on: <a href="newham/savings.html">Newham</a>.'
NOBODY = "No page quotes a figure from it."


def test_a_page_that_links_to_a_document_is_named_below_it(tmp_path: Path) -> None:
    said = listed(tmp_path, '<a href="../sources.html#report">reported</a>')
    assert (said.count(NAMED), said.count(NOBODY)) == (1, 1)
    assert said.index(NAMED) < said.index(NOBODY)


def test_a_link_to_a_fact_counts_for_its_document(tmp_path: Path) -> None:
    said = listed(tmp_path, '<a href="../sources.html#fact-1">£5m</a>')
    assert said.count(NAMED) == 1


def test_what_every_page_links_to_in_its_menu_does_not_count(tmp_path: Path) -> None:
    assert listed(tmp_path, "nothing").count(NOBODY) == 2


def test_when_the_pages_change_the_list_changes(tmp_path: Path) -> None:
    listed(tmp_path, '<a href="../sources.html#report">reported</a>')
    page = tmp_path / "newham" / "savings.html"
    page.write_text(page.read_text().replace("#report", "#other"))
    use(tmp_path)
    said = (tmp_path / "sources.html").read_text(encoding="utf-8")
    assert said.index(NOBODY) < said.index(NAMED)
