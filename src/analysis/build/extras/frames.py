"""Give pages what Markdown cannot say: charts in frames, the way to a page on top."""

import re
from collections.abc import Iterable
from pathlib import Path

from analysis.build.files import write_whole

CHART = re.compile(
    r'<p>(<img (?:[^>"]|"[^"]*")*src="[^"]+_files/[^"]+\.svg"(?:[^>"]|"[^"]*")*>)</p>'
)
CRUMBS = re.compile(r'<nav class="breadcrumbs".*?</nav>\n?', re.DOTALL)
TITLE = re.compile(r'<header id="title-block-header"')


def add_frames(pages: Iterable[Path]) -> None:
    """Put each chart in a frame that can scroll, and breadcrumbs above the title.

    Parameters
    ----------
    pages
        The pages, as files.
    """
    for page in pages:
        text = page.read_text(encoding="utf-8")
        made = CHART.sub(r'<div class="chart-scroll">\1</div>', _lifted(text))
        if made != text:
            write_whole(page, made)


def _lifted(text: str) -> str:
    """Return a page whose breadcrumbs stand above its title."""
    crumbs, title = CRUMBS.search(text), TITLE.search(text)
    if not (crumbs and title and title.start() < crumbs.start()):
        return text
    rest = text[title.start() : crumbs.start()] + text[crumbs.end() :]
    return text[: title.start()] + crumbs[0] + rest
