"""Share spending among partners by dated shares, to the penny."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis.data import ALL_SERVICES
from analysis.errors import MeasureError

WHOLE_SHARE = 100_000_000
"""One hundred per cent, in millionths of one per cent: shares are whole numbers."""


def split(pence: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights so that the parts add up to it exactly.

    Every part is rounded towards nothing; the pennies left over go to the parts that
    lost most by it, the first of equals first.

    Parameters
    ----------
    pence
        The amount.
    weights
        Whole numbers of nothing or more, not all nothing.

    Notes
    -----
    The method of largest remainders (Hamilton 1792).

    Examples
    --------
    >>> split(100, [1, 1, 1]), split(-100, [1, 1, 1])
    ([34, 33, 33], [-34, -33, -33])
    """
    total = sum(weights)
    sign = -1 if pence < 0 else 1
    size = abs(pence)
    parts = [size * weight // total for weight in weights]
    lost = [size * weight % total for weight in weights]
    order = sorted(range(len(weights)), key=lambda n: (-lost[n], n))
    for place in order[: size - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]


def shares_on(shares: pd.DataFrame, service: str, day: date) -> dict[str | None, int]:
    """Return each partner's share of a service on a day, in millionths of 1%.

    A share of the service itself goes before one of all services. What is shared by
    nobody stands under None.

    Raises
    ------
    MeasureError
        When the shares of a day come to more than 100%.
    """
    at = pd.Timestamp(day)
    now = shares[
        (shares["applies_from"] <= at)
        & (shares["applies_to"].isna() | (shares["applies_to"] >= at))
    ]
    own = now[now["service"] == service]
    own = own if len(own) else now[now["service"] == ALL_SERVICES]
    # A later row of the same partner replaces an earlier one without an end.
    own = own.sort_values("applies_from", kind="stable").drop_duplicates(
        "partner", keep="last"
    )
    found: dict[str | None, int] = {
        str(partner): round(percent * 1_000_000)
        for partner, percent in zip(own["partner"], own["percent"], strict=True)
    }
    rest = WHOLE_SHARE - sum(found.values())
    if rest < 0:
        msg = (
            f"The shares of {service} on {day} come to "
            f"{100 * sum(found.values()) / WHOLE_SHARE:g}%, more than all of it."
        )
        raise MeasureError(msg)
    return found | ({None: rest} if rest else {})


def by_partner(
    cells: pd.DataFrame, shares: pd.DataFrame, breaks: Sequence[date] = ()
) -> pd.DataFrame:
    """Share the cells of a cube among partners.

    Parameters
    ----------
    cells
        service, month, band and pence, and any other columns.
    shares
        The table of a partnership.
    breaks
        Days within a month on which shares change: the bands of the cube.

    Returns
    -------
    DataFrame
        The same columns, a row for each cell and partner; partner is missing for the
        part of a service that no partner had a share of. The rows of a cell add up to
        it to the penny.
    """
    known: dict[tuple[str, date], dict[str | None, int]] = {}
    rows: list[tuple[int, str | None, int]] = []
    columns = zip(
        cells.index,
        cells["service"],
        cells["month"],
        cells["band"],
        cells["pence"],
        strict=True,
    )
    for place, service, month, band, pence in columns:
        day = pd.Timestamp(month).date()
        if band:
            day = max(day, breaks[int(band) - 1])
        key = (str(service), day)
        if key not in known:
            known[key] = shares_on(shares, *key)
        parts = split(int(pence), list(known[key].values()))
        rows += [
            (place, partner, part)
            for partner, part in zip(known[key], parts, strict=True)
        ]
    shared = pd.DataFrame(rows, columns=["place", "partner", "pence"])
    rest = cells.drop(columns="pence").loc[shared["place"]].reset_index(drop=True)
    return rest.assign(
        partner=shared["partner"].astype("object"),
        pence=shared["pence"].astype("int64"),
    )
