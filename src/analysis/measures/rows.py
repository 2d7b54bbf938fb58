"""Go through a table row by row."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each(table: pd.DataFrame) -> Iterator[Any]:
    """Return the rows of a table, with a column's value as an attribute."""
    return iter(table.itertuples())
