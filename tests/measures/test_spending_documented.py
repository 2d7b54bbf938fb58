"""The table in docs/methods/overspend.md is what the measures give."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.measures.forecast import forecast_errors
from analysis.measures.spending import others, reconciled

Row = tuple[str, str, str, str, str, float]
PAGE = Path(__file__).parents[2] / "docs" / "methods" / "overspend.md"


def rows() -> list[Row]:
    """Return the rows of the page's table."""
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 6 and cells[2][:2] == "20":
            millions = float(cells[5].replace("\N{MINUS SIGN}", "-"))
            found.append((*cells[:5], millions))
    return found  # type: ignore[return-value]


def of(table: pd.DataFrame, year: str, scope: str, stage: str) -> pd.DataFrame:
    """Return the rows of one position."""
    status, _, month = stage.partition(" ")
    chosen = (table["financial_year"] == year) & (table["scope"] == scope)
    chosen &= table["status"] == status
    if month:
        chosen &= table["monitoring_period"] == int(month)
    return table[chosen]


@pytest.mark.parametrize("row", rows(), ids=lambda row: " ".join(row[:5]))
def test_a_documented_figure_is_worked_out_again(record: Partnership, row: Row) -> None:
    figure, partner, year, scope, stage, millions = row
    spending = record.spending
    if figure == "variance":
        mine = spending[
            (spending["partner"] == partner) & (spending["service"] == "all")
        ]
        found = of(mine, year, scope, stage)["variance_gbp"]
    elif figure == "split less total":
        found = of(reconciled(spending), year, scope, stage)["difference_gbp"]
    elif figure == "all others":
        rest = others(spending, year)
        found = rest.loc[rest["scope"] == scope, "others_gbp"]
    else:
        assert figure == "first forecast too high by"
        errors = forecast_errors(spending, partner, scope)
        found = errors.loc[errors["financial_year"] == year, "error_gbp"]
    assert list(found / 1e6) == pytest.approx([millions])


def test_the_page_has_its_table() -> None:
    assert len(rows()) == 28
