"""Leave out of a built site the styles and icons that no page uses."""

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ICONS = "site_libs/bootstrap-icons"
USED_ICONS = {"bi-search"}
WORD = re.compile(r"[A-Za-z][\w-]*")
CLASS = re.compile(r"\.(-?[A-Za-z][\w-]*)")
# A picture in a url() may hold brackets and the other kind of quotation mark.
MARK = re.compile(r"""[{};]|url\((?:"[^"]*"|'[^']*'|[^)]*)\)|"[^"]*"|'[^']*'""")
CONDITIONAL = ("@media", "@supports", "@layer", "@container")


def lighten(site: Path) -> None:
    """Make the pages of a site lighter, and look the same.

    Bootstrap's stylesheet and icon font are two thirds of what a page loads, and
    nearly all of both is for parts that these pages do not have.

    Parameters
    ----------
    site : Path
        A site as smalldocs built it.
    """
    used: set[str] = set()
    for path in [*site.rglob("*.html"), *site.rglob("*.js")]:
        # A script may put a class on an element by any of the words in it.
        used.update(WORD.findall(path.read_text(encoding="utf-8")))
    for path in site.glob("site_libs/themes/*.css"):
        text = path.read_text(encoding="utf-8")
        path.write_text(keep_used(text, used), encoding="utf-8")
    if (site / ICONS).is_dir() and {
        word for word in used if word.startswith("bi-")
    } <= USED_ICONS:
        shutil.rmtree(site / ICONS)
        (site / ICONS).mkdir()
        shutil.copy(HERE / "icons.css", site / ICONS / "bootstrap-icons.min.css")


def keep_used(css: str, used: set[str]) -> str:
    """Keep the rules of a stylesheet that can apply to something.

    Parameters
    ----------
    css : str
        The stylesheet.
    used : set of str
        Every class that an element may have.

    Returns
    -------
    str
        The stylesheet without the selectors that name another class.

    Examples
    --------
    >>> keep_used("p,.a{x:y}.b{x:y}@media print{.b{x:y}}", {"a"})
    'p,.a{x:y}'
    """
    kept = []
    for head, body in _rules(css):
        if head.startswith(CONDITIONAL):
            inner = keep_used(body, used)
            if inner:
                kept.append(f"{head}{{{inner}}}")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}" if body else head)
        else:
            selectors = [s for s in _split(head) if used.issuperset(CLASS.findall(s))]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def _rules(css: str) -> "Iterator[tuple[str, str]]":
    """Go through the outermost rules: what stands before the brace, and within."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    start = depth = opened = 0
    for match in MARK.finditer(css):
        mark = match[0]
        if mark == "{":
            depth += 1
            opened = match.start() if depth == 1 else opened
        elif mark == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : match.start()]
                start = match.end()
        elif mark == ";" and depth == 0:
            yield css[start : match.end()].strip(), ""
            start = match.end()


def _split(selectors: str) -> list[str]:
    """Part a list of selectors at the commas that stand in no bracket."""
    return re.split(r",(?![^(\[]*[)\]])", selectors)
