"""Make a site of Quarto lighter."""

import re
import shutil
from pathlib import Path

from analysis.pipeline.render.lighter.css import Uses
from analysis.pipeline.render.lighter.words import Words

HERE = Path(__file__).parent
LIBRARIES = "site_libs"
SEARCH = "quarto-search"
LOADER = "when-asked.js"
# The search is loaded when it is asked for.
SEARCHING = ("autocomplete.umd.js", "fuse.min.js", "quarto-search.js")
BUBBLES = ("tippy.umd.min.js", "popper.min.js", "tippy.css")
"""Show notes and references beside the pointer; a page has to call for them."""

PART = re.compile(
    r'<script src="([^"]*)"[^>]*></script>\n?'
    r'|<link href="([^"]*)" rel="stylesheet"[^>]*>\n?'
)
# For a navigation bar that hides; this one stays.
TOGGLE = (
    ' onclick="if (window.quartoToggleHeadroom) { window.quartoToggleHeadroom(); }"'
)
HIGHLIGHT = re.compile(r"quarto-syntax-highlighting[\w-]*\.css")
DRAWN = frozenset({"search"})
"""Icons that are drawn by a rule of our own, and not by the font."""


def lighten_quarto(site: Path, pages: Words) -> None:
    """Make a site of light pages lighter, and have it work the same.

    Parameters
    ----------
    site : Path
        A site as Quarto built it, or one that is light already.
    pages : Words
        The words of its pages.
    """
    libraries = site / LIBRARIES
    if (libraries / SEARCH).is_dir():
        shutil.copy(HERE / "search.js", libraries / SEARCH / LOADER)
    uses = Uses.of(site, pages)
    for path in libraries.glob("bootstrap/bootstrap-*.min.css"):
        uses.lighten(path)
    _drop_icons(libraries / "bootstrap", pages)


def load_less(page: Path) -> None:
    """Take out of a page what it does not need when it opens.

    Parameters
    ----------
    page : Path
        The page, as Quarto built it.
    """
    text = page.read_text(encoding="utf-8")
    unused = {"clipboard.min.js", *SEARCHING}
    if text.count("tippyHover(") < 2:
        unused |= {*BUBBLES}
    if "sourceCode" not in text:
        unused |= {*HIGHLIGHT.findall(text)}

    def replaced(part: re.Match[str]) -> str:
        folder, _, name = (part[1] or part[2]).rpartition("/")
        if name not in unused:
            return part[0]
        loader = f'<script src="{folder}/{LOADER}"></script>\n'
        return loader if name == SEARCHING[0] else ""

    lighter = PART.sub(replaced, text).replace(TOGGLE, "")
    if lighter != text:
        page.write_text(lighter, encoding="utf-8")


def _drop_icons(folder: Path, pages: Words) -> None:
    """Draw the few icons that pages show, and leave out a font of two thousand."""
    used = {word.removeprefix("bi-") for word in pages.classes if word[:3] == "bi-"}
    styles = folder / "bootstrap-icons.css"
    if styles.is_file() and used <= DRAWN:
        shutil.copy(HERE / "icons.css", styles)
        (folder / "bootstrap-icons.woff").unlink(missing_ok=True)
