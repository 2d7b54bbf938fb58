"""A prepared notebook shows words, tables and charts, and nothing of the code."""

from pathlib import Path

import nbformat
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from small import SVG, make_project, usual_notebooks, words

from analysis.errors import NotebookError
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.plan.reports import Report, plan
from analysis.pipeline.render.links import Links
from analysis.pipeline.render.prepare import body, page

HIDDEN = "hidden_thing"
CHART = new_output(
    "display_data",
    {"image/svg+xml": SVG, "text/plain": HIDDEN},
    metadata={"alt": 'A "square":\nnine by nine.', "caption": "Square"},
)
TABLE = new_output(
    "execute_result",
    {"text/html": "<table></table>", "text/plain": HIDDEN},
    execution_count=7,
)
SENTENCE = new_output(
    "display_data", {"text/markdown": "## Saved", "text/plain": HIDDEN}
)
NOISE = [
    new_output("stream", name="stdout", text=HIDDEN),
    new_output("stream", name="stderr", text=HIDDEN),
    new_output("display_data", {"text/plain": HIDDEN}),
    new_output("error", ename="ValueError", evalue=HIDDEN, traceback=[HIDDEN]),
]


@pytest.fixture(scope="module")
def request_(tmp_path_factory: pytest.TempPathFactory) -> BuildRequest:
    return make_project(tmp_path_factory.mktemp("prepare") / "p", **usual_notebooks())


@pytest.fixture(scope="module")
def report(request_: BuildRequest) -> Report:
    return plan(request_)[2]


def ran(*outputs: NotebookNode, tags: tuple[str, ...] = ()) -> NotebookNode:
    return new_code_cell(
        f"{HIDDEN} = 1",
        outputs=list(outputs),
        execution_count=3,
        metadata={"tags": list(tags), "papermill": {"duration": 1.5}},
    )


def executed(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=[words("front matter"), *cells])


def test_a_markdown_output_becomes_a_markdown_cell() -> None:
    (cell,) = body(executed(ran(SENTENCE)))
    assert (cell.cell_type, cell.source) == ("markdown", "## Saved")


def test_a_chart_keeps_only_its_options_and_its_picture() -> None:
    (cell,) = body(executed(ran(CHART)))
    lines = cell.source.splitlines()
    assert all(line.startswith("#| ") for line in lines)
    assert yaml.safe_load("\n".join(line[3:] for line in lines)) == {
        "echo": False,
        "fig-alt": 'A "square": nine by nine.',
        "fig-cap": "Square",
    }
    assert [list(o.data) for o in cell.outputs] == [["image/svg+xml"]]


def test_alternative_text_may_stand_under_the_mime_type() -> None:
    chart = nbformat.from_dict(
        {**CHART, "metadata": {"image/svg+xml": {"alt": "Yes."}}}
    )
    (cell,) = body(executed(ran(chart)))
    assert '#| fig-alt: "Yes."' in cell.source


def test_each_output_of_a_cell_is_shown_in_its_order() -> None:
    cells = body(executed(ran(SENTENCE, NOISE[0], CHART, TABLE, SENTENCE)))
    assert [c.cell_type for c in cells] == ["markdown", "code", "code", "markdown"]


def test_a_chart_without_alternative_text_is_refused() -> None:
    chart = nbformat.from_dict({**CHART, "metadata": {}})
    with pytest.raises(NotebookError, match="the chart of cell 3 has no alternative"):
        body(executed(ran(tags=("injected-parameters",)), words("Text."), ran(chart)))


def test_a_skipped_heading_is_refused() -> None:
    with pytest.raises(NotebookError, match="“Year” skips a level after “Saved”"):
        body(executed(ran(SENTENCE), words("#### Year")))


any_cell = st.one_of(
    st.builds(
        lambda outputs, tags: ran(*outputs, tags=tuple(tags)),
        st.lists(st.sampled_from([CHART, TABLE, SENTENCE, *NOISE]), max_size=4),
        st.sets(st.sampled_from(["parameters", "injected-parameters", "x"])),
    ),
    st.sampled_from(["Text.", "", "## Heading"]).map(words),
)


@given(st.lists(any_cell, max_size=6))
def test_no_code_parameter_or_stream_is_in_any_prepared_notebook(
    request_: BuildRequest, report: Report, cells: list[NotebookNode]
) -> None:
    prepared = page(report, request_, [], body(executed(*cells)))
    nbformat.validate(prepared)
    assert HIDDEN not in nbformat.writes(prepared)
    shown = [c for c in prepared.cells if c.cell_type == "code"]
    assert all(line.startswith("#| ") for c in shown for line in c.source.splitlines())
    assert all(c.execution_count is None for c in shown)
    visible = [c for c in cells if c.cell_type == "code"]
    visible = [c for c in visible if not {*c.metadata.tags} - {"x"}]
    kinds = [kind for c in visible for o in c.outputs for kind in o.get("data", {})]
    wanted = sum(kind in ("image/svg+xml", "text/html") for kind in kinds)
    assert len(shown) == wanted


def test_preparing_twice_gives_the_same_bytes(
    request_: BuildRequest, report: Report
) -> None:
    def once() -> str:
        cells = body(executed(ran(SENTENCE, CHART), ran(TABLE)))
        return str(nbformat.writes(page(report, request_, ["Nav"], cells)))

    assert once() == once()


def test_the_front_matter_is_filled_in(request_: BuildRequest, report: Report) -> None:
    front = page(report, request_, [], []).cells[0]
    assert yaml.safe_load(front.source.strip("-\n")) == {
        "title": "Newham: a page",
        "subtitle": "oneSource, as at 12 July 2019",
        "date": "2019-07-12",
        "as-at": "2019-07-12",
        "lang": "en-GB",
    }


def test_other_keys_of_the_front_matter_reach_the_renderer(tmp_path: Path) -> None:
    notebooks = usual_notebooks()
    notebooks["home"].cells[
        0
    ].source = "---\npage: index\ntitle: Home\nnav: Home\norder: 1\ntoc: false\n---"
    request = make_project(tmp_path / "p", **notebooks)
    front = page(plan(request)[0], request, [], []).cells[0]
    assert yaml.safe_load(front.source.strip("-\n"))["toc"] is False


def test_a_partners_page_leads_to_its_neighbours_and_its_pdf(
    request_: BuildRequest, report: Report
) -> None:
    _, nav = Links(plan(request_), request_, {"newham/evaluation"}).opening(report)
    assert nav == (
        "::: {.page-nav}\n"
        '[Overview](index.html) · [Savings]{.current aria-current="page"}'
        " · [This page as PDF](savings.pdf){.pdf}\n:::"
    )


def test_a_partners_first_page_leads_to_all_pages_as_one_pdf(
    request_: BuildRequest,
) -> None:
    reports = plan(request_)
    _, nav = Links(reports, request_, {"newham/evaluation"}).opening(reports[1])
    assert "[All pages as one PDF](evaluation.pdf)" in nav
    _, nav = Links(reports, request_, set()).opening(reports[1])
    assert "evaluation.pdf" not in nav


def test_breadcrumbs_lead_from_the_front_page_to_a_page(request_: BuildRequest) -> None:
    reports = {report.page: report for report in plan(request_)}
    links = Links([*reports.values()], request_, set())
    assert "breadcrumbs" not in "".join(links.opening(reports["index"]))
    ways, _ = links.opening(reports["newham/index"])
    assert '<li><a href="../index.html">Index</a></li>' in ways
    assert '<li><span aria-current="page">Newham</span></li>' in ways
    ways, _ = links.opening(reports["newham/savings"])
    assert '<a href="index.html">' in ways
    assert '<li><span aria-current="page">Savings</span></li>' in ways


def test_breadcrumbs_lead_to_no_page_that_is_not_there(request_: BuildRequest) -> None:
    savings = next(r for r in plan(request_) if r.page == "newham/savings")
    ways, _ = Links([savings], request_, set()).opening(savings)
    assert "<a " not in ways
