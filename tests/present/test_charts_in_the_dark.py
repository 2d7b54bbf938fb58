"""Charts are dark for those whose system asks for it, and lose no contrast by it."""

import base64
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from matplotlib.colors import to_rgb
from PIL import Image
from playwright.sync_api import Browser

from analysis.present import style
from analysis.present.svg import GROUND, LINES, NIGHT

TEXTS = {"#1a1a1a", style.TEXT.lower()}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2.2 counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("colour", sorted({*NIGHT} - {"#ffffff", *LINES}))
def test_what_carries_meaning_keeps_its_contrast_on_the_dark_ground(
    colour: str,
) -> None:
    least = 4.5 if colour in TEXTS else 3
    assert contrast(NIGHT[colour], GROUND) >= least
    # What is written in white on a bar is written in the colour of the ground there.
    if contrast(colour, "#ffffff") >= 4.5:
        assert contrast(NIGHT[colour], NIGHT["#ffffff"]) >= 4.5


def test_the_ground_of_charts_is_that_of_the_page(root: Path) -> None:
    look = (root / "assets" / "report.css").read_text(encoding="utf-8")
    dark = look[look.index("prefers-color-scheme: dark") :]
    (page,) = re.findall(r"^  html, body,.*background-color: (#\w+); }$", dark, re.M)
    assert page == GROUND


@pytest.mark.parametrize(
    ("scheme", "ground", "bar"),
    [("light", "#ffffff", "#12436d"), ("dark", GROUND, NIGHT["#12436d"])],
)
def test_a_chart_on_a_page_follows_what_the_reader_asks_for(
    browser: Browser, scheme: str, ground: str, bar: str
) -> None:
    def paint(figure: Any) -> None:
        axes = figure.subplots()
        axes.bar([0, 1], [1, 2], color=style.DARK_BLUE)
        axes.bar([2], [2], facecolor="white", edgecolor=style.DARK_BLUE, hatch="//")

    drawn = base64.b64encode(style.draw(paint).encode()).decode()
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_content(
        "<style>:root { color-scheme: light dark }</style>"
        f"<img src='data:image/svg+xml;base64,{drawn}'>"
    )
    shot = Image.open(BytesIO(page.locator("img").screenshot())).convert("RGB")
    page.close()
    seen = {colour for _, colour in shot.getcolors(1 << 24) or []}
    top = shot.getpixel((3, 3))
    assert top == _bytes(ground)
    assert _bytes(bar) in seen
    others = {"#ffffff", GROUND, "#12436d", NIGHT["#12436d"]} - {ground, bar}
    assert not seen & {_bytes(colour) for colour in others}


def _bytes(colour: str) -> tuple[int, ...]:
    return tuple(round(255 * part) for part in to_rgb(colour))
