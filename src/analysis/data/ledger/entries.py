"""The entries of one extract as a relation: typed, placed, and marked where wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.data.ledger import parsing
from analysis.data.ledger.extracts import LINE, PENCE, Extract
from analysis.data.ledger.headings import SYSTEM_KINDS
from analysis.data.ledger.parsing import literal
from analysis.data.settings_ledger import COLUMNS, Ledger

WRONG = {
    "date": "a date in UK order, such as 31/03/2024",
    "amount": "an amount in pounds, such as 1234.56, (1,234.56) or 1,234.56-",
    "penny": "an amount of whole pence",
    "account": "an account of the table accounts",
    "cost_centre": "a cost centre of the table cost_centres",
}
"""What is wrong with a row, by its mark, and what would be right."""

UNREADABLE = ("date", "amount", "penny")


@dataclass(frozen=True)
class ReadOptions:
    """Hold how entries are read, whatever file they are in.

    Attributes
    ----------
    settings
        The section [ledger] of partnership.toml.
    as_at
        Entries made later are marked so, and counted apart.
    breaks
        Days within a month on which some share changes.
    """

    settings: Ledger
    as_at: date
    breaks: tuple[date, ...] = ()


def entries(extract: Extract, options: ReadOptions) -> str:
    """Return SQL of a file's entries.

    Returns
    -------
    str
        A query with date, posted, account, cost_centre, amount (pounds; spending
        positive), kind, supplier, reference, period, quantity, late, group, service,
        band, problem (a key of `WRONG`, ``"later"`` or NULL), line (of workbooks and
        Parquet) and, as raw_date and so on, the text of every column that was found.
    """
    sign = "-" if options.settings.sign == "spending negative" else ""
    return f"""
    SELECT e.*, a."group", c.service,
      CAST({sign}e.fine AS DECIMAL(18,2)) AS amount,
      {late(extract, options)} AS late,
      {band(options)} AS band,
      CASE WHEN e.date IS NULL THEN 'date' WHEN e.fine IS NULL THEN 'amount'
        WHEN e.fine % 0.01 <> 0 THEN 'penny'
        WHEN coalesce(e.posted, e.date) > {_day(options.as_at)} THEN 'later'
        WHEN c.service IS NULL THEN 'cost_centre'
        WHEN a."group" IS NULL THEN 'account' END AS problem
    FROM ({_typed(extract, options)}) e
    LEFT JOIN accounts a ON a.account = e.account
    LEFT JOIN cost_centres c ON c.cost_centre = e.cost_centre"""


def source(extract: Extract, types: Mapping[str, str] | None = None) -> str:
    """Return SQL of the file itself.

    Parameters
    ----------
    types
        Types of columns of a CSV file by heading; the others are read as text.
    """
    place = literal(str(extract.readable))
    if not extract.is_csv:
        return f"read_parquet({place}, file_row_number = true)"
    known = types or {}
    # With its sniffer DuckDB parts lines a third faster, and refuses odd files; without
    # it, it reads them and says what it rejects.
    sniffing = "sample_size = 20" if types else "auto_detect = false"
    columns = ", ".join(
        f"c{n}: '{known.get(heading, 'VARCHAR')}'"
        for n, heading in enumerate(extract.headings)
    )
    usual = extract.dates.get("date", parsing.UK_DATES[0])
    return (
        f"read_csv({place}, {sniffing}, header = true, "
        f"skip = {extract.skip}, delim = {literal(extract.delimiter)}, "
        f"quote = '\"', escape = '\"', columns = {{{columns}}}, "
        f"dateformat = {literal(usual)}, store_rejects = true)"
    )


def raw(extract: Extract, name: str) -> str:
    """Return SQL of a column of ours as it stands in the file, or nothing."""
    heading = extract.columns.get(name)
    if heading is None:
        return ""
    if extract.is_csv:
        return f"c{extract.headings.index(heading)}"
    return '"' + heading.replace('"', '""') + '"'


def raw_columns(extract: Extract) -> list[str]:
    """Return the columns of ours that a file has, in a fixed order."""
    return [name for name in COLUMNS if name in extract.columns]


def _typed(extract: Extract, options: ReadOptions) -> str:
    text = {name: raw(extract, name) for name in COLUMNS}
    settings = options.settings
    words = {**SYSTEM_KINDS[settings.system], **settings.kinds}
    # Two steps, so that a date is read once and its parts are taken from it.
    read = {
        "moment": _moment(extract, "date", text),
        "entered": _moment(extract, "posted", text),
        "fine": _amount(extract, text),
        "account": f"trim(CAST({text['account']} AS VARCHAR))",
        "cost_centre": f"trim(CAST({text['cost_centre']} AS VARCHAR))",
        "kind": parsing.kind(_as_varchar(text["kind"]), words),
        "supplier": _words(text["supplier"]),
        "reference": _words(text["reference"]),
        "in_period": _as_varchar(text["period"]) or "NULL::VARCHAR",
        "quantity": parsing.quantity(_as_varchar(text["quantity"])),
        "line": _line(extract),
        **{f"raw_{n}": _as_varchar(text[n]) for n in raw_columns(extract)},
    }
    inner = ", ".join(f"{sql} AS {name}" for name, sql in read.items())
    period = parsing.period("in_period" if text["period"] else "", "date")
    return (
        f"SELECT *, {period} AS period FROM (SELECT * EXCLUDE (moment, entered), "
        f"{parsing.day('moment')} AS date, {parsing.day('entered')} AS posted "
        f"FROM (SELECT {inner} FROM {source(extract)}))"
    )


def _moment(extract: Extract, name: str, text: dict[str, str]) -> str:
    if not text[name]:
        return "NULL::TIMESTAMP"
    if extract.types.get(extract.columns[name]) == "date":
        return f"CAST({text[name]} AS TIMESTAMP)"
    usual = extract.dates.get(name, parsing.UK_DATES[0])
    return parsing.moment(_as_varchar(text[name]), usual)


def _amount(extract: Extract, text: dict[str, str]) -> str:
    if not text["amount"]:
        sides = (_as_varchar(text[side]) for side in ("debit", "credit"))
        return parsing.debit_less_credit(*sides)
    if extract.types.get(extract.columns["amount"]) in ("number", PENCE):
        return f"TRY_CAST({text['amount']} AS {parsing.FINE})"
    return parsing.amount(text["amount"])


def _words(text: str) -> str:
    return f"nullif(trim(CAST({text} AS VARCHAR)), '')" if text else "NULL::VARCHAR"


def _as_varchar(text: str) -> str:
    return f"CAST({text} AS VARCHAR)" if text else ""


def _line(extract: Extract) -> str:
    if extract.is_csv:
        return "NULL::BIGINT"
    # Rows are numbered as a spreadsheet does; the first under the header is 2.
    return LINE if extract.path != extract.readable else "file_row_number + 2"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def late(extract: Extract, options: ReadOptions) -> str:
    """Return SQL that tells whether an entry was made after its year had closed."""
    if "posted" not in extract.columns:
        return "false"
    year_end = "make_date(year(e.date) + if(month(e.date) > 3, 1, 0), 3, 31)"
    days = options.settings.close_days
    # Who is not late for the entry's own day is not late for the end of its year.
    soon = f"e.posted > e.date + {days}"
    return f"coalesce({soon} AND e.posted > {year_end} + {days}, false)"


def band(options: ReadOptions) -> str:
    """Return SQL that parts a month at the days within it on which shares change."""
    if not options.breaks:
        return "0"
    return " + ".join(f"(e.date >= {_day(day)})::INTEGER" for day in options.breaks)
