"""Make a site of smalldocs lighter."""

import shutil
from pathlib import Path

from analysis.build.lighter.css import keep_asked_for, keep_used, words_of

ICONS = "site_libs/bootstrap-icons"
USED_ICONS = {"bi-search"}
ICON = Path(__file__).with_name("icons.css")


def lighten_smalldocs(site: Path) -> None:
    """Make the pages of a site lighter, and look the same.

    Bootstrap's stylesheet and icon font are two thirds of what a page loads, and
    nearly all of both is for parts that these pages do not have.

    Parameters
    ----------
    site : Path
        A site as smalldocs built it.
    """
    files = [*site.rglob("*.html"), *site.rglob("*.js")]
    used = words_of(files)
    for path in site.glob("site_libs/themes/*.css"):
        others = [p for p in site.rglob("*.css") if p != path] + files
        texts = (p.read_text(encoding="utf-8") for p in others)
        kept = keep_used(path.read_text(encoding="utf-8"), used)
        path.write_text(keep_asked_for(kept, texts), encoding="utf-8")
    icons = {word for word in used if word.startswith("bi-")}
    if (site / ICONS).is_dir() and icons <= USED_ICONS:
        shutil.rmtree(site / ICONS)
        (site / ICONS).mkdir()
        shutil.copy(ICON, site / ICONS / "bootstrap-icons.min.css")
