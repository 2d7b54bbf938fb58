"""Kinds of column: what a value must look like, and how it is said to a reader.

Tables are checked as text, exactly as their authors typed them, so that a
problem can quote the value; `analysis.data.reading` turns them into numbers and
dates afterwards.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from analysis.data.printed import parse

FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})")
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


@dataclass(frozen=True)
class Column:
    """Declare one column: what its values must look like, and what they mean.

    Attributes
    ----------
    kind
        The kind of value, as the data dictionary names it.
    description
        What a value means.
    accepts
        Whether a text is a value of this column.
    expected
        What would be right, as it is said in a problem.
    required
        Whether the column must be there, with a value in every row.
    unit
        What numbers count.
    allowed
        The words of which a value is one.
    to
        The table and column whose ids a value names, such as ``"sources.id"``;
        ``"facts"`` stands for the ids of every table of facts.
    also
        Values allowed beside those ids.
    figures
        The columns of which the first that is not blank has the figure printed here.
    high
        The largest number allowed; None: no limit.
    """

    kind: str
    description: str
    accepts: Callable[[str], bool]
    expected: str
    required: bool
    unit: str = ""
    allowed: tuple[str, ...] = ()
    to: str = ""
    also: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    high: float | None = None


def is_date(value: str) -> bool:
    """Tell whether a text is a day written as YYYY-MM-DD."""
    if len(value) != len("2018-08-03"):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_partial_date(value: str) -> bool:
    """Tell whether a text is a year, a month (YYYY-MM) or a day (YYYY-MM-DD)."""
    if not PARTIAL_DATE.fullmatch(value):
        return False
    return is_date(value + "2000-01-01"[len(value) :])


def is_financial_year(value: str) -> bool:
    """Tell whether a text is a financial year, such as 2017/18."""
    match = FINANCIAL_YEAR.fullmatch(value)
    return bool(match) and (int(match[1]) + 1) % 100 == int(match[2])  # type: ignore[index]


def is_number(value: str) -> bool:
    """Tell whether a text is a plain number: no thousands separators, no signs of £."""
    return re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", value) is not None


def _between(low: float | None, high: float | None) -> Callable[[str], bool]:
    def accepts(value: str) -> bool:
        if not is_number(value):
            return False
        number = float(value)
        return (low is None or number >= low) and (high is None or number <= high)

    return accepts


def text(description: str, *, required: bool = False) -> Column:
    """Declare a column of free text."""
    return Column("text", description, _not_blank, "some text", required)


def identifier(
    description: str, *, required: bool = True, taken: tuple[str, ...] = ()
) -> Column:
    """Declare a column of ids: letters, digits, full stops and hyphens.

    Parameters
    ----------
    taken
        Words that mean something else, and can be no id.
    """
    expected = "an id of letters, digits, full stops and hyphens"
    if taken:
        expected += f", other than {', '.join(taken)}"

    def accepts(value: str) -> bool:
        return IDENTIFIER.fullmatch(value) is not None and value not in taken

    return Column("id", description, accepts, expected, required)


def reference(
    description: str,
    *,
    to: str,
    also: tuple[str, ...] = (),
    required: bool = True,
) -> Column:
    """Declare a column that names rows of another table, or some words beside them."""
    table = to.split(".", maxsplit=1)[0]
    expected = f"an id of the table {table}" + "".join(f", or {a}" for a in also)
    return Column(
        "reference", description, _not_blank, expected, required, to=to, also=also
    )


def choice(description: str, *allowed: str, required: bool = True) -> Column:
    """Declare a column that takes one of a few words."""
    accepts = frozenset(allowed).__contains__
    expected = "one of: " + ", ".join(allowed)
    return Column("choice", description, accepts, expected, required, allowed=allowed)


def names(description: str, *allowed: str) -> Column:
    """Declare a column of several words, with spaces between them."""
    words = frozenset(allowed)

    def accepts(value: str) -> bool:
        return words.issuperset(value.split())

    expected = "words out of these, with spaces between: " + ", ".join(allowed)
    return Column("words", description, accepts, expected, False, allowed=allowed)


def printed(description: str, *figures: str) -> Column:
    """Declare a column that gives a figure in the form in which it was published.

    Parameters
    ----------
    *figures
        The columns that may hold the figure; the first one that is not blank does.
    """

    def accepts(value: str) -> bool:
        return parse(value) is not None

    expected = "a figure as published, without its sign, such as £0.630m or 58.40%"
    return Column(
        "printed figure", description, accepts, expected, False, figures=figures
    )


def number(
    description: str,
    *,
    unit: str,
    low: float | None = None,
    high: float | None = None,
    required: bool = False,
) -> Column:
    """Declare a column of numbers in one unit, within limits if any."""
    limits = {
        (True, True): f" from {low:g} to {high:g}" if low is not None and high else "",
        (True, False): f" of {low:g} or more" if low is not None else "",
        (False, True): f" of {high:g} or less" if high is not None else "",
        (False, False): "",
    }[low is not None, high is not None]
    return Column(
        "number",
        description,
        _between(low, high),
        f"a plain number{limits} in {unit}, without separators or signs of currency",
        required,
        unit,
        high=high,
    )


def whole_number(
    description: str, *, unit: str, low: int, high: int, required: bool = False
) -> Column:
    """Declare a column of whole numbers within limits."""
    inside = _between(low, high)

    def accepts(value: str) -> bool:
        return inside(value) and float(value).is_integer()

    expected = f"a whole number from {low} to {high}"
    return Column("whole number", description, accepts, expected, required, unit)


def day(description: str, *, required: bool = True) -> Column:
    """Declare a column of days."""
    expected = "a date as YYYY-MM-DD, such as 2018-08-03"
    return Column("date", description, is_date, expected, required, "date")


def partial_date(description: str, *, required: bool = False) -> Column:
    """Declare a column of days, months or years, whichever is known."""
    expected = "a day, month or year as YYYY-MM-DD, YYYY-MM or YYYY"
    return Column(
        "partial date", description, is_partial_date, expected, required, "date"
    )


def financial_year(description: str, *, required: bool = False) -> Column:
    """Declare a column of financial years, April to March."""
    expected = "a financial year, such as 2017/18"
    return Column(
        "financial year", description, is_financial_year, expected, required, "year"
    )


def _not_blank(value: str) -> bool:
    return bool(value.strip())
