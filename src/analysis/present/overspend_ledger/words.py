"""Write amounts of a ledger, which are in pence."""

from analysis.present import numbers


def variance(pence: float) -> str:
    """Write a variance in thousandths of £1m, with its sign."""
    return numbers.variance(pence / 100)


def millions(pence: float | None) -> str:
    """Write an amount in millions with three decimals."""
    if pence is None or numbers.is_missing(pence):
        return numbers.MISSING
    return numbers.millions(pence / 100, 3)


def to_the_penny(pence: float | None) -> str:
    """Write an amount to the penny: £1,234.56."""
    if pence is None or numbers.is_missing(pence):
        return numbers.MISSING
    whole = round(pence)
    return f"{numbers.MINUS if whole < 0 else ''}£{abs(whole) / 100:,.2f}"
