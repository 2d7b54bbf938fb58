"""Which pages lead to a document stands below the document."""

from nbformat.v4 import new_output

from analysis.build.pages import markdown, output
from analysis.build.uses import with_uses

LIST = """### A report {#report}

<!-- used: report -->

- [£5m]{#fact-1} saved

### Another {#other}

<!-- used: other -->"""
TITLES = {"sources": "Sources", "newham/savings": "Newham: savings", "home": "Home"}


def named(text: str, page: str = "newham/savings", **kept: str) -> str:
    bodies = {"sources": [markdown(LIST)], page: [markdown(text)]}
    return str(with_uses(bodies, TITLES, kept)["sources"][0].source)


def test_a_page_that_links_to_a_document_is_named_below_it() -> None:
    said = named("As [reported](../sources.html#report).")
    assert "{#report}\n\nUsed on: [Newham: savings](newham/savings.html)." in said
    assert said.endswith("{#other}\n\nNo page quotes a figure from it.")


def test_a_link_to_a_fact_counts_for_its_document() -> None:
    said = named("[£5m](../sources.html#fact-1)")
    assert said.count("[Newham: savings]") == 1


def test_a_link_in_a_table_counts() -> None:
    table = {"text/html": '<a href="../sources.html#other">x</a>'}
    shown = new_output("display_data", data=table)
    cells = {"sources": [markdown(LIST)], "newham/savings": [output({}, shown)]}
    said = with_uses(cells, TITLES, {})["sources"][0].source
    assert said.endswith("Used on: [Newham: savings](newham/savings.html).")


def test_pages_that_a_partial_build_keeps_count() -> None:
    said = named("nothing", home='<a href="sources.html#report">x</a>')
    assert "Used on: [Home](home.html)." in said


def test_a_list_far_from_the_root_leads_back_to_its_users() -> None:
    bodies = {
        "records/sources": [markdown(LIST)],
        "home": [markdown("[x](records/sources.html#report)")],
    }
    titles = {"records/sources": "Sources", "home": "Home"}
    said = with_uses(bodies, titles, {})["records/sources"][0].source
    assert "Used on: [Home](../home.html)." in said
