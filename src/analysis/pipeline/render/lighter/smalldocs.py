"""Make a site of smalldocs lighter."""

import shutil
from pathlib import Path

from analysis.pipeline.render.lighter.css import Uses
from analysis.pipeline.render.lighter.words import Words

LIBRARIES = "site_libs"
OWN = f"{LIBRARIES}/smalldocs.css"
ICONS = f"{LIBRARIES}/bootstrap-icons"
USED_ICONS = {"bi-search"}
ICON = Path(__file__).with_name("icons.css")


def lighten_smalldocs(site: Path, pages: Words) -> None:
    """Make the pages of a site lighter, and look the same.

    Bootstrap's stylesheet and icon font are two thirds of what a page loads, and
    nearly all of both is for parts that these pages do not have.

    Parameters
    ----------
    site : Path
        A site as smalldocs built it.
    pages : Words
        The words of its pages.
    """
    uses = Uses.of(site, pages)
    for path in [*site.glob(f"{LIBRARIES}/themes/*.css"), *site.glob(OWN)]:
        uses.lighten(path)
    icons = {word for word in uses.classes if word.startswith("bi-")}
    if (site / ICONS).is_dir() and icons <= USED_ICONS:
        shutil.rmtree(site / ICONS)
        (site / ICONS).mkdir()
        shutil.copy(ICON, site / ICONS / "bootstrap-icons.min.css")
