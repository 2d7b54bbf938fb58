"""Write the data dictionary, docs/data.md, from the declarations.

``python -m analysis.data.dictionary`` writes it to standard output.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from analysis.data.columns import FINANCIAL_YEAR, Column
from analysis.data.schemas import TABLES, Table
from analysis.data.settings import FILE, Settings

INTRODUCTION = f"""\
# Data of a partnership

<!-- Made by `make docs` from src/analysis/data; edit the declarations there. -->

One folder is one partnership: its settings in `{FILE}`, and one file for each of
the tables below. `evaluation check --data DIR` names everything in a folder that does
not keep to this page: table, row, column, value and what is allowed.

## How files are written

- **Formats.** A table is a CSV file (UTF-8, commas), the first sheet of an XLSX
  workbook, or a Parquet file. All are read alike; a table stands there in one of them
  only. The file is named after the table: `savings.csv`, `savings.xlsx` or
  `savings.parquet`. The first row holds the columns' names, in any order. A column that
  is not required may have blanks, or be left out.
- **Extracts.** Beside its tables a folder may hold single answers of a survey, in files
  named `responses` or, say, `responses-spring-2018`. They are read as the settings
  under `survey` say, and only counts are kept of them. A ledger is read as those under
  `ledger` say.
- **Blanks.** A blank means that a figure was not published, or does not apply. Missing
  is not zero: a 0 is a figure of nil that was published.
- **Dates.** A date is written `2018-08-03`. A partial date may also be a month,
  `2018-08`, or a year, `2018`. A financial year runs from April to March and is written
  `2017/18`.
- **As at a date.** `published` is the day on which the source was published, the same
  as in the table `sources`. A report as at a date shows only rows published by then.
- **Numbers** are plain: no thousands separators, no £ and no %. Money is in pounds.
  A percentage is written 74.5, not 0.745; a cell that a workbook shows as 74.5% is read
  as that.
- **Signs.** A variance is the outturn or forecast less the budget: positive is an
  overspend, which is adverse; negative is an underspend, which is favourable. A saving
  is positive.
- **Ids and references.** An id is made of letters, digits, full stops and hyphens. A
  reference holds the id of a row of another table. A fact keeps its id wherever it is
  used, so that an id may repeat; what may not repeat is the key named with each table.
"""

LIMITS = re.compile(r"from \S+ to \S+|\S+ or (more|less)")
"""How the limits of a number are said in what a column expects."""

TYPES = {
    "string": "text",
    "number": "number",
    "integer": "whole number",
    "array": "list",
    "object": "words and values",
}
"""Kinds of setting by their type in a JSON schema."""

BOUNDS = {
    "minimum": "{:g} or more",
    "maximum": "{:g} or less",
    "exclusiveMinimum": "more than {:g}",
    "exclusiveMaximum": "less than {:g}",
    "minLength": "not empty",
}
"""How the rules of a JSON schema are said."""


def to_markdown() -> str:
    """Return the data dictionary: how files are written, settings and tables."""
    tables = (_table(table) for table in TABLES.values())
    return "\n".join([INTRODUCTION, _settings(), _overview(), *tables])


def _settings() -> str:
    schema = Settings.model_json_schema()
    heading = ("setting", "kind", "default", "allowed", "meaning")
    return f"## {FILE}\n\n" + _grid(heading, _fields(schema, schema["$defs"]))


def _fields(
    section: dict[str, Any], sections: dict[str, Any], prefix: str = ""
) -> Iterator[tuple[str, ...]]:
    for name, field in section["properties"].items():
        if "$ref" in field:
            inner = sections[field["$ref"].rsplit("/", 1)[-1]]
            yield from _fields(inner, sections, f"{prefix}{name}.")
        else:
            rules = {**field, **field.get("anyOf", [{}])[0]}
            yield (
                f"`{prefix}{name}`",
                TYPES[rules["type"]],
                _default(field),
                _bounds(rules),
                field["description"],
            )


def _default(field: dict[str, Any]) -> str:
    if "default" not in field:
        return "none: required"
    empty = field["default"] in (None, "", [], {})
    return "none" if empty else f"`{field['default']}`"


def _bounds(rules: dict[str, Any]) -> str:
    bounds = [said.format(rules[k]) for k, said in BOUNDS.items() if k in rules]
    bounds += [f"`{word}`" for word in rules.get("enum", ())]
    if "pattern" in rules:
        is_year = rules["pattern"] == FINANCIAL_YEAR.pattern
        bounds.append(
            "a financial year, such as `2017/18`" if is_year else rules["pattern"]
        )
    return ", ".join(bounds)


def _overview() -> str:
    rows = (
        (f"[`{t.name}`](#{t.name})", t.row, "yes" if t.required else "no")
        for t in TABLES.values()
    )
    return "## Tables\n\n" + _grid(("table", "a row is", "required"), rows)


def _table(table: Table) -> str:
    required = " Every partnership needs this table." if table.required else ""
    key = ", ".join(f"`{column}`" for column in table.key)
    unique = "No two rows agree in " + ("all of " if len(table.key) > 1 else "") + key
    heading = ("column", "kind", "unit", "required", "allowed", "meaning")
    columns = (_column(name, column) for name, column in table.columns.items())
    return f"## {table.name}\n\nA row is {table.row}.{required} {unique}.\n\n" + _grid(
        heading, columns
    )


def _column(name: str, column: Column) -> tuple[str, ...]:
    return (
        f"`{name}`",
        column.kind,
        # The kind of a date or a year says its unit already.
        column.unit if "number" in column.kind else "",
        "yes" if column.required else "no",
        _allowed(column),
        column.description,
    )


def _allowed(column: Column) -> str:
    if column.allowed:
        return ", ".join(f"`{word}`" for word in column.allowed)
    if column.to:
        table, _, name = column.to.partition(".")
        where = f"`{name}` of [`{table}`](#{table})"
        ids = where if name else "`id` of any table of facts"
        return ids + "".join(f", or `{word}`" for word in column.also)
    limits = LIMITS.search(column.expected)
    return limits[0] if limits else ""


def _grid(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heading, ("---",) * len(heading), *rows]
    cells = [[cell.replace("|", "\\|") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"


if __name__ == "__main__":
    sys.stdout.write(to_markdown())
