"""Write how much less or more was spent a head than elsewhere."""

from analysis.present.words import money


def pounds(amount: float | None) -> str | None:
    """Write an amount in whole pounds without its sign.

    Examples
    --------
    >>> pounds(-16.99), pounds(None)
    ('£17', None)
    """
    return None if amount is None else money(abs(amount), unit="", decimals=0)


def direction(amount: float | None) -> str | None:
    """Say whether less or more was spent.

    Examples
    --------
    >>> direction(-16.99), direction(3.1), direction(None)
    ('less', 'more', None)
    """
    return None if amount is None else "less" if amount < 0 else "more"
