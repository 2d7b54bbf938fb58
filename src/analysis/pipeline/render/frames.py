"""Set tables that pandas shows as the site sets its own."""

import html
import re
from typing import Any

from analysis.protocol import TABLE_FRAME

NUMBER = re.compile(r"[+\-\N{MINUS SIGN}]?£?[\d,]*\.?\d+(?:e[+-]?\d+)?\s?%?|NaN|\[\w\]")
SERIES = re.compile(r"\n(?:Name: (?P<name>.*?), )?(?:Length: \d+, )?dtype: \S+\s*\Z")


def framed(text: str, caption: str = "") -> str:
    """Return HTML whose tables of pandas have headers, sides and a frame.

    Other HTML is returned as it is.

    Parameters
    ----------
    text
        The HTML of an output.
    caption
        What the table shows, or nothing.
    """
    from lxml import html as tree  # only where a page is made

    if 'class="dataframe"' not in text:
        return text
    table = tree.fragment_fromstring(text, create_parent="div").find(".//table")
    if table is None:
        return text
    table.attrib.pop("border", None)
    for row in table.iter("tr"):
        row.attrib.pop("style", None)
    if caption:
        table.insert(0, tree.fragment_fromstring(f"<caption>{html.escape(caption)}"))
    _align(table)
    label = html.escape(caption or "Table", quote=True)
    made = tree.tostring(table, encoding="unicode", with_tail=False)
    return (
        f'<div class="{TABLE_FRAME}" role="region" tabindex="0" aria-label="{label}">\n'
        f"{made}\n</div>"
    )


def series_as_html(text: str) -> str | None:
    """Return a Series as pandas prints it as a table, or None if it is no Series.

    Parameters
    ----------
    text
        The plain text of an output.
    """
    end = SERIES.search(text)
    if end is None:
        return None
    pairs = [
        re.split(r"\s{2,}", line.rstrip()) for line in text[: end.start()].split("\n")
    ]
    rows = "".join(
        f"<tr><th>{html.escape(' '.join(first))}</th><td>{html.escape(last)}</td></tr>"
        for *first, last in pairs
    )
    name = html.escape(end["name"] or "")
    head = f"<thead><tr><th></th><th>{name}</th></tr></thead>"
    return f'<table class="dataframe">{head}<tbody>{rows}</tbody></table>'


def _align(table: Any) -> None:
    """Set columns of numbers, and their headings, to the right."""
    rows = [list(row) for row in table.iterfind("./tbody/tr")]
    for place in range(max(map(len, rows), default=0)):
        cells = [row[place] for row in rows if place < len(row)]
        texts = [cell.text_content().strip() for cell in cells]
        if all(cell.tag == "td" for cell in cells) and all(
            NUMBER.fullmatch(text) for text in texts if text
        ):
            heads = [
                row[place] for row in table.iterfind("./thead/tr") if len(row) > place
            ]
            for cell in [*heads, *cells]:
                cell.set("class", "gt_right")
