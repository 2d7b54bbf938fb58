"""Make a site of Quarto lighter."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis.build.lighter.css import Uses

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
ICON = re.compile(r"\bbi-([a-z0-9][\w-]*)")
DRAWN = frozenset({"search"})
"""Icons that are drawn by a rule of our own, and not by the font."""


def lighten_quarto(site: Path) -> None:
    """Make the pages of a site lighter, and work the same.

    Parameters
    ----------
    site : Path
        A site as Quarto built it, or one that is light already.
    """
    libraries = site / LIBRARIES
    pages = list(site.rglob("*.html"))
    for page in pages:
        _load_less(page)
    if (libraries / SEARCH).is_dir():
        shutil.copy(HERE / "search.js", libraries / SEARCH / LOADER)
    uses = Uses.of(site)
    for path in libraries.glob("bootstrap/bootstrap-*.min.css"):
        uses.lighten(path)
    _drop_icons(libraries / "bootstrap", pages)


def _load_less(page: Path) -> None:
    """Take out of a page what it does not need when it opens."""
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


def _drop_icons(folder: Path, pages: Sequence[Path]) -> None:
    """Draw the few icons that pages show, and leave out a font of two thousand."""
    texts = (page.read_text(encoding="utf-8") for page in pages)
    used = {name for text in texts for name in ICON.findall(text)}
    styles = folder / "bootstrap-icons.css"
    if styles.is_file() and used <= DRAWN:
        shutil.copy(HERE / "icons.css", styles)
        (folder / "bootstrap-icons.woff").unlink(missing_ok=True)
