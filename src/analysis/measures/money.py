"""Add amounts of money, of one basis at a time."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.errors import MeasureError, MixedBasisError


@dataclass(frozen=True)
class Amount:
    """Hold a sum of money that knows what it counts and what it was added from.

    Attributes
    ----------
    pounds
        The sum, in pounds.
    basis
        The basis of every amount in it.
    ids
        The ids of the facts in it.
    assumptions
        What was assumed in taking parts of it to be of its basis.
    """

    pounds: float
    basis: str
    ids: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    def __add__(self, other: "Amount") -> "Amount":
        """Add an amount of the same basis.

        Raises
        ------
        MixedBasisError
            When the bases differ.
        """
        require_one_basis(pd.Series([self.basis, other.basis]))
        return Amount(
            self.pounds + other.pounds,
            self.basis,
            self.ids + other.ids,
            tuple(dict.fromkeys(self.assumptions + other.assumptions)),
        )

    def __sub__(self, other: "Amount") -> "Amount":
        """Take away an amount of the same basis.

        Raises
        ------
        MixedBasisError
            When the bases differ.
        """
        return self + replace(other, pounds=-other.pounds)


def assume(amount: Amount, basis: str, assumption: str) -> Amount:
    """Take an amount to be of another basis, on an assumption that goes with it.

    This is the only way from one basis to another. What is assumed stays in the
    amount and in every sum of it, so that it can be said beside the figure.

    Parameters
    ----------
    amount
        An amount of any basis.
    basis
        What it is taken to count.
    assumption
        What must hold for that.

    Raises
    ------
    MeasureError
        When no assumption is given.
    """
    if not assumption.strip():
        msg = "An amount changes its basis on a stated assumption only."
        raise MeasureError(msg)
    return replace(amount, basis=basis, assumptions=(*amount.assumptions, assumption))


def require_one_basis(bases: "pd.Series[str]") -> str:
    """Return the one basis that all amounts share.

    An unstated basis is a basis of its own: amounts whose basis was not published
    go with each other no better than with the rest, so two of them raise too.

    Parameters
    ----------
    bases
        The basis of each amount.

    Raises
    ------
    MixedBasisError
        When there are several bases, or several amounts of unstated basis.
    MeasureError
        When there are no amounts.
    """
    different = sorted(set(bases))
    if not different:
        msg = "There are no amounts to add."
        raise MeasureError(msg)
    if len(different) > 1:
        msg = (
            f"Amounts of different basis ({', '.join(different)}) cannot be added or "
            "compared; choose one basis first."
        )
        raise MixedBasisError(msg)
    if different == ["not stated"] and len(bases) > 1:
        msg = (
            "Amounts whose basis was not stated cannot be added or compared: they "
            "may count different things."
        )
        raise MixedBasisError(msg)
    return different[0]


def total(amounts: pd.DataFrame, column: str = "amount_gbp") -> Amount:
    """Add up the amounts of a table.

    Parameters
    ----------
    amounts
        Rows with the columns id, basis and `column`, in pounds.
    column
        The column to add.

    Raises
    ------
    MixedBasisError
        When the rows are of different basis.
    MeasureError
        When there are no rows, or an amount is missing: missing is not zero.
    """
    basis = require_one_basis(amounts["basis"])
    missing = amounts.loc[amounts[column].isna(), "id"]
    if len(missing):
        msg = f"No amount was published for {', '.join(missing)}: missing is not zero."
        raise MeasureError(msg)
    return Amount(float(amounts[column].sum()), basis, tuple(amounts["id"]))
