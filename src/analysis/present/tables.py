"""Set tables: one header row, row headings, numbers to the right, a caption."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import great_tables as gt
import pandas as pd

from analysis.present.display import Table
from analysis.protocol import TABLE_FRAME

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
# What only great_tables' own style sheet needs.
ATTRIBUTES = re.compile(r' (id|headers)="[^"]*"| (row|col)span="1"')
ANCHOR = re.compile(r"\{#([\w.:-]+)\}")


def set_table(
    data: pd.DataFrame,
    caption: str,
    *,
    numbers: Sequence[str] = (),
    links: Sequence[str] = (),
    notes: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
) -> Table:
    """Set a table whose first column heads its rows.

    Parameters
    ----------
    data
        Cells as they are to be read: text, written by `analysis.present.numbers`.
    caption
        What the table shows, with its unit.
    numbers
        Columns of figures, set to the right.
    links
        Columns that hold Markdown links, and anchors written as ``{#name}``. Other
        markup is text.
    notes
        Notes under the table, as Markdown.
    labels
        Headings by column, where a column's name is not its heading.
    """
    heading = str(data.columns[0])
    headings: dict[str, Any] = dict(labels or {})
    # As plain objects, in which great_tables sets one cell after another faster.
    cells = data.astype(str).astype(object)
    for column in links:
        cells[column] = cells[column].map(lambda text: html.escape(text, quote=False))
    table = (
        gt.GT(cells, rowname_col=heading, id="t")
        .tab_stubhead(headings.pop(heading, heading))
        .cols_label(cases=headings)
        .cols_align("left")
        .cols_align("right", columns=list(numbers))
        .tab_options(quarto_disable_processing=False)
    )
    if links:
        table = table.fmt_markdown(columns=list(links))
    for note in notes:
        table = table.tab_source_note(gt.md(note))
    shown = data.rename(columns=dict(labels or {}))
    return Table(_for_the_site(table.as_raw_html(), caption), shown, caption)


def _for_the_site(raw: str, caption: str) -> str:
    """Leave the look to the site's style sheet, and give the table its caption."""
    plain = STYLE.sub("", raw)
    plain = plain[plain.index("<table") : plain.rindex("</table>") + len("</table>")]
    plain = re.sub(
        r"(<table[^>]*>)", rf"\1\n<caption>{_text(caption)}</caption>", plain
    )
    plain = ANCHOR.sub(r'<span id="\1"></span>', ATTRIBUTES.sub("", plain))
    label = html.escape(re.sub(r"\s+", " ", caption), quote=True)
    opening = (
        f'<div class="{TABLE_FRAME}" role="region" tabindex="0" aria-label="{label}">'
    )
    return f"{opening}\n{plain}\n</div>"


def _text(caption: str) -> str:
    return html.escape(caption).replace("\\", r"\\")
