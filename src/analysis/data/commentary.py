"""Read what councils themselves say of their pages: commentary/<council>-<topic>.md."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from analysis.data.problems import Problem, suggestion

FOLDER = "commentary"
FENCED = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n(.*)\Z", re.DOTALL)
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
KEYS = ("author", "role", "date")


@dataclass(frozen=True)
class Commentary:
    """Hold what somebody says of a council's page.

    Attributes
    ----------
    author, role
        Who says it.
    day
        The day from which it is shown.
    words
        What is said, as Markdown without headings.
    """

    author: str
    role: str
    day: date
    words: str


def commentary_on(folder: Path, partner: str, topic: str) -> Commentary | None:
    """Return what is said of a council's page; None where nothing is.

    Parameters
    ----------
    folder
        A partnership's folder.
    partner
        The council's id.
    topic
        The topic: a notebook's name.
    """
    try:
        text = (folder / FOLDER / f"{partner}-{topic}.md").read_text(encoding="utf-8")
    except OSError:
        return None
    found, _ = _read(text, "")
    return found


def commentary_problems(folder: Path, partners: Collection[str]) -> list[Problem]:
    """Return what is wrong with the commentary of a partnership.

    Parameters
    ----------
    folder
        The partnership's folder.
    partners
        The ids of its councils.
    """
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*")):
        file = f"{FOLDER}/{path.name}"
        whose = [one for one in partners if path.stem.startswith(f"{one}-")]
        if path.suffix != ".md" or not whose:
            known = tuple(f"{one}-savings.md" for one in partners)
            hint = suggestion(path.name, known) or f", such as {', '.join(known[:1])}"
            expected = f"a name of council, hyphen, topic and .md{hint}"
            problems.append(Problem(file, 0, "", path.name, expected))
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            problems.append(Problem(file, 0, "", path.name, "text in UTF-8"))
            continue
        problems += _read(text, file)[1]
    return problems


def _read(text: str, file: str) -> tuple[Commentary | None, list[Problem]]:
    """Return a commentary, or what is wrong with it."""
    fenced = FENCED.match(text.replace("\r\n", "\n"))
    expected = f"{', '.join(KEYS)} between two lines of ---, and then what is said"
    if not fenced:
        return None, [Problem(file, 1, "", text.split("\n")[0], expected)]
    try:
        front = yaml.safe_load(fenced[1])
    except yaml.YAMLError as error:
        front = str(error)
    if not isinstance(front, dict):
        return None, [Problem(file, 1, "", "---", expected)]
    problems = [
        Problem(file, 0, key, "", "who says it" if key != "date" else "YYYY-MM-DD")
        for key in KEYS
        if not front.get(key)
    ]
    day = front.get("date")
    if day and type(day) is not date:
        wanted = "a date as YYYY-MM-DD, such as 2018-08-03"
        problems.append(Problem(file, 0, "date", str(day), wanted))
    words = fenced[2].strip()
    heading = HEADING.search(words)
    if heading or not words:
        wanted = "words without a heading" if words else "what is said"
        problems.append(Problem(file, 0, "", heading[0] if heading else "", wanted))
    if problems or type(day) is not date:
        return None, problems
    return Commentary(str(front["author"]), str(front["role"]), day, words), []
