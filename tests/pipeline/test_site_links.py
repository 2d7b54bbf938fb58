"""A link between pages leads there from wherever it stands."""

import pytest
from small import words

from analysis.errors import NotebookError
from analysis.pipeline.site.links import resolve

PAGES = {"index", "sources", "newham/index", "newham/savings", "partnership/index"}


@pytest.mark.parametrize(
    ("page", "link", "href"),
    [
        ("newham/savings", "site:sources#S053", "../sources.html#S053"),
        ("newham/savings", "site:newham/index", "index.html"),
        ("newham/index", "site:partnership/index", "../partnership/index.html"),
        ("index", "site:newham/savings", "newham/savings.html"),
        ("index", "site:sources", "sources.html"),
        (
            "index",
            "https://example.org/site:sources",
            "https://example.org/site:sources",
        ),
    ],
)
def test_links_are_relative_to_the_page(page: str, link: str, href: str) -> None:
    table = '```{{=html}}\n<a href="{}">x</a>\n```'
    cells = [words(f"See [it]({link})."), words(table.format(link))]
    text, shown = resolve(cells, page, PAGES)
    assert text.source == f"See [it]({href})."
    assert shown.source == table.format(href)
    assert link in cells[0].source


def test_a_link_to_a_page_that_is_never_made_is_refused() -> None:
    with pytest.raises(NotebookError, match="site:method, but no notebook makes"):
        resolve([words("[Methods](site:method)")], "index", PAGES)
