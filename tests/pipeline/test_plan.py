"""What is built follows from the notebooks, and is checked before anything runs."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_notebook, new_raw_cell
from small import PlainEngine, code, make_project, notebook, usual_notebooks, words

from analysis.errors import (
    BuildError,
    FrontMatterError,
    NotebookError,
    UnknownParameterError,
)
from analysis.pipeline.config import FORMATS, BuildRequest
from analysis.pipeline.pipeline import build
from analysis.pipeline.plan.reports import plan, select, whole_documents


@pytest.fixture
def request_(tmp_path: Path) -> BuildRequest:
    return make_project(tmp_path / "project", **usual_notebooks())


def test_a_notebook_makes_one_page_or_one_for_each_partner(
    request_: BuildRequest,
) -> None:
    assert [report.page for report in plan(request_)] == [
        "index",
        "newham/index",
        "newham/savings",
        "havering/index",
        "havering/savings",
    ]


def test_texts_are_filled_in(request_: BuildRequest) -> None:
    savings = plan(request_)[2]
    assert savings.title == "Newham: a page"
    assert savings.subtitle == "oneSource, as at 12 July 2019"


def test_parameters_are_those_of_the_partner_and_the_day(
    request_: BuildRequest,
) -> None:
    reports = plan(request_)
    assert reports[0].parameters == {"as_at": "2019-07-12", "data": "../data/tiny"}
    assert reports[2].parameters == {
        "partner": "newham",
        "as_at": "2019-07-12",
        "data": "../data/tiny",
    }


def test_a_partner_filter_keeps_the_pages_on_all_partners(
    request_: BuildRequest,
) -> None:
    request = replace(request_, only_partners=("havering",))
    chosen = select(plan(request), request)
    assert [r.page for r in chosen] == ["index", "havering/index", "havering/savings"]


def test_a_topic_filter_leaves_out_every_other_topic(request_: BuildRequest) -> None:
    request = replace(request_, only_topics=("savings",), only_partners=("newham",))
    assert [r.page for r in select(plan(request), request)] == ["newham/savings"]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            {"only_partners": ("bexlye",)},
            "There is no partner 'bexlye'. There are: newham, havering.",
        ),
        (
            {"only_topics": ("saving",)},
            "There is no topic 'saving'. There are: home, overview, savings.",
        ),
    ],
)
def test_an_unknown_name_is_answered_with_those_there_are(
    request_: BuildRequest, filters: dict[str, tuple[str, ...]], message: str
) -> None:
    request = replace(request_, **filters)
    with pytest.raises(BuildError) as raised:
        select(plan(request), request)
    assert str(raised.value) == message


def test_a_whole_document_needs_all_of_a_partners_pages(request_: BuildRequest) -> None:
    planned = plan(request_)
    pages = {
        name: [r.page for r in reports]
        for name, reports in whole_documents(planned, planned, FORMATS).items()
    }
    assert pages["newham/evaluation"] == ["newham/index", "newham/savings"]
    assert set(whole_documents(planned[:2], planned, FORMATS)) == set()
    assert set(whole_documents(planned, planned, frozenset({"html"}))) == set()


def put(request: BuildRequest, topic: str, content: NotebookNode) -> None:
    nbformat.write(content, request.notebooks / f"{topic}.ipynb")


def test_an_undeclared_parameter_fails_before_anything_runs(
    request_: BuildRequest, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    put(request_, "first", notebook("first", code(f"open({str(ran)!r}, 'w')"), order=0))
    put(request_, "wrong", notebook("{partner}/wrong", declares=("partner", "data")))
    engine = PlainEngine()
    with pytest.raises(UnknownParameterError) as raised:
        build(request_, engine=engine)
    assert str(raised.value) == (
        "notebooks/wrong.ipynb does not declare the parameter 'as_at', which the build "
        "sets. Its cell tagged 'parameters' declares: partner, data."
    )
    assert not ran.exists()
    assert engine.rendered == 0
    assert not (request_.root / "reports").exists()


def test_a_page_made_once_has_no_partner(request_: BuildRequest) -> None:
    put(request_, "wrong", notebook("wrong", declares=("partner", "as_at", "data")))
    with pytest.raises(FrontMatterError, match="is made once"):
        plan(request_)


def test_parameters_are_found_however_they_are_written(request_: BuildRequest) -> None:
    content = notebook("typed")
    content.cells[1].source = "as_at: str = ''\n# the record\ndata = (\n  'x'\n)"
    put(request_, "typed", content)
    assert plan(request_)[1].source.parameters == ("as_at", "data")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (new_notebook(), "the first cell has to be a raw cell"),
        (new_notebook(cells=[words("# Title")]), "the first cell has to be a raw cell"),
        (new_notebook(cells=[new_raw_cell("---\na: [\n---")]), "the front matter: "),
        (new_notebook(cells=[new_raw_cell("---\ntitle\n---")]), "keys and values"),
        (notebook("a", title=None, nav=None), "lacks title and nav; it needs page,"),
        (notebook("a", order="first"), "order has to be a whole number, not 'first'"),
        (notebook("a", title=3), "title has to be text, not 3"),
        (notebook("{council}/a"), r"page has the placeholder {council}; there are"),
        (notebook("a", title="{"), "title: "),
        (notebook("a.html"), "page is 'a.html'; it has to be a path without suffix"),
        (notebook("../a"), "page is '../a'"),
        (notebook("/a"), "page is '/a'"),
        (
            notebook("{partner}/savings", order=90),
            "already made by notebooks/savings.ipynb",
        ),
        (
            notebook("{partner}/evaluation", order=90),
            "already made by the document that holds",
        ),
    ],
)
def test_front_matter_that_makes_no_page_is_named(
    request_: BuildRequest, content: NotebookNode, message: str
) -> None:
    put(request_, "zz", content)
    with pytest.raises(FrontMatterError) as raised:
        plan(request_)
    assert str(raised.value).startswith("notebooks/zz.ipynb")
    assert message in str(raised.value)


def test_a_file_that_is_no_notebook_is_named(request_: BuildRequest) -> None:
    (request_.notebooks / "zz.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(NotebookError, match=r"notebooks/zz\.ipynb is not a notebook"):
        plan(request_)


def test_parameters_that_are_no_python_are_named(request_: BuildRequest) -> None:
    content = notebook("zz")
    content.cells[1].source = "as_at ="
    put(request_, "zz", content)
    with pytest.raises(NotebookError, match="'parameters' is not Python"):
        plan(request_)


def test_a_project_without_notebooks_says_so(tmp_path: Path) -> None:
    request = make_project(tmp_path / "project")
    with pytest.raises(BuildError, match="There is nothing to build"):
        select(plan(request), request)


@pytest.mark.parametrize("wrong", [{"formats": frozenset({"docx"})}, {"jobs": 0}])
def test_a_request_that_no_build_can_meet_is_refused(
    request_: BuildRequest, wrong: dict[str, object]
) -> None:
    with pytest.raises(BuildError):
        replace(request_, **wrong)
