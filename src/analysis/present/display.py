"""What a notebook cell shows: text, tables and charts that both engines can read."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.present.plain import plain_data
from analysis.protocol import DATA_MIME


@dataclass(frozen=True)
class Text:
    """Hold Markdown, shown as it reads."""

    markdown: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __add__(self, other: "Text") -> "Text":
        """Put another text under this one."""
        return paragraphs(self.markdown, other.markdown)


def paragraphs(*parts: str) -> Text:
    """Return a text of several paragraphs, without those that are empty."""
    return Text("\n\n".join(part for part in parts if part))


@dataclass(frozen=True)
class Chart:
    """Hold a chart as SVG, with the words for those who do not see it.

    Attributes
    ----------
    svg
        The picture.
    alt
        What the chart says, in words.
    data
        The figures that are drawn.
    caption
        A line below the chart.
    """

    svg: str = field(repr=False)
    alt: str
    data: pd.DataFrame = field(repr=False, compare=False)
    caption: str = ""

    def _repr_mimebundle_(
        self, **_: Any
    ) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
        kind = "image/svg+xml"
        title = self.alt.split(". ")[0].removesuffix(".")
        data = plain_data(title, self.data, kind="chart")
        words = {"alt": self.alt} | ({"caption": self.caption} if self.caption else {})
        return {kind: self.svg, DATA_MIME: data}, {kind: words}


@dataclass(frozen=True)
class Table:
    """Hold a table as HTML, with its data.

    Attributes
    ----------
    html
        One real table, with a caption and header cells.
    data
        The cells as they are shown.
    caption
        What the table shows.
    """

    html: str = field(repr=False)
    data: pd.DataFrame = field(repr=False, compare=False)
    caption: str = ""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        data = plain_data(self.caption, self.data, kind="table")
        return {"text/html": self.html, DATA_MIME: data}


NOTHING = Text("")
"""What is shown where nothing was published and nothing needs saying."""
