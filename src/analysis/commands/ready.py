"""Have ready in one process what each report of a batch would do again."""

from pathlib import Path


def ready(data: Path) -> None:
    """Read a folder of data and load fonts, for processes forked from this one.

    Parameters
    ----------
    data
        The folder.
    """
    # Here, since whoever hands this function on need not have what it loads.
    from analysis.data.folder import read_folder
    from analysis.present import style

    read_folder(data)
    style.draw(lambda figure: style.scale(figure.subplots(), str))
