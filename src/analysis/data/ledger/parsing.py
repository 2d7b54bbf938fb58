"""SQL that turns the text of an extract into dates, amounts, periods and kinds.

Every expression gives NULL where a text cannot be read; none guesses.
"""

from collections.abc import Mapping

UK_DATES = (
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y-%m-%d",
    "%Y%m%d",
    "%d %b %Y",
    "%d %B %Y",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
)
"""Ways in which dates are written; a day comes before its month, never after."""

_NUMBER = r"(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?"
_DRESSED = rf"[-+]?{_NUMBER}|\({_NUMBER}\)|{_NUMBER}-|{_NUMBER}(CR|DR)"
_NEGATIVE = r"-.*|\(.*\)|.*-|.*CR"

FINE = "DECIMAL(18,6)"
"""Type that amounts are read as, so that fractions of a penny are noticed."""


def literal(words: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + words.replace("'", "''") + "'"


def moment(text: str, usual: str) -> str:
    """Return SQL that reads a date in UK order, as a moment of any century.

    Parameters
    ----------
    text
        SQL of the text.
    usual
        The way in which most dates of the file are written, which is tried first.
    """
    others = ", ".join(literal(way) for way in UK_DATES if way != usual)
    return (
        f"coalesce(try_strptime({text}, {literal(usual)}), "
        f"try_strptime(trim({text}), [{literal(usual)}, {others}]))"
    )


def day(moment: str) -> str:
    """Return SQL of the day of a moment, or NULL where no ledger could have it.

    Reading 01/04/23 by %Y gives the year 23: two digits mean this century here.
    """
    return (
        f"CAST(CASE WHEN {moment} BETWEEN TIMESTAMP '1990-01-01' "
        f"AND TIMESTAMP '2100-12-31' THEN {moment} "
        f"WHEN {moment} < TIMESTAMP '0100-01-01' THEN {moment} + INTERVAL 2000 YEAR "
        "END AS DATE)"
    )


def amount(text: str) -> str:
    """Return SQL that reads an amount: £1,234.56, (5.00), 5.00- and 5.00CR too.

    A comma must part thousands, so that a decimal comma is no amount. A lone hyphen
    is how spreadsheets write nothing.
    """
    bare = (
        f"regexp_replace(replace(upper({text}), '\N{MINUS SIGN}', '-'), "
        r"'\s|£|GBP', '', 'g')"
    )
    digits = f"regexp_replace({bare}, '[^0-9.]', '', 'g')"
    sign = f"if(regexp_full_match({bare}, {literal(_NEGATIVE)}), -1, 1)"
    dressed = (
        f"CASE WHEN {bare} = '-' THEN 0 "
        f"WHEN regexp_full_match({bare}, {literal(_DRESSED)}) "
        f"THEN TRY_CAST({digits} AS {FINE}) * {sign} END"
    )
    return f"coalesce(TRY_CAST({text} AS {FINE}), CAST({dressed} AS {FINE}))"


def debit_less_credit(debit: str, credit: str) -> str:
    """Return SQL of a debit less a credit, of which one may be blank."""
    blank = "nullif(trim({}), '')"
    sides = {side: blank.format(side) for side in (debit, credit)}
    # A side that holds text which is no amount spoils the row; a blank side does not.
    read = {
        side: f"if({text} IS NULL, 0, {amount(side)})" for side, text in sides.items()
    }
    both = f"{sides[debit]} IS NULL AND {sides[credit]} IS NULL"
    return f"if({both}, NULL, CAST({read[debit]} - {read[credit]} AS {FINE}))"


def period(text: str, day: str) -> str:
    """Return SQL of the accounting period: 1 is April; 13 and later count as 12.

    Parameters
    ----------
    text
        SQL of a period as 7, 07 or 202307; empty: there is no such column.
    day
        SQL of the date, from which a period that cannot be read is taken.
    """
    month = f"((month({day}) + 8) % 12) + 1"
    if not text:
        return month
    number = f"TRY_CAST(right(trim({text}), 2) AS INTEGER)"
    return f"if({number} BETWEEN 1 AND 16, least({number}, 12), {month})"


def kind(text: str, words: Mapping[str, str]) -> str:
    """Return SQL of the kind of entry; what is not listed is an actual."""
    if not text or not words:
        return "'actual'"
    cases = " ".join(
        f"WHEN {literal(word.casefold())} THEN {literal(kind)}"
        for word, kind in words.items()
    )
    return f"CASE lower(trim({text})) {cases} ELSE 'actual' END"


def quantity(text: str) -> str:
    """Return SQL of a quantity, or NULL where there is none."""
    return f"TRY_CAST(replace({text}, ',', '') AS DOUBLE)" if text else "NULL::DOUBLE"
