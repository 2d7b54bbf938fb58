"""Offer the record itself: its tables and what describes them, as a data package.

After the Data Package standard of Frictionless Data (https://datapackage.org/).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.data import TABLES, Partnership
from analysis.data.columns import Column
from analysis.data.editions import ANSWERS
from analysis.measures.survey import KEY
from analysis.present.display import Text
from analysis.present.satisfaction.words import answers
from analysis.protocol import (
    FORMULA_STARTS,
    PACKAGE_FILE,
    PACKAGE_FOLDER,
    PACKAGE_MIME,
)

ANSWER_FIELDS = {
    "answered": "How many gave a rating.",
    "percent": "Per cent who were satisfied.",
    "low": "Lower end of the 95% interval.",
    "high": "Upper end of the 95% interval.",
}


@dataclass(frozen=True)
class Package(Text):
    """Hold a text that brings files along for the site's downloads, by name."""

    files: Mapping[str, str] = field(default_factory=dict, repr=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        carried = {"folder": PACKAGE_FOLDER, "files": dict(self.files)}
        return {"text/markdown": self.markdown, PACKAGE_MIME: carried}


def data_package(record: Partnership) -> Package:
    """Offer the tables as at the date for download, with their description.

    The files travel beside the text; single answers and ledgers are not among them.
    """
    files = package_files(record)
    count = len(files) - 1
    return Package(
        "Everything above rests on these tables, as they were known at the date of "
        f"this page: [the description of {count} tables as a data package]"
        f"({PACKAGE_FOLDER}/{PACKAGE_FILE}), which names the files beside it, their "
        "columns and what these mean.",
        files,
    )


def package_files(record: Partnership) -> dict[str, str]:
    """Return the files of the data package: a table each, and the description."""
    files: dict[str, str] = {}
    resources = []
    for name, frame in record.tables.items():
        if frame.empty or name.startswith("ledger"):
            continue
        files[f"{name}.csv"] = safe_csv(frame)
        resources.append(_resource(name, list(frame.columns)))
    shown = shown_answers(record)
    if len(shown):
        files[f"{ANSWERS}.csv"] = safe_csv(shown)
        resources.append(_resource_of_answers())
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "-".join(record.settings.name.lower().split()) + "-evaluation",
        "title": f"{record.settings.name}: the published record",
        "description": record.settings.description,
        "version": record.as_at.isoformat(),
        "resources": resources,
    }
    files[PACKAGE_FILE] = json.dumps(described, indent=2, ensure_ascii=False)
    return files


def shown_answers(record: Partnership) -> pd.DataFrame:
    """Return what pages may show of single answers, as finely as they show it."""
    found = answers(record)
    found = found.loc[~found["hidden"].astype(bool), [*KEY, *ANSWER_FIELDS]]
    whole = found.sort_values(KEY).round(dict.fromkeys(ANSWER_FIELDS, 0))
    return whole.astype(dict.fromkeys(ANSWER_FIELDS, "Int64"))


def safe_csv(frame: pd.DataFrame) -> str:
    """Write a table as CSV in which no text can be run as a formula."""
    safe = frame.map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
    return safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    After the advice of OWASP on CSV injection.
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _resource(name: str, columns: list[str]) -> dict[str, Any]:
    declared = TABLES[name]
    return {
        "name": name.replace("_", "-"),
        "path": f"{name}.csv",
        "title": declared.row,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(c, declared.columns.get(c)) for c in columns],
            "primaryKey": list(declared.key),
        },
    }


def _resource_of_answers() -> dict[str, Any]:
    texts = [{"name": name, "type": "string"} for name in KEY]
    figures = [
        {"name": name, "type": "integer", "description": words}
        for name, words in ANSWER_FIELDS.items()
    ]
    return {
        "name": ANSWERS.replace("_", "-"),
        "path": f"{ANSWERS}.csv",
        "title": "a result of single answers, confidential groups left out",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [*texts, *figures], "primaryKey": list(KEY)},
    }


def _field(name: str, column: Column | None) -> dict[str, Any]:
    if column is None:
        return {"name": name, "type": "string"}
    kinds = {"date": "date", "number": "number", "whole number": "integer"}
    field = {
        "name": name,
        "type": kinds.get(column.kind, "string"),
        "description": column.description,
    }
    return field | ({"unit": column.unit} if column.unit else {})
