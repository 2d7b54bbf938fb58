"""Both renderers take what a build hands them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small import code, make_project, notebook, usual_notebooks, words

from analysis.pipeline.config import BuildRequest, Partner
from analysis.pipeline.pipeline import build
from analysis.pipeline.render.engines import choose_engine

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def request_(tmp_path: Path) -> BuildRequest:
    """Return a project with the repository's own look."""
    broken = notebook("{partner}/broken", words("## Sums"), code("1 / 0"), order=30)
    request = make_project(tmp_path / "p", **usual_notebooks(), broken=broken)
    shutil.rmtree(request.root / "assets")
    shutil.copytree(ROOT / "assets", request.root / "assets")
    for name in ("_quarto.yml", "_brand.yml"):
        shutil.copy(ROOT / name, request.root / name)
    return replace(
        request, partners=(Partner("newham", "Newham"),), notice="Illustrative data."
    )


@pytest.mark.parametrize(
    "name",
    [
        "embedded",
        pytest.param(
            "quarto",
            marks=pytest.mark.skipif(
                shutil.which("quarto") is None, reason="Quarto is not on the PATH"
            ),
        ),
    ],
)
def test_every_link_of_a_built_page_leads_to_a_file(
    request_: BuildRequest, name: str
) -> None:
    record = build(request_, engine=choose_engine(name))
    site = request_.root / "reports" / "site"
    assert [r.page for r in record.failed] == ["newham/broken"]
    for path in site.rglob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
        for link in soup.select("a[href]"):
            href = str(link["href"]).split("#")[0]
            if "://" not in href:
                assert (path.parent / href).exists(), f"{path.name}: {href}"
    savings = BeautifulSoup((site / "newham/savings.html").read_text("utf-8"), "lxml")
    assert savings.select_one(".page-nav .current").get_text() == "Savings"
    assert "as at 12 July 2019" in savings.get_text()
    assert "Illustrative data." in savings.get_text()
    assert "secret" not in savings.get_text()
    assert "#|" not in savings.get_text()
