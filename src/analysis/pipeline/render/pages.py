"""Make the cells and the front matter of prepared notebooks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from analysis.pipeline import nodes
from analysis.pipeline.nodes import NotebookNode

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


FILES = "files"
"""Key of the metadata in which a prepared cell carries the files it leads to."""


def markdown(text: str, files: Mapping[str, str] | None = None) -> NotebookNode:
    """Return a Markdown cell, which may carry files to be laid beside the page.

    Parameters
    ----------
    text
        Its source.
    files
        Their content, by their path from the page's folder; that of pictures which
        are not drawn is base64, as in notebooks.
    """
    cell = nodes.new("markdown_cell", text.strip("\n"))
    if files:
        cell.metadata[FILES] = dict(files)
    return cell


def div(name: str, text: str) -> str:
    """Return Markdown inside a fenced division of one class.

    Parameters
    ----------
    name
        The class.
    text
        What stands inside.
    """
    return f"::: {{.{name}}}\n{text.strip()}\n:::"


def front_matter(
    title: str,
    subtitle: str,
    description: str,
    as_at: date,
    extra: Mapping[str, Any],
) -> NotebookNode:
    """Return the raw cell that names a page.

    Parameters
    ----------
    title, subtitle, description
        The page's texts; empty ones are left out.
    as_at
        The date the page is about.
    extra
        Other keys, which the renderer understands.
    """
    keys = {
        "title": title,
        "subtitle": subtitle,
        "description": description,
        "date": as_at.isoformat(),
        # Renderers write the date in words; a PDF is dated by this.
        "as-at": as_at.isoformat(),
        "lang": "en-GB",
        **extra,
    }
    text = yaml.safe_dump(
        {key: value for key, value in keys.items() if value != ""},
        allow_unicode=True,
        sort_keys=False,
        width=1000,
    )
    return nodes.new("raw_cell", f"---\n{text}---")


def page_notebook(cells: Sequence[NotebookNode]) -> NotebookNode:
    """Return a notebook of some cells that is the same whenever it is made.

    Parameters
    ----------
    cells
        The cells; their ids are replaced by their numbers.
    """
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    return nodes.new(
        "notebook",
        cells=list(cells),
        metadata={"kernelspec": dict(KERNEL), "language_info": {"name": "python"}},
    )
