"""Make a folder for a new partnership: settings and every table, ready to fill in."""

from pathlib import Path

from analysis.data.schemas import TABLES
from analysis.data.settings import FILE
from analysis.errors import FolderError

SETTINGS = """\
name = {name}
description = "What it is, in a sentence or two."
provider = {name}

# Whom readers ask for another form of a page, or tell of a barrier.
# contact = "evaluation@council.gov.uk"

# Stands at the top of every page, for a record that is a draft.
notice = "Draft: the record is being put together."

# Everything else has defaults: docs/data.md lists all settings.
# [money]
# price_base = "2024/25"
"""

README = """\
# {name}

One file is one table; docs/data.md says what each column means. Tables with
headings alone can stay so, or go: nothing was published about them.

Begin with partners.csv, services.csv and sources.csv, then add facts, source by
source. `evaluation check --data DIR` names every problem, and
`evaluation build --data DIR --out SITE` makes the reports.
"""


def new_folder(folder: Path, name: str) -> list[str]:
    """Write the settings and an empty table of every kind.

    Parameters
    ----------
    folder
        The folder to make; one that is there has to be empty.
    name
        The partnership's name.

    Returns
    -------
    list of str
        The names of the files.

    Raises
    ------
    FolderError
        If the folder holds something, or cannot be written.
    """
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    files = {
        FILE: SETTINGS.format(name=quoted),
        "README.md": README.format(name=name),
        **{
            f"{table.name}.csv": ",".join(table.columns) + "\n"
            for table in TABLES.values()
        },
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            msg = f"{folder} is not empty. Name a folder that is not there yet."
            raise FolderError(msg)
        for file, content in files.items():
            (folder / file).write_text(content, encoding="utf-8")
    except OSError as error:
        msg = f"{folder} cannot be written: {error.strerror}."
        raise FolderError(msg) from error
    return sorted(files)
