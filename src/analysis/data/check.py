"""Check a folder of data: its settings, its tables and its ledger."""

from pathlib import Path

from analysis.data.commentary import commentary_problems
from analysis.data.folder import read_folder
from analysis.data.ledger.opening import ledger_problems
from analysis.data.partnership import open_partnership
from analysis.data.problems import Problem


def check_folder(folder: Path | str) -> list[Problem]:
    """Return every problem in a folder of data.

    The ledger is read with the tables, so that it is checked once these are right.

    Raises
    ------
    FolderError
        When there is no such folder.
    """
    read = read_folder(Path(folder))
    found = [*read.problems, *read.doubtful]
    if not read.problems:
        partners = [str(one) for one in read.tables["partners"]["id"]]
        found += commentary_problems(Path(folder), partners)
    if read.problems or read.settings is None or not read.settings.ledger.files:
        return found
    return [*found, *ledger_problems(open_partnership(folder))]
