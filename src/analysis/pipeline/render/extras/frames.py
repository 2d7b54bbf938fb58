"""Give pages what Markdown cannot say: frames, the way to a page, unbroken amounts."""

import re
from collections.abc import Iterable
from pathlib import Path

from analysis.pipeline.files import write_whole
from analysis.protocol import CHART_FRAME

CHART = re.compile(
    r'<p>(<img (?:[^>"]|"[^"]*")*src="[^"]+_files/[^"]+\.svg"(?:[^>"]|"[^"]*")*>)</p>'
)
CRUMBS = re.compile(r'<nav class="breadcrumbs".*?</nav>\n?', re.DOTALL)
AMOUNT = re.compile(r"[+\N{MINUS SIGN}]£\d+(?:[.,]\d+)*\w*")
WHOLE = "<span data-whole>"
# Scripts, styles, the head, comments, and tags with whatever their values hold.
NOT_TEXT = re.compile(
    r"""<(script|style|head)\b.*?</\1>|<!--.*?-->|<(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL,
)
TITLE = re.compile(r'<header id="title-block-header"')


def add_frames(pages: Iterable[Path]) -> None:
    """Put charts in frames that scroll, breadcrumbs on top, and keep amounts whole.

    A line may break between a sign and a £, which leaves the sign behind.

    Parameters
    ----------
    pages
        The pages, as files.
    """
    for page in pages:
        text = page.read_text(encoding="utf-8")
        made = CHART.sub(rf'<div class="{CHART_FRAME}">\1</div>', _lifted(text))
        made = keep_whole(made)
        if made != text:
            write_whole(page, made)


def keep_whole(text: str) -> str:
    """Return a page whose signed amounts no line breaks.

    Examples
    --------
    >>> keep_whole('<p title="+£5m">It was +£5m.</p>')
    '<p title="+£5m">It was <span data-whole>+£5m</span>.</p>'
    """
    made, before, end = [], "", 0
    for found in NOT_TEXT.finditer(text):
        words = text[end : found.start()]
        if before != WHOLE:
            words = AMOUNT.sub(rf"{WHOLE}\g<0></span>", words)
        made += [words, found[0]]
        before, end = found[0], found.end()
    return "".join([*made, text[end:]])


def _lifted(text: str) -> str:
    """Return a page whose breadcrumbs stand above its title."""
    crumbs, title = CRUMBS.search(text), TITLE.search(text)
    if not (crumbs and title and title.start() < crumbs.start()):
        return text
    rest = text[title.start() : crumbs.start()] + text[crumbs.end() :]
    return text[: title.start()] + crumbs[0] + rest
