"""Say what Pandoc is told for the pages of a site: navigation, footer, look."""

import html
import shutil
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.pipeline.render.embedded import pandoc
from analysis.pipeline.render.embedded.project import Project

STYLES = "site_libs/page.css"
"""Where the style sheet of the page template stands in the site."""


def settings(project: Project) -> dict[str, Any]:
    """Return what Pandoc is told for every page.

    Parameters
    ----------
    project
        The project.
    """
    asked = project.html
    names = ("content.lua", "images.lua", "title.lua")
    own = [str(project.root / path) for path in asked.get("filters", [])]
    footer = project.website.get("page-footer") or {}
    return {
        "template": str(pandoc.HERE / "page.html"),
        "filters": [*(str(pandoc.FILTERS / name) for name in names), *own],
        "metadata": {},
        "options": {
            "table_of_contents": bool(asked.get("toc", True)),
            "toc_depth": int(asked.get("toc-depth", 3)),
            "section_divs": True,
            "html_math_method": "mathml",
        },
        "variables": {
            "lang": project.lang,
            "generator": f"shared-services-evaluation with Pandoc {pandoc.version()}",
            "site-title": html.escape(str(project.website.get("title", ""))),
            "favicon": str(project.website.get("favicon", "")),
            "styles": [STYLES, *project.styles],
            "toc-title": html.escape(str(asked.get("toc-title", "On this page"))),
            "footer-left": html.escape(str(footer.get("left", ""))),
            "footer-right": html.escape(str(footer.get("right", ""))),
        },
    }


def variables(project: Project, page: PurePosixPath) -> dict[str, Any]:
    """Return what Pandoc is told for one page: the way to the root, and its place.

    Parameters
    ----------
    project
        The project.
    page
        Where the page stands in the site, without suffix.
    """
    root = "../" * (len(page.parts) - 1)
    bar = (project.website.get("navbar") or {}).get("left") or []
    return {"root": root, "navbar": [_item(item, root, page) for item in bar]}


def copy_look(site: Path) -> None:
    """Put the style sheet of the page template into a site."""
    (site / STYLES).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(pandoc.HERE / "page.css", site / STYLES)


def _item(item: dict[str, Any], root: str, page: PurePosixPath) -> dict[str, Any]:
    text = html.escape(str(item.get("text", "")))
    if menu := item.get("menu"):
        return {"text": text, "menu": [_item(one, root, page) for one in menu]}
    href = str(item.get("href", ""))
    if "://" not in href:
        path = PurePosixPath(href)
        leads = path.with_suffix(".html") if path.suffix == ".ipynb" else path
        href = f"{root}{leads}"
        if leads.with_suffix("") == page:
            return {"text": text, "href": html.escape(href), "current": True}
    return {"text": text, "href": html.escape(href)}


def engine_version() -> str:
    """State the versions of what the embedded renderer is made of."""
    return f"Pandoc {pandoc.version()}, typst {metadata.version('typst')}"
