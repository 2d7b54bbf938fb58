"""A page that the renderer refuses gives way to one that says so."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pikepdf import Pdf
from small import (
    PARTNERS,
    PlainEngine,
    code,
    make_project,
    notebook,
    usual_notebooks,
    words,
)

from analysis.errors import EngineError
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.pipeline import build
from analysis.pipeline.render.engines import choose_engine

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# Typst makes no accessible PDF of a picture without words; Pandoc reads this one.
REFUSED = words('## Under this\n\n```{=typst}\n#image("none.svg")\n```')


def picture(kind: str) -> str:
    """Return a cell's source that shows a figure of one kind, with its words."""
    return (
        "import matplotlib.pyplot as plt\nfrom io import BytesIO\n"
        "from base64 import b64encode\nfrom IPython.display import display\n"
        "held = BytesIO()\nfigure = plt.figure(figsize=(1, 1))\n"
        f"figure.savefig(held, format={kind!r})\nplt.close(figure)\n"
        f"display({{'image/{kind}': b64encode(held.getvalue()).decode()}}, raw=True, "
        "metadata={'alt': 'An empty figure.'})"
    )


@pytest.fixture
def request_(tmp_path: Path) -> BuildRequest:
    """Return a project with the repository's own look, and a page too many."""
    books = usual_notebooks()
    books["refused"] = notebook("{partner}/refused", REFUSED, order=30)
    books["pictures"] = notebook(
        "pictures", code(picture("png")), code(picture("jpeg")), order=40
    )
    request = make_project(tmp_path / "p", **books)
    shutil.rmtree(request.root / "assets")
    shutil.copytree(ROOT / "assets", request.root / "assets")
    for name in ("_quarto.yml", "_brand.yml"):
        shutil.copy(ROOT / name, request.root / name)
    return replace(request, partners=PARTNERS[:1])


def test_only_the_refused_page_and_its_document_fail(request_: BuildRequest) -> None:
    record = build(request_, engine=choose_engine("embedded"))
    site = request_.root / "reports" / "site"
    assert [r.page for r in record.failed] == ["newham/refused"]
    text = BeautifulSoup((site / "newham/refused.html").read_text("utf-8"), "lxml")
    assert "This report could not be built." in text.get_text()
    assert "no PDF" in text.get_text()
    for page in ("newham/refused", "newham/evaluation", "newham/savings"):
        with Pdf.open(site / f"{page}.pdf") as pdf:
            assert len(pdf.pages) >= 1
    assert (site / "newham/refused.log.txt").is_file()
    later = build(request_, engine=choose_engine("embedded"))
    assert [r.page for r in later.failed] == [r.page for r in record.failed]


def test_pictures_of_points_are_shown_with_their_words(request_: BuildRequest) -> None:
    (request_.notebooks / "refused.ipynb").unlink()
    assert not build(request_, engine=choose_engine("embedded")).failed
    site = request_.root / "reports" / "site"
    page = BeautifulSoup((site / "pictures.html").read_text("utf-8"), "lxml")
    shown = [(i["src"].rpartition(".")[2], i["alt"]) for i in page.select("main img")]
    assert shown == [("png", "An empty figure."), ("jpg", "An empty figure.")]
    with Pdf.open(site / "pictures.pdf") as pdf:
        assert sum(len(p.get_images()) for p in pdf.pages) >= 2


class Refuses(PlainEngine):
    """Refuse one page, whatever it holds."""

    def render(self, *_: object) -> Path:
        """Refuse."""
        self.rendered += 1
        raise EngineError("index cannot be rendered", {"index": "it cannot"})


def test_a_renderer_that_refuses_even_the_failure_page_fails_the_build(
    tmp_path: Path,
) -> None:
    request = make_project(tmp_path / "p", home=notebook("index", words("Hello.")))
    engine = Refuses()
    with pytest.raises(EngineError, match="index cannot be rendered"):
        build(request, engine=engine)
    assert engine.rendered == 2
