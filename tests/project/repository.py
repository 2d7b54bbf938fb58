"""Where the project stands, and what is in its tree."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "analysis"

# A run of make inside of a run of make is told so through these.
FROM_MAKE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "GNUMAKEFLAGS")


def tracked() -> list[Path]:
    """Return every file that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return sorted(path for path in paths if path.is_file())


def text_of(path: Path) -> str | None:
    """Return a file's text, or None where it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in the project, as from a shell of its own."""
    environment = {k: v for k, v in os.environ.items() if k not in FROM_MAKE}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
