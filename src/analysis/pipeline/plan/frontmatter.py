"""Read what a notebook says about itself: its front matter and parameters."""

import ast
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from analysis.errors import FrontMatterError, NotebookError

FORMAT = 4
"""The version of the format of notebooks that is read."""

PLACEHOLDERS = ("partner", "partner_name", "partnership_name", "as_at_text")
PLACEHOLDER = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
REQUIRED = ("page", "title", "nav", "order")
TEXTS = ("page", "title", "subtitle", "description", "nav")
LIVE_TEXTS = ("title", "subtitle", "description")
"""The texts that may hold expressions."""

PAGE = re.compile(r"(\{partner\}|[a-z0-9][a-z0-9_-]*)(/[a-z0-9][a-z0-9_-]*)*")
LIVE = re.compile(r"`\{python\}[ \t][^`]+`")
"""An expression that is evaluated when the notebook has run."""
FENCED = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """Describe one notebook as it stands in the notebooks folder.

    Parameters
    ----------
    path
        The file.
    page, title, subtitle, description, nav
        Texts of the front matter, with their placeholders.
    order
        Its place in navigation.
    parameters
        The names its cell tagged ``parameters`` declares.
    extra
        All other keys of the front matter, handed to the renderer unchanged.
    sha256
        The digest of the file.
    """

    path: Path
    page: str
    title: str
    subtitle: str
    description: str
    nav: str
    order: int
    parameters: tuple[str, ...]
    extra: Mapping[str, Any]
    sha256: str

    @property
    def topic(self) -> str:
        """Return the topic, which is the file's stem."""
        return self.path.stem

    @property
    def name(self) -> str:
        """Return the file with its folder, as messages name it."""
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def has_live_texts(self) -> bool:
        """Return whether its title or another text holds an expression."""
        return any(LIVE.search(getattr(self, key)) for key in LIVE_TEXTS)

    @property
    def per_partner(self) -> bool:
        """Return whether the notebook runs once for each partner."""
        return "{partner}" in self.page


def read_source(path: Path) -> Source:
    """Read one notebook's front matter and parameters.

    Raises
    ------
    FrontMatterError
        If the first cell does not say what page the notebook makes.
    NotebookError
        If the file is no notebook, or its parameters cell is no Python.
    """
    content = path.read_bytes()
    name = f"{path.parent.name}/{path.name}"
    try:
        cells = _cells(content)
    except (ValueError, KeyError, TypeError) as error:
        raise NotebookError(f"{name} is not a notebook: {error}") from error
    front = _front_matter(cells, name)
    return Source(
        path=path,
        **{key: front.get(key, "") for key in TEXTS},
        order=front["order"],
        parameters=_declared(cells, name),
        extra={k: v for k, v in front.items() if k not in {*TEXTS, "order"}},
        sha256=hashlib.sha256(content).hexdigest(),
    )


def filled(text: str, texts: Mapping[str, str]) -> str:
    """Return a text of the front matter with its placeholders filled in."""
    return PLACEHOLDER.sub(lambda found: texts.get(found[1], found[0]), text)


def planned(text: str, texts: Mapping[str, str]) -> str:
    """Return what a text of the front matter reads before the notebook has run."""
    return " ".join(LIVE.sub("", filled(text, texts)).split())


@dataclass(frozen=True)
class _Cell:
    kind: str
    source: str
    tags: frozenset[str]


def _cells(content: bytes) -> list[_Cell]:
    """Return a notebook's cells; nbformat, which checks all, takes long to load."""
    notebook = json.loads(content)
    if notebook["nbformat"] != FORMAT:
        version = notebook["nbformat"]
        raise ValueError(f"its format is {version}; save it anew, as {FORMAT}")
    return [
        _Cell(
            cell["cell_type"],
            "".join(cell["source"]),
            frozenset(cell["metadata"].get("tags", ())),
        )
        for cell in notebook["cells"]
    ]


def _front_matter(cells: Sequence[_Cell], name: str) -> dict[str, Any]:
    """Return the front matter once it has everything that is required."""
    first = cells[0] if cells else None
    fenced = FENCED.match(first.source) if first else None
    if first is None or first.kind != "raw" or fenced is None:
        raise FrontMatterError(
            f"{name}: the first cell has to be a raw cell that holds YAML "
            "between two lines of ---."
        )
    try:
        front = yaml.safe_load(fenced[1])
    except yaml.YAMLError as error:
        raise FrontMatterError(f"{name}: the front matter: {error}") from error
    if not isinstance(front, dict):
        raise FrontMatterError(f"{name}: the front matter has to be keys and values.")
    _check_keys(front, name)
    _check_texts(front, name)
    return front


def _check_keys(front: Mapping[str, Any], name: str) -> None:
    missing = [key for key in REQUIRED if key not in front]
    if missing:
        raise FrontMatterError(
            f"{name}: the front matter lacks {' and '.join(missing)}; "
            f"it needs {', '.join(REQUIRED)}."
        )
    if not isinstance(front["order"], int):
        raise FrontMatterError(
            f"{name}: order has to be a whole number, not {front['order']!r}."
        )


def _check_texts(front: Mapping[str, Any], name: str) -> None:
    for key in TEXTS:
        text = front.get(key, "")
        if not isinstance(text, str):
            raise FrontMatterError(f"{name}: {key} has to be text, not {text!r}.")
        unknown = _placeholders(text, key, name) - set(PLACEHOLDERS)
        if unknown:
            raise FrontMatterError(
                f"{name}: {key} has the placeholder {{{min(unknown)}}}; "
                f"there are {', '.join(f'{{{p}}}' for p in PLACEHOLDERS)}."
            )
    for key in ("page", "nav"):
        if LIVE.search(front[key]):
            raise FrontMatterError(
                f"{name}: {key} is needed before the notebook runs, so it can hold "
                "no expression; title, subtitle and description can."
            )
    if not PAGE.fullmatch(front["page"]):
        raise FrontMatterError(
            f"{name}: page is {front['page']!r}; it has to be a path without "
            'suffix in lower case, such as "methods" or "{partner}/savings".'
        )


def _placeholders(text: str, key: str, name: str) -> set[str]:
    text = LIVE.sub("", text)
    try:
        return {
            field for _, field, _, _ in Formatter().parse(text) if field is not None
        }
    except ValueError as error:
        raise FrontMatterError(f"{name}: {key}: {error}.") from error


def _declared(cells: Sequence[_Cell], name: str) -> tuple[str, ...]:
    """Return the names that the cell tagged ``parameters`` assigns."""
    for cell in cells:
        if "parameters" in cell.tags:
            try:
                body = ast.parse(cell.source).body
            except SyntaxError as error:
                raise NotebookError(
                    f"{name}: the cell tagged 'parameters' is not Python: {error}"
                ) from error
            return tuple(_assigned(body))
    return ()


def _assigned(body: list[ast.stmt]) -> list[str]:
    names = []
    for statement in body:
        match statement:
            case ast.Assign(targets=targets):
                names += [t.id for t in targets if isinstance(t, ast.Name)]
            case ast.AnnAssign(target=ast.Name(id=target)):
                names.append(target)
    return names
