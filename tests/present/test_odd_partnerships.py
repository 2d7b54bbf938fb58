"""Partnerships of another shape than oneSource have pages, too, without holes."""

from pathlib import Path

import pytest
from pages import Cell, every_page

from analysis.data import check_folder, open_partnership

SETTINGS = 'name = "Both"\ndescription = "Two councils."\nprovider = "Both Ltd"\n'
TABLES = {
    "partners": (
        "id,name,joined,left,source\neast,East,2014-04,,m\nwest,West,2014-04,,m\n"
    ),
    "services": "id,name\nfinance,Finance\nict,ICT\n",
    "sources": (
        "id,title,publisher,kind,published,precision,reference\n"
        "a,Agreement,Joint Committee,decision,2013-05-01,day,x\n"
        "m,Minutes,Joint Committee,minutes,2018-08-03,day,x\n"
    ),
    "savings": (
        "id,partner,service,scope,period_from,period_to,status,basis,basis_evidence,"
        "cashable,recurrence,qualifier,amount_gbp,published,source\n"
        "A1,partnership,all,shared,2017/18,2017/18,achieved,run-rate,stated,yes,"
        "recurrent,exact,500000,2018-08-03,m\n"
        "A2,partnership,all,shared,2017/18,2017/18,target,run-rate,stated,yes,"
        "recurrent,exact,400000,2018-08-03,m\n"
    ),
}
SHARES = "id,partner,service,applies_from,applies_to,percent,published,source\n"

OPEN_ENDED = SHARES + (
    "H1,east,all,2017-04-01,,60,2018-08-03,m\nH2,west,all,2017-04-01,,40,2018-08-03,m\n"
)
SEVERAL = SHARES + (
    "H1,east,finance,2016-04-01,2017-03-31,70,2018-08-03,m\n"
    "H2,west,finance,2016-04-01,2017-03-31,30,2018-08-03,m\n"
    "H3,east,finance,2017-04-01,,65,2018-08-03,m\n"
    "H4,west,finance,2017-04-01,,35,2018-08-03,m\n"
    "H5,east,ict,2017-04-01,,50,2018-08-03,m\n"
    "H6,west,ict,2017-04-01,,50,2018-08-03,m\n"
)
LACKING = SHARES + "H1,east,all,2017-04-01,,44,2018-08-03,m\n"
ALL_LEFT = TABLES["partners"].replace(",,m", ",2018-03,m")
ONE = TABLES["partners"].replace("west,West,2014-04,,m\n", "")

ODD: dict[str, tuple[str | None, dict[str, str]]] = {
    "nobody has joined yet": ("2013-06-01", {}),
    "all have left": (None, {"partners": ALL_LEFT}),
    "one council": (None, {"partners": ONE}),
    "shares without an end": (None, {"shares": OPEN_ENDED}),
    "shares of several services and times": (None, {"shares": SEVERAL}),
    "shares that do not add up": (None, {"shares": LACKING}),
}


def pages_of(folder: Path, odd: str) -> list[Cell]:
    """Return what all pages of a partnership show."""
    day, changed = ODD[odd]
    (folder / "partnership.toml").write_text(SETTINGS, encoding="utf-8")
    for name, text in {**TABLES, **changed}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return list(every_page(open_partnership(folder, day)))


@pytest.mark.parametrize("odd", ODD)
def test_every_page_can_be_made_and_has_no_hole(tmp_path: Path, odd: str) -> None:
    for cell in pages_of(tmp_path, odd):
        for hole in ("NaT", "nan"):
            assert hole not in cell.words.split(), cell.call


def test_only_shares_that_do_not_add_up_are_named(tmp_path: Path) -> None:
    for odd in ODD:
        folder = tmp_path / odd.replace(" ", "-")
        folder.mkdir()
        pages_of(folder, odd)
        problems = check_folder(folder)
        assert bool(problems) == ("add up" in odd), (odd, problems)


def test_each_share_stands_under_its_own_service_and_time(tmp_path: Path) -> None:
    words = "\n".join(
        cell.words
        for cell in pages_of(tmp_path, "shares of several services and times")
        if cell.call.startswith("partnership-savings")
    )
    assert "65%" in words
    assert "Finance, from 1 April 2016 to 31 March 2017: East 70% and West 30%" in words
    assert "Finance, from 1 April 2017: East 65% and West 35%" in words
    assert "ICT, from 1 April 2017: East 50% and West 50%" in words
