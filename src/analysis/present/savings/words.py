"""Write amounts of savings: with qualifier and basis, and as finely as is known."""

import pandas as pd

from analysis.data import ALL_SERVICES, Partnership
from analysis.present import numbers

BASIS = {
    "run-rate": "a yearly level (run-rate)",
    "in-year": "in the year",
    "cumulative": "cumulative over several years",
    "one-off": "once (one-off)",
    "not stated": "basis not stated",
}
"""What an amount counts, in words, by basis."""

SHORT_BASIS = {basis: basis.capitalize() for basis in BASIS}
"""What an amount counts, as short as a column of a table needs it."""

QUALIFIER = {"minimum": "at least ", "approximate": "about ", "maximum": "at most "}
"""What goes before an amount that is not exact."""

PROJECTED = "[f]"


def amount(fact: pd.Series) -> str:
    """Write a stated saving with its qualifier: at least £132k."""
    return QUALIFIER.get(fact["qualifier"], "") + numbers.pounds(fact["amount_gbp"])


def derived(value: float) -> str:
    """Write an amount that was worked out, no finer than it can be known.

    Examples
    --------
    >>> derived(61_270_603.66), derived(1_735_294.1), derived(439_000.4)
    ('£61.3m', '£1.74m', '£439k')
    >>> derived(11_002_345.0), derived(11_000_000.0)
    ('£11.0m', '£11m')
    """
    size = abs(value)
    if size < numbers.MILLION:
        return numbers.pounds(round(value, -3) if size >= 10_000 else round(value))
    decimals = 1 if size >= 10 * numbers.MILLION else 2
    known = round(value / numbers.MILLION, decimals) * numbers.MILLION
    if abs(known - value) < 1:
        return numbers.pounds(round(value))
    return numbers.millions(value, decimals)


def signed(value: float) -> str:
    """Write an amount that was worked out, with its sign."""
    return ("+" if value > 0 else "") + derived(value)


def spread(low: float, high: float) -> str:
    """Write a range of amounts that were worked out, or the one that both ends are."""
    if derived(low) == derived(high):
        return derived(low)
    return f"{derived(low)} to {derived(high)}"


def ends(low: float, high: float) -> str:
    """Write a range of published amounts, or sums of them, as finely as published."""
    if low == high:
        return numbers.pounds(low)
    return f"{numbers.pounds(low)} to {numbers.pounds(high)}"


def shorthand(rows: pd.DataFrame) -> str:
    """Return the meaning of the shorthand used in a table, or nothing."""
    text = " ".join(str(value) for value in rows.to_numpy().ravel())
    used = [
        f"{sign} {meaning}"
        for sign, meaning in numbers.SHORTHAND.items()
        if sign in text
    ]
    return "; ".join(used) + "." if used else ""


def whose(partner: str, service: str, record: Partnership) -> str:
    """Name the partner that a fact is about, and the service if it is about one."""
    name = record.name_of("partners", partner)
    if service == ALL_SERVICES:
        return name
    return f"{name}, {record.name_of('services', service)}"
