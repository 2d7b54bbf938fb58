"""Charts scroll in frames of their own; the way to a page stands above its title."""

from pathlib import Path

import pytest

from analysis.pipeline.render.extras.frames import add_frames

CRUMBS = '<nav class="breadcrumbs" aria-label="Breadcrumb"><ol></ol></nav>'
TITLE = '<header id="title-block-header"><h1>Savings</h1></header>'
CHART = '<img alt="A bar > a line." src="savings_files/figure-1.svg" class="img-fluid">'


def framed(tmp_path: Path, body: str) -> str:
    page = tmp_path / "savings.html"
    page.write_text(body, encoding="utf-8")
    add_frames([page])
    once = page.read_text(encoding="utf-8")
    add_frames([page])
    assert page.read_text(encoding="utf-8") == once
    return once


def test_breadcrumbs_are_lifted_above_the_title(tmp_path: Path) -> None:
    made = framed(tmp_path, f"<main>{TITLE}{CRUMBS}\n<p>Words.</p></main>")
    assert made == f"<main>{CRUMBS}\n{TITLE}<p>Words.</p></main>"


def test_a_chart_stands_in_a_frame(tmp_path: Path) -> None:
    made = framed(tmp_path, f"<main><p>{CHART}</p></main>")
    assert made == f'<main><div class="chart-scroll">{CHART}</div></main>'


@pytest.mark.parametrize(
    "other",
    [
        '<p><img src="assets/logo.svg" alt="A logo"></p>',
        '<p><img src="savings_files/photo.png" alt="A photo"></p>',
        f"<p>Words {CHART}</p>",
    ],
)
def test_other_pictures_stay_as_they_are(tmp_path: Path, other: str) -> None:
    assert framed(tmp_path, other) == other


@pytest.mark.parametrize("amount", ["−£0.649m", "+£1,234.56", "+£40m", "−£5"])
def test_no_line_breaks_between_a_sign_and_its_amount(
    tmp_path: Path, amount: str
) -> None:
    made = framed(tmp_path, f"<td>{amount}</td><p>It is {amount}, or so.</p>")
    whole = f"<span data-whole>{amount}</span>"
    assert made == f"<td>{whole}</td><p>It is {whole}, or so.</p>"


@pytest.mark.parametrize(
    "other",
    [
        "<head><title>+£5m</title></head>",
        '<img alt="It\'s > +£5m" src="a.svg">',
        "<script>said = '+£5m'</script>",
        "<!-- it's +£5m -->",
    ],
)
def test_amounts_that_are_no_text_stay_as_they_are(tmp_path: Path, other: str) -> None:
    assert framed(tmp_path, other) == other
