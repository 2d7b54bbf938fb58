"""Find, check and shift the headings of Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
ATTRIBUTES = re.compile(r"[ \t]*\{[^}]*\}$")


def headings(text: str) -> list[tuple[int, str]]:
    """Return the levels and texts of Markdown's headings.

    Only headings that are marked with ``#`` count; code blocks are left out.

    Parameters
    ----------
    text
        Markdown.
    """
    found = [ATX.match(line) for line, is_code in _lines(text) if not is_code]
    return [(len(m[1]), ATTRIBUTES.sub("", m[2])) for m in found if m]


def skipped(texts: Iterable[str]) -> str | None:
    """Return what is wrong with a page's headings, or none.

    An accessible PDF has to begin with its highest level and may not skip one.

    Parameters
    ----------
    texts
        The page's Markdown, in order.
    """
    outline = [heading for text in texts for heading in headings(text)]
    if not outline:
        return None
    top, before = min(outline)[0], ""
    at = top - 1
    for level, heading in outline:
        if level > at + 1:
            after = f"after “{before}”" if before else "at the start"
            return f"the heading “{heading}” skips a level {after}"
        at, before = level, heading
    return None


def shift(text: str, by: int) -> str:
    """Return Markdown with each heading some levels down, or up.

    Parameters
    ----------
    text
        Markdown.
    by
        How many levels down; no heading goes above 1 or below 6.
    """
    return "\n".join(
        line if is_code or not ATX.match(line) else _shifted(line.lstrip(" "), by)
        for line, is_code in _lines(text)
    )


def without_empty_sections(texts: Sequence[str]) -> list[str]:
    r"""Return a page's texts without headings that have nothing below them.

    A section ends at the next heading of its level or a higher one, whichever of the
    texts that is in.

    Parameters
    ----------
    texts
        The page's Markdown, in order.

    Examples
    --------
    >>> without_empty_sections(["## One\n### Two", "## Three", "Words."])
    ['', '## Three', 'Words.']
    """
    lines = [
        (number, line, None if is_code else _level(line))
        for number, text in enumerate(texts)
        for line, is_code in _lines(text)
    ]
    kept: list[list[str]] = [[] for _ in texts]
    for place, (number, line, level) in enumerate(lines):
        if level is None or _is_filled(lines[place + 1 :], level):
            kept[number].append(line)
    return ["\n".join(own) for own in kept]


def _is_filled(below: Iterable[tuple[int, str, int | None]], level: int) -> bool:
    for _, line, other in below:
        if other is not None and other <= level:
            return False
        if other is None and line.strip(" :"):
            return True
    return False


def _level(line: str) -> int | None:
    found = ATX.match(line)
    return len(found[1]) if found else None


def as_read_in_jupyter(text: str) -> str:
    """Return Markdown that Pandoc reads as JupyterLab shows it.

    A heading needs no blank line above it; a line of hyphens is a rule, and never
    begins a block of metadata.

    Parameters
    ----------
    text
        Markdown.
    """
    made: list[str] = []
    for line, is_code in _lines(text):
        before = made[-1].strip() if made else ""
        if not is_code and ATX.match(line) and before:
            made.append("")
        rule = not is_code and not before and line.strip() == "---"
        made.append("***" if rule else line)
    return "\n".join(made)


def _shifted(line: str, by: int) -> str:
    words = line.lstrip("#")
    level = min(max(len(line) - len(words) + by, 1), 6)
    return "#" * level + words


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it is part of a code block."""
    fence = ""
    for line in text.split("\n"):
        mark = FENCE.match(line)
        opens = bool(mark) and not fence
        closes = (
            bool(fence) and line.strip().startswith(fence) and not line.strip(" `~")
        )
        if mark and opens:
            fence = mark[1]
        yield line, bool(fence)
        if closes:
            fence = ""
