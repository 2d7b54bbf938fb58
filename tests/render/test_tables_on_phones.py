"""Wide tables on a phone: scrolled sideways, and not squeezed into tall rows."""

from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser

from analysis.present.tables import set_table

LONG = (
    "Insufficient: not published by a council or an auditor; not an exact figure; not "
    "an outcome; what it counts was not stated; another document contradicts it"
)


def test_one_long_cell_does_not_make_the_row_of_a_wide_table_tall(
    browser: Browser, root: Path
) -> None:
    names = ["Period", "Status", "Amount", "Basis", "Evidence", "Published", "Source"]
    cells = ["2014/15", "Target", "£4.1m", "Run-rate", LONG, "2017", "Annual report"]
    table = set_table(pd.DataFrame([cells], columns=names), "Savings stated")
    style = (root / "assets" / "report.css").read_text(encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.set_content(
        f"<style>*{{box-sizing: border-box}} {style}</style>"
        f'<main class="content"><div class="cell-output-display">{table.html}</div>'
        "</main>"
    )
    row = page.locator("tbody tr").bounding_box()
    assert row is not None
    assert row["height"] < 900 / 4
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()
