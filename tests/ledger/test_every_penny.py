"""Totals in are totals out: for any ledger, any mapping and any dated shares."""

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from council import Council
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures.ledger import control, sharing
from analysis.measures.ledger.sharing import by_partner, split

steady = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FIRST, LAST = date(2016, 4, 1), date(2024, 3, 31)
days = st.dates(FIRST, LAST)
percents = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


@given(
    pence=st.integers(-(10**15), 10**15),
    weights=st.lists(st.integers(0, 10**8), min_size=1, max_size=6).filter(any),
)
def test_parts_add_up_to_the_penny_and_none_is_out_by_a_penny(
    pence: int, weights: list[int]
) -> None:
    parts = split(pence, weights)
    assert sum(parts) == pence
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Decimal(pence) * weight / sum(weights)) < 1


@st.composite
def dated_shares(draw: st.DrawFn) -> list[tuple[str, str, date, date, Decimal]]:
    """Return shares that hold from day to day, and never come to more than all."""
    cuts = sorted(draw(st.sets(days, max_size=3)) | {FIRST})
    ends = [*(cut - timedelta(1) for cut in cuts[1:]), LAST]
    rows = []
    for begin, end in zip(cuts, ends, strict=True):
        for service in draw(st.sets(st.sampled_from(["all", "ict"]), min_size=1)):
            north = draw(percents)
            south = draw(percents.filter(lambda p, n=north: n + p <= 100))
            rows += [("north", service, begin, end, north)]
            rows += [("south", service, begin, end, south)]
    return rows


@pytest.mark.slow
@steady
@given(
    rows=st.lists(
        st.tuples(
            days,
            st.sampled_from(["1000", "2000", "9999"]),
            st.sampled_from(["A1", "B1", "Z9"]),
            st.integers(-(10**9), 10**9),
            st.sampled_from(["", "accrual", "commitment"]),
        ),
        min_size=1,
        max_size=15,
    ),
    shares=dated_shares(),
    spoiled=st.sampled_from(["", "31/02/2020", "text"]),
)
def test_every_penny_read_is_accounted_for(
    council: Council,
    rows: list[tuple[date, str, str, int, str]],
    shares: list[tuple[str, str, date, date, Decimal]],
    spoiled: str,
) -> None:
    council.settings = ['problems = "set apart"', 'kinds = { accrual = "accrual", '
                        'commitment = "commitment" }']  # fmt: skip
    lines = [
        [f"{d:%d/%m/%Y}", a, c, f"{Decimal(p) / 100:.2f}", k] for d, a, c, p, k in rows
    ]
    if spoiled == "text":
        lines[0][3] = "to follow"
    elif spoiled:
        lines[0][0] = spoiled
    council.write(lines, header=("Date", "Account", "Cost centre", "Amount", "Kind"))
    council.table("shares", "id,partner,service,applies_from,applies_to,percent,"
        "published,source\n" + "".join(
            f"S{n},{p},{s},{b},{e},{x},2016-03-01,b\n"
            for n, (p, s, b, e, x) in enumerate(shares)))  # fmt: skip
    ledger = council.open()
    record = council.record()
    lost = rows[0][3] if spoiled == "text" else 0
    total = sum(p for *_, p, _ in rows) - lost
    assert int(ledger.cube["pence"].sum()) == total
    assert int(ledger.cube["entries"].sum()) == len(rows)
    places = control.accounted(ledger.cube, record.shares, ledger.breaks)
    assert control.difference(ledger.cube, places) == 0

    # By hand, entry by entry: what each council bears is within a penny a cell.
    cells = ledger.cube[ledger.cube["problem"].isna()]
    cells = cells[cells["kind"] != "commitment"].reset_index(drop=True)
    parts = by_partner(cells, record.shares, ledger.breaks)
    assert parts["pence"].sum() == cells["pence"].sum()
    expected = {"north": Decimal(0), "south": Decimal(0)}
    for place, (d, a, c, p, k) in enumerate(rows):
        if a == "9999" or c == "Z9" or k == "commitment" or (spoiled and not place):
            continue
        service = {"A1": "ict", "B1": "legal"}[c]
        now = [r for r in shares if r[2] <= d <= r[3]]
        own = [r for r in now if r[1] == service] or [r for r in now if r[1] == "all"]
        for partner, _, _, _, percent in own:
            expected[partner] += p * percent / 100
    for partner, exact in expected.items():
        mine = parts.loc[parts["partner"] == partner, "pence"].sum()
        assert abs(mine - exact) <= len(cells)


def test_a_share_that_changes_within_a_month_parts_it(council: Council) -> None:
    council.table(
        "shares",
        """\
id,partner,service,applies_from,applies_to,percent,published,source
A,north,all,2023-04-01,2023-04-14,100,2016-03-01,b
B,south,all,2023-04-15,,100,2016-03-01,b
""",
    )
    council.write([["14/04/2023", "1000", "A1", "1.00"],
                   ["15/04/2023", "1000", "A1", "2.00"]])  # fmt: skip
    ledger, record = council.open(), council.record()
    parts = by_partner(ledger.cube, record.shares, ledger.breaks)
    assert dict(zip(parts["partner"], parts["pence"], strict=True)) == {
        "north": 100,
        "south": 200,
    }


def test_what_nobody_has_a_share_of_is_shown_as_such() -> None:
    shares = pd.DataFrame({
        "partner": ["north"], "service": ["ict"], "percent": [70.0],
        "applies_from": [pd.Timestamp("2023-04-01")], "applies_to": [pd.NaT],
    })  # fmt: skip
    assert sharing.shares_on(shares, "ict", date(2023, 5, 1)) == {
        "north": 70_000_000,
        None: 30_000_000,
    }
    assert sharing.shares_on(shares, "legal", date(2023, 5, 1)) == {None: 100_000_000}


def test_shares_of_more_than_all_are_refused() -> None:
    shares = pd.DataFrame({
        "partner": ["north", "south"], "service": ["ict"] * 2, "percent": [70.0, 40.0],
        "applies_from": [pd.Timestamp("2023-04-01")] * 2, "applies_to": [pd.NaT] * 2,
    })  # fmt: skip
    with pytest.raises(MeasureError, match="come to 110%"):
        sharing.shares_on(shares, "ict", date(2023, 5, 1))
