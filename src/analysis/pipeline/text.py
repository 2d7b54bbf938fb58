"""Clean text that comes from a run before readers see it."""

import re
from pathlib import Path

ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
# What a message names by its whole path: /home/me/x.csv, C:\Users\me\x.csv.
ABSOLUTE = re.compile(
    r"(?<![\w.:/\\<-])(?:file://)?(?:/(?:[^\s/'\"<>:,;()\[\]]+/)+|[A-Za-z]:\\(?:[^\s\\'\"<>:,;]+\\)+)"
)


def plain(text: str) -> str:
    """Return text without the codes that colour it on a terminal."""
    return ANSI.sub("", text)


def without_paths(text: str, root: Path) -> str:
    """Return text that tells nothing about the machine it was made on.

    Paths inside the project become relative to it; of any other absolute
    path only the last part stays.
    """
    for folder in dict.fromkeys((str(root.resolve()), str(root))):
        text = text.replace(folder + "/", "").replace(folder + "\\", "")
        text = text.replace(folder, ".")
    return ABSOLUTE.sub("…/", text)


def code(text: str) -> str:
    """Return text as a Markdown code span, whatever it holds.

    Parameters
    ----------
    text
        Text of any kind; line breaks become spaces.
    """
    flat = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", flat)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}" if flat else ""
