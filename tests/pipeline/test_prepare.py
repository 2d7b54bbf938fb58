"""A prepared notebook shows words, tables and charts, and nothing of the code."""

from pathlib import Path

import nbformat
import pandas as pd
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


def shown(*cells: NotebookNode) -> list[NotebookNode]:
    return body(executed(*cells), "newham/savings")


def text_of(*cells: NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in shown(*cells))


def test_a_markdown_output_becomes_a_markdown_cell() -> None:
    said = new_output("display_data", {"text/markdown": "Saved.", "text/plain": HIDDEN})
    (cell,) = shown(ran(said))
    assert (cell.cell_type, cell.source) == ("markdown", "Saved.")


def test_a_chart_is_a_file_beside_the_page_with_its_words() -> None:
    (cell,) = shown(ran(CHART))
    assert cell.source == (
        "::: {.chart-scroll}\n![Square](savings_files/figure-1.svg)"
        '{fig-alt="A &quot;square&quot;: nine by nine."}\n:::'
    )
    assert cell.metadata.files == {"savings_files/figure-1.svg": SVG}


def test_alternative_text_may_stand_under_the_mime_type() -> None:
    chart = nbformat.from_dict(
        {**CHART, "metadata": {"image/svg+xml": {"alt": "Yes."}}}
    )
    assert '{fig-alt="Yes."}' in text_of(ran(chart))


def test_alternative_text_and_caption_may_be_options_of_the_cell() -> None:
    bare = nbformat.from_dict({**CHART, "metadata": {}})
    cell = ran(bare, bare)
    cell.source = '#| fig-alt: ["One.", "Two."]\n#| fig-cap: "A [draft"\nplot()'
    first, second = shown(cell)
    assert first.source.split("\n")[1] == (
        '![A \\[draft](savings_files/figure-1.svg){fig-alt="One."}'
    )
    assert '{fig-alt="Two."}' in second.source


def test_each_output_of_a_cell_is_shown_in_its_order() -> None:
    cells = shown(ran(SENTENCE, NOISE[0], CHART, TABLE, SENTENCE), words("x"))
    assert [c.cell_type for c in cells] == ["markdown"] * 5
    kinds = ["## Saved", "chart-scroll", "<table>", "## Saved", "x"]
    assert all(kind in c.source for kind, c in zip(kinds, cells, strict=True))


def test_a_chart_without_alternative_text_is_refused_with_the_line_to_write() -> None:
    chart = nbformat.from_dict({**CHART, "metadata": {}})
    with pytest.raises(
        NotebookError,
        match=r"the chart of cell 3 has no alternative text: write #\| fig-alt: ",
    ):
        shown(ran(tags=("injected-parameters",)), words("Text."), ran(chart))


def test_a_skipped_heading_is_refused() -> None:
    with pytest.raises(NotebookError, match="“Year” skips a level after “Saved”"):
        shown(ran(SENTENCE), words("Text.\n\n#### Year\n\nText."))


HIDDEN_CELLS = ["remove-cell", "remove_cell", "hide-cell", "hide_cell"]
SILENT_CELLS = ["remove-output", "remove_output", "hide-output", "hide_output"]


@pytest.mark.parametrize("tag", [*HIDDEN_CELLS, *SILENT_CELLS])
def test_what_a_tag_hides_is_not_published(tag: str) -> None:
    assert shown(ran(CHART, TABLE, SENTENCE, tags=(tag,))) == []


@pytest.mark.parametrize("tag", HIDDEN_CELLS)
def test_words_that_a_tag_hides_are_not_published(tag: str) -> None:
    hidden = words("Draft.")
    hidden.metadata["tags"] = [tag]
    assert shown(hidden) == []


@pytest.mark.parametrize("option", ["include: false", "output: false"])
def test_what_an_option_hides_is_not_published(option: str) -> None:
    cell = ran(CHART, TABLE)
    cell.source = f"#| {option}\nx"
    assert shown(cell) == []


def test_what_is_folded_in_jupyterlab_is_not_published() -> None:
    cell = ran(CHART)
    cell.metadata["jupyter"] = {"outputs_hidden": True}
    assert shown(cell) == []


def test_code_is_published_where_it_is_asked_for() -> None:
    cell = ran()
    cell.source = "#| echo: true\nx = 1"
    assert text_of(cell) == "```python\nx = 1\n```"


def test_an_option_that_a_build_does_not_follow_is_refused() -> None:
    cell = ran()
    cell.source = "#| eval: false\nx"
    with pytest.raises(NotebookError, match="cell 2 says eval: false"):
        shown(cell)


def test_options_that_are_no_yaml_are_refused_by_the_number_of_the_cell() -> None:
    cell = ran()
    cell.source = "#| fig-alt: [\nx"
    with pytest.raises(NotebookError, match="options of cell 2 cannot be read"):
        shown(cell)


PASTED = {"image.png": {"image/png": "aGVsbG8="}}


def test_a_pasted_picture_is_a_file_beside_the_page() -> None:
    cell = words("![A red box](attachment:image.png)")
    cell["attachments"] = PASTED
    (made,) = shown(cell)
    assert made.source == "![A red box](savings_files/figure-1.png)"
    assert made.metadata.files == {"savings_files/figure-1.png": "aGVsbG8="}


@pytest.mark.parametrize("alt", ["", "image.png"])
def test_a_pasted_picture_without_words_is_refused_with_the_line_to_write(
    alt: str,
) -> None:
    cell = words(f"![{alt}](attachment:image.png)")
    cell["attachments"] = PASTED
    line = r"write !\[What the picture shows\]\(attachment:image.png\)"
    with pytest.raises(NotebookError, match=line):
        shown(cell)


FRAME = pd.DataFrame({"Year": ["2016/17", "2017/18"], "Saved": [8.5, 9.5]})


def test_a_dataframe_is_a_table_with_numbers_and_their_heading_to_the_right() -> None:
    output = new_output("execute_result", {"text/html": FRAME._repr_html_()})
    text = text_of(ran(output))
    assert '<th class="gt_right">Saved</th>' in text
    assert '<td class="gt_right">8.5</td>' in text
    assert "<td>2016/17</td>" in text
    assert 'class="table-scroll"' in text
    assert "<style" not in text


@pytest.mark.parametrize("column", ["Year", "Saved"])
def test_a_series_is_a_table_of_its_index_and_values(column: str) -> None:
    series = FRAME[column]
    text = text_of(ran(new_output("execute_result", {"text/plain": repr(series)})))
    assert f">{column}</th>" in text
    assert f"{series[1]}</td>" in text
    assert "dtype" not in text


def test_what_only_a_script_draws_is_refused() -> None:
    output = new_output("display_data", {"text/html": "<script>draw()</script>"})
    with pytest.raises(NotebookError, match="cell 2 shows what only a script draws"):
        shown(ran(output))


def test_a_formula_is_a_formula() -> None:
    output = new_output("display_data", {"text/latex": r"\frac{a}{b}"})
    assert text_of(ran(output)) == "$$\n\\frac{a}{b}\n$$"


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        (["## One", "## Two", "Words."], ["## Two", "Words."]),
        (["## One\n\n### Under", "## Two\n\nWords."], ["## Two", "Words."]),
        (["## One", "### Under", "Words."], ["## One", "### Under", "Words."]),
        (["Words.", "## Last"], ["Words."]),
        (["## Code", "```\n# no heading\n```"], ["## Code", "# no heading"]),
    ],
)
def test_a_heading_with_nothing_below_it_is_left_out(
    cells: list[str], left: list[str]
) -> None:
    lines = text_of(*map(words, cells)).split("\n")
    assert [line for line in lines if line.strip(" `")] == left


def test_a_heading_needs_no_blank_line_above_it() -> None:
    text = text_of(words("Words.\n## Heading\nMore.\n```\na\n# code\n```"))
    assert text == "Words.\n\n## Heading\nMore.\n```\na\n# code\n```"


def test_a_line_of_hyphens_is_a_rule_and_begins_no_metadata() -> None:
    text = text_of(words("Words.\n\n---\nNote: x\n\n---\n\nHeading\n---"))
    assert text == "Words.\n\n***\nNote: x\n\n***\n\nHeading\n---"


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
    prepared = page(report, request_, [], shown(*cells))
    nbformat.validate(prepared)
    assert HIDDEN not in nbformat.writes(prepared)
    assert {c.cell_type for c in prepared.cells} <= {"raw", "markdown"}
    visible = [c for c in cells if c.cell_type == "code"]
    visible = [c for c in visible if not {*c.metadata.tags} - {"x"}]
    kinds = [kind for c in visible for o in c.outputs for kind in o.get("data", {})]
    text = "\n".join(c.source for c in prepared.cells)
    assert text.count("chart-scroll") == kinds.count("image/svg+xml")
    assert text.count("<table>") == kinds.count("text/html")


def test_preparing_twice_gives_the_same_bytes(
    request_: BuildRequest, report: Report
) -> None:
    def once() -> str:
        cells = shown(ran(SENTENCE, CHART), ran(TABLE))
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
