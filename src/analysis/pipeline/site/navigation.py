"""Write the site's configuration: its title, navigation bar and footer."""

from collections.abc import Collection, Sequence
from typing import Any

from analysis.pipeline.config import BuildRequest
from analysis.pipeline.plan.reports import Report

# A menu of more councils than this helps nobody; a page lists them instead.
LONGEST_MENU = 12
ENGINES = {"quarto": "Quarto", "embedded": "the embedded renderer"}


def configure(
    config: dict[str, Any],
    reports: Sequence[Report],
    request: BuildRequest,
    staged: Collection[str],
    engine: tuple[str, str],
) -> dict[str, Any]:
    """Return the project's configuration with what depends on the partnership.

    Parameters
    ----------
    config
        What the repository's ``_quarto.yml`` says.
    reports
        Every report that the site will hold.
    request
        The build.
    staged
        The pages that are rendered now; links to others name their HTML.
    engine
        The renderer's name and version, for the footer.
    """
    website = dict(config.get("website") or {})
    navbar = dict(website.get("navbar") or {})
    footer = website.get("page-footer")
    project = dict(config.get("project") or {})
    project.pop("pre-render", None)
    return {
        **config,
        "project": project,
        "website": {
            **website,
            "title": f"{request.partnership} evaluation",
            "navbar": {**navbar, "left": _bar(reports, staged)},
            "page-footer": {
                **(footer if isinstance(footer, dict) else {}),
                "left": _as_at(request),
                "right": f"Made with {engine_text(*engine)}.",
            },
        },
    }


def engine_text(name: str, version: str) -> str:
    """Return a renderer's name and version as readers see them."""
    return f"{ENGINES.get(name, name)} ({version})"


def _as_at(request: BuildRequest) -> str:
    text = f"{request.partnership}, as at {request.as_at_text}."
    return f"{request.notice} {text}" if request.notice else text


def _bar(reports: Sequence[Report], staged: Collection[str]) -> list[dict[str, Any]]:
    """Return Home, the councils, then the pages made once, in their order."""
    once = sorted((r for r in reports if r.partner is None), key=lambda r: r.order)
    home = [_item(r, r.nav, staged) for r in once if r.page == "index"]
    rest = [_item(r, r.nav, staged) for r in once if r.page != "index"]
    councils = [
        _item(r, r.partner.name, staged)
        for r in reports
        if r.partner and r.page == f"{r.partner.id}/index"
    ]
    menu = [{"text": "Councils", "menu": councils}]
    return [*home, *(menu if 0 < len(councils) <= LONGEST_MENU else []), *rest]


def _item(report: Report, text: str, staged: Collection[str]) -> dict[str, str]:
    suffix = "ipynb" if report.page in staged else "html"
    return {"text": text, "href": f"{report.page}.{suffix}"}
