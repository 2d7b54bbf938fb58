"""Find the programs that are not Python's, and ask for their versions."""

import shutil
import subprocess
import sys
from pathlib import Path

from analysis.errors import EngineError


def find_quarto() -> Path | None:
    """Find the ``quarto`` program on the PATH, or beside the running Python.

    The PyPI package of Quarto puts it beside Python, which is on the PATH only of
    those who activate the environment.

    Returns
    -------
    Path or None
        The program, or None if there is none.
    """
    beside = str(Path(sys.executable).parent)
    found = shutil.which("quarto") or shutil.which("quarto", path=beside)
    return Path(found) if found else None


def quarto_version(program: Path) -> str:
    """Ask Quarto for its version.

    Returns
    -------
    str
        The version, such as ``"1.9.38"``.

    Raises
    ------
    EngineError
        If the program does not run.
    """
    try:
        done = subprocess.run(  # noqa: S603
            [program, "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise EngineError(f"Quarto does not run ({program}): {error}") from error
    return done.stdout.strip()
