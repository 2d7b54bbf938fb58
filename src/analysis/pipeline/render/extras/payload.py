"""Carry data from a notebook's output to the finished page, in a comment.

A renderer leaves comments alone, so what a notebook hands over in this way
arrives with every renderer and every way of running notebooks.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

DATA = re.compile(r"<!-- data: (\{.*?\}) -->")
PLACE = " <!-- workbook -->"
"""Stands on a page where the link to the spreadsheet of its folder goes."""

PACKAGE = re.compile(r"<!-- package: (\{.*?\}) -->")


def comment(data: Mapping[str, Any]) -> str:
    """Return the comment that carries the data of a table or chart.

    Parameters
    ----------
    data
        Its kind, title, columns and rows.
    """
    text = json.dumps(data, ensure_ascii=False)
    for sign, code in (("--", "-\\u002d"), ("<", "\\u003c"), (">", "\\u003e")):
        text = text.replace(sign, code)
    return f"<!-- data: {text} -->"
