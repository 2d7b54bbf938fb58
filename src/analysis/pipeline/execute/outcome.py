"""What became of one report's run, and where in the notebook it failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.pipeline.render.headings import headings
from analysis.pipeline.text import plain


@dataclass(frozen=True)
class Failure:
    """Say what went wrong in a notebook, and where.

    Parameters
    ----------
    ename, evalue
        The exception's name and message.
    cell
        The cell's number among all cells of the notebook as an editor shows
        it, from 1; none when the run failed outside of any cell.
    line
        The first line of that cell.
    heading
        The nearest heading above it.
    """

    ename: str
    evalue: str
    cell: int | None = None
    line: str = ""
    heading: str = ""

    def __str__(self) -> str:
        """Return the failure as one line."""
        where = f"cell {self.cell}" if self.cell else "the page as a whole"
        under = f" under “{self.heading}”" if self.heading else ""
        message = " ".join(self.evalue.split())
        return f"{where}{under}: {self.ename}: {message}"


@dataclass(frozen=True)
class Outcome:
    """Say how one report's run ended.

    Parameters
    ----------
    page
        The page the report makes.
    seconds
        How long it took.
    failure
        What went wrong, or none.
    reads
        The paths it read, each with its digest.
    content
        A digest of what readers may see of it.
    why
        Why it was run, or was not run again.
    ran
        Whether it was run by this build.
    output
        Where the run has written the notebook, if that is not its place.
    """

    page: str
    seconds: float
    failure: Failure | None = None
    reads: Mapping[str, str] = field(default_factory=dict)
    content: str = ""
    why: str = ""
    ran: bool = True
    output: Path | None = None

    @property
    def status(self) -> str:
        """Return ``built`` or ``failed``."""
        return "failed" if self.failure else "built"


def locate(notebook: Any, index: int, ename: str, evalue: str) -> Failure:
    """Return a failure with its place in the notebook as its author knows it.

    Parameters
    ----------
    notebook
        The notebook that papermill ran, with the cell it injected.
    index
        The failed cell's index in it, from 0.
    ename, evalue
        The exception's name and message.
    """
    cells = notebook.cells
    injected = sum(_tagged(c, "injected-parameters") for c in cells[:index])
    lines = cells[index].source.strip().splitlines()
    return Failure(
        ename=ename,
        evalue=plain(evalue),
        cell=index + 1 - injected,
        line=lines[0] if lines else "",
        heading=_heading_above(cells[:index]),
    )


def _tagged(cell: Any, tag: str) -> bool:
    return tag in cell.metadata.get("tags", [])


def _heading_above(cells: list[Any]) -> str:
    """Return the last heading of some cells, be it written or generated."""
    for cell in reversed(cells):
        texts = [cell.source] if cell.cell_type == "markdown" else []
        outputs = [output.get("data", {}) for output in cell.get("outputs", [])]
        texts += [data.get("text/markdown", "") for data in outputs]
        found = headings("\n\n".join(texts))
        if found:
            return found[-1][1]
    return ""
