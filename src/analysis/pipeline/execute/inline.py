"""Put live values into the words of a notebook: `` `{python} money(total)` ``.

The syntax and its rules are Quarto's: a result that shows itself as Markdown is put
in as Markdown, any other as text. One rule is ours: where a value is None, the
paragraph, list item, table row or heading that it stands in is left out.
"""

import ast
import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.errors import InlineError
from analysis.pipeline.nodes import NotebookNode

Evaluate = Callable[[Mapping[str, str]], Mapping[str, Any]]
"""Evaluates expressions by key, as a kernel does its user expressions."""

SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
EXPRESSION = re.compile(r"\{python\}[ \t]+(.+)", re.DOTALL)
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~^@&])")
LEADING = re.compile(r"^(?=[-+:=%(!])|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])")
DIV = re.compile(r"^ {0,3}:{3,}(.*)$")
MISSING = ("None", "nan", "NaT", "<NA>", "np.float64(nan)")
"""How a value that is missing shows itself."""

NOTHING = "<!-- -->"
"""A comment, for a value of which nothing is to be read."""

CODE = ("fence", "code_block")
BLOCKS = ("paragraph_open", "heading_open", "tr_open", "html_block")
TEXTS = ("title", "subtitle", "description")
"""What in the front matter may hold expressions."""

_parser = MarkdownIt("commonmark").enable("table")


def fill_cell(notebook: NotebookNode, index: int, evaluate: Evaluate) -> None:
    """Put the values of its expressions into a cell of words.

    Parameters
    ----------
    notebook
        The notebook.
    index
        The index of a cell of Markdown, which is changed.
    evaluate
        Evaluates the expressions.

    Raises
    ------
    InlineError
        If an expression cannot be evaluated.
    """
    cell = notebook.cells[index]
    with _placed(notebook):
        cell["source"] = fill(cell.source, evaluate, index)


def fill_front_matter(notebook: NotebookNode, evaluate: Evaluate) -> None:
    """Put the values of expressions into a notebook's title and other texts.

    Parameters
    ----------
    notebook
        The notebook, after its last cell was run; its first cell is changed.
    evaluate
        Evaluates the expressions.

    Raises
    ------
    InlineError
        If an expression cannot be evaluated.
    """
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "raw" or "{python}" not in first.source:
        return
    front = yaml.safe_load(first.source.strip().strip("-"))
    with _placed(notebook):
        for key in TEXTS:
            if isinstance(front.get(key), str):
                front[key] = fill(front[key], evaluate, 0).strip()
    written = yaml.safe_dump(front, sort_keys=False, allow_unicode=True)
    first["source"] = f"---\n{written}---"


@contextlib.contextmanager
def _placed(notebook: NotebookNode) -> Iterator[None]:
    """Give an error the notebook it is in, for who says where it stands."""
    try:
        yield
    except InlineError as error:
        error.notebook = notebook
        raise


def failed(cell: NotebookNode) -> bool:
    """Tell whether papermill noted that a cell raised.

    Parameters
    ----------
    cell
        A cell that was run.
    """
    return bool(cell.metadata.get("papermill", {}).get("exception"))


def fill(text: str, evaluate: Evaluate, index: int = 0) -> str:
    """Return Markdown with the values of its expressions put in.

    Parameters
    ----------
    text
        Markdown.
    evaluate
        Evaluates the expressions.
    index
        The index of the cell it stands in, for messages.

    Raises
    ------
    InlineError
        If an expression cannot be evaluated.
    """
    if "{python}" not in text:
        return text
    tokens = _parser.parse(_without_divs(text))
    found = _expressions(text, tokens)
    if not found:
        return text
    wanted = list(dict.fromkeys(expression for _, _, expression in found))
    results = evaluate({str(n): one for n, one in enumerate(wanted)})
    values = {one: written(one, results[str(n)], index) for n, one in enumerate(wanted)}
    lines = text.split("\n")
    gone = {
        line
        for start, _, expression in found
        if values[expression] is None
        for line in _block(tokens, text.count("\n", 0, start))
        # A blank line keeps what follows out of a list whose last item goes.
        if lines[line].strip()
    }
    edits = [
        (start, end, values[expression] or "")
        for start, end, expression in found
        if text.count("\n", 0, start) not in gone
    ]
    for start, end, value in sorted([*edits, *_deleted(text, gone)], reverse=True):
        text = text[:start] + value + text[end:]
    return _without_empty_divs(text) if gone else text


def expressions(text: str) -> list[str]:
    """Return the expressions of some Markdown, in order.

    Parameters
    ----------
    text
        Markdown.
    """
    if "{python}" not in text:
        return []
    tokens = _parser.parse(_without_divs(text))
    return [expression for _, _, expression in _expressions(text, tokens)]


def written(expression: str, result: Mapping[str, Any], index: int) -> str | None:
    """Return what an expression's result reads, as Markdown, or None for None.

    Parameters
    ----------
    expression
        The expression.
    result
        What the kernel says of it.
    index
        The index of the cell it stands in, for messages.

    Raises
    ------
    InlineError
        If it could not be evaluated.
    """
    if result["status"] != "ok":
        reason = f"{result['ename']}: {result['evalue']}"
        raise InlineError(f"the expression `{expression}` gives {reason}", index)
    data = result["data"]
    if "text/markdown" in data:
        return str(data["text/markdown"]).replace(NOTHING, "")
    text = str(data.get("text/plain", ""))
    if text in MISSING:
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        value = None
    return escape(value if isinstance(value, str) else text)


def escape(text: str) -> str:
    """Return Markdown that reads as a text does.

    Parameters
    ----------
    text
        Any text; line breaks become spaces.
    """
    flat = " ".join(text.split("\n"))
    return LEADING.sub(r"\\", SPECIAL.sub(r"\\\1", flat), count=1) if flat else ""


def _expressions(text: str, tokens: Iterable[Token]) -> list[tuple[int, int, str]]:
    """Return where each expression begins and ends, and what it is."""
    code = [t.map for t in tokens if t.type in CODE and t.map]
    found = []
    for match in SPAN.finditer(text):
        line = text.count("\n", 0, match.start())
        inside = any(first <= line < last for first, last in code)
        held = EXPRESSION.fullmatch(match[2]) if match[1] == "`" else None
        if held and not inside:
            found.append((match.start(), match.end(), " ".join(held[1].split())))
    return found


def _block(tokens: list[Token], line: int) -> set[int]:
    """Return the lines of the paragraph, item, row or heading that a line is in."""
    items: list[Token] = []
    for place, token in enumerate(tokens):
        if not token.map or not token.map[0] <= line < token.map[1]:
            continue
        if token.type == "list_item_open":
            items.append(token)
        if token.type in BLOCKS:
            before = tokens[place - 1]
            whole = before if before in items else token
            if token.type == "tr_open" and before.type == "thead_open":
                whole = tokens[place - 2]
            first, last = whole.map or token.map
            return set(range(first, last))
    return {line}


def _deleted(text: str, gone: Iterable[int]) -> list[tuple[int, int, str]]:
    """Return the edits that delete some lines."""
    ends = [match.end() for match in re.finditer(r"\n|\Z", text)]
    return [(ends[n - 1] if n else 0, ends[n], "") for n in gone]


def _without_empty_divs(text: str) -> str:
    kept: list[str] = []
    opened: list[int] = []
    for line in text.split("\n"):
        div = DIV.match(line)
        if div and div[1].strip(" :"):
            opened.append(len(kept))
        elif div and opened:
            start = opened.pop()
            if not any(each.strip() for each in kept[start + 1 :]):
                del kept[start:]
                continue
        kept.append(line)
    return "\n".join(kept)


def _without_divs(text: str) -> str:
    """Return text whose fences of divs are blank, as they part paragraphs."""
    return "\n".join("" if DIV.match(line) else line for line in text.split("\n"))
