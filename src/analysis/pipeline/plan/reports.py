"""Decide which reports follow from the notebooks, before anything runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import yaml

from analysis.errors import (
    BuildError,
    FrontMatterError,
    NotebookError,
    UnknownParameterError,
)
from analysis.pipeline.config import BuildRequest, Partner
from analysis.pipeline.nodes import NotebookNode
from analysis.pipeline.plan.frontmatter import (
    LIVE_TEXTS,
    Source,
    filled,
    planned,
    read_source,
)

WHOLE = "evaluation"


@dataclass(frozen=True)
class Report:
    """Describe one report: a notebook, for one partner or once.

    Parameters
    ----------
    page
        Its path in the site, without suffix.
    source
        The notebook it comes from.
    partner
        The partner it is about, or none.
    title, subtitle, description, nav
        Its texts, filled in.
    parameters
        What the notebook is run with.
    texts
        What placeholders of its front matter stand for.
    """

    page: str
    source: Source
    partner: Partner | None
    title: str
    subtitle: str
    description: str
    nav: str
    parameters: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        """Return the topic, which is the notebook's stem."""
        return self.source.topic

    @property
    def order(self) -> int:
        """Return its place in navigation."""
        return self.source.order


def plan(request: BuildRequest) -> tuple[Report, ...]:
    """Return every report of a partnership, in the order of navigation.

    Parameters
    ----------
    request
        The build; its filters are not applied here.

    Returns
    -------
    tuple of Report
        Those made once, then those of each partner in turn.

    Raises
    ------
    NotebookError
        If a notebook cannot be planned: its front matter, its parameters, or
        a page that two notebooks claim.
    """
    sources = _sources(request)
    once = [_report(s, None, request) for s in sources if not s.per_partner]
    each = [
        _report(source, partner, request)
        for partner in request.partners
        for source in sources
        if source.per_partner
    ]
    reports = (*once, *each)
    _check_pages(reports, request.partners)
    return reports


def select(reports: Sequence[Report], request: BuildRequest) -> tuple[Report, ...]:
    """Return the reports that a request asks for.

    ``only_partners`` leaves out the pages of other partners and keeps the
    pages made once, which speak of all partners. ``only_topics`` leaves out
    every other topic, whoever it is about.

    Raises
    ------
    BuildError
        If a name is not known, or nothing is left to build.
    """
    _check_names("partner", request.only_partners, (p.id for p in request.partners))
    topics = dict.fromkeys(r.topic for r in sorted(reports, key=lambda r: r.order))
    _check_names("topic", request.only_topics, topics)
    chosen = tuple(
        r
        for r in reports
        if (not request.only_topics or r.topic in request.only_topics)
        and (
            not request.only_partners
            or r.partner is None
            or r.partner.id in request.only_partners
        )
    )
    if not chosen:
        raise BuildError("There is nothing to build: no notebook makes a report.")
    return chosen


def whole_documents(
    chosen: Sequence[Report], planned: Sequence[Report], formats: frozenset[str]
) -> dict[str, tuple[Report, ...]]:
    """Return the documents that hold all of a partner's pages.

    Parameters
    ----------
    chosen
        The reports that are made.
    planned
        All reports; a partner some of whose pages are not made has no document.
    formats
        The formats made; the documents are PDF only.

    Returns
    -------
    dict
        The documents' paths, and the reports each of them holds.
    """
    if "pdf" not in formats:
        return {}
    made = {report.page for report in chosen}
    held: dict[str, list[Report]] = {}
    for report in planned:
        if report.partner:
            held.setdefault(f"{report.partner.id}/{WHOLE}", []).append(report)
    return {
        page: tuple(reports)
        for page, reports in held.items()
        if all(report.page in made for report in reports)
    }


def _sources(request: BuildRequest) -> list[Source]:
    if not request.notebooks.is_dir():
        raise NotebookError(f"There is no folder {request.notebooks.name} to build.")
    paths = [p for p in request.notebooks.glob("*.ipynb") if p.name[0] not in "._"]
    sources = [read_source(path) for path in sorted(paths)]
    return sorted(sources, key=lambda s: (s.order, s.topic))


def _report(source: Source, partner: Partner | None, request: BuildRequest) -> Report:
    texts = {
        "partner": partner.id if partner else "",
        "partner_name": partner.name if partner else "",
        "partnership_name": request.partnership,
        "as_at_text": request.as_at_text,
    }
    parameters = {"as_at": request.as_at.isoformat(), "data": request.data_parameter}
    if partner:
        parameters = {"partner": partner.id, **parameters}
    check_parameters(source, parameters)
    return Report(
        page=source.page.format_map(texts),
        source=source,
        partner=partner,
        title=planned(source.title, texts),
        subtitle=planned(source.subtitle, texts),
        description=planned(source.description, texts),
        nav=source.nav.format_map(texts),
        parameters=parameters,
        texts=texts,
    )


def with_live_texts(report: Report, executed: NotebookNode) -> Report:
    """Return a report whose title and other texts are those that its run gave."""
    front = yaml.safe_load(executed.cells[0].source.strip().strip("-"))
    title, subtitle, description = (
        filled(front.get(key, ""), report.texts) for key in LIVE_TEXTS
    )
    return replace(report, title=title, subtitle=subtitle, description=description)


def check_parameters(source: Source, parameters: Mapping[str, str]) -> None:
    """Refuse to run a notebook with parameters that it does not declare.

    papermill itself only warns, and the notebook then runs on its defaults.

    Raises
    ------
    UnknownParameterError
        If a parameter is not declared.
    FrontMatterError
        If a page made once declares ``partner``, which it is never given.
    """
    has = ", ".join(source.parameters) or "none"
    for name in parameters:
        if name not in source.parameters:
            raise UnknownParameterError(
                f"{source.name} does not declare the parameter {name!r}, which the "
                f"build sets. Its cell tagged 'parameters' declares: {has}."
            )
    if "partner" in source.parameters and not source.per_partner:
        raise FrontMatterError(
            f"{source.name} declares the parameter 'partner', but its page "
            f"{source.page!r} is made once. Put {{partner}} into page, or take the "
            "parameter out."
        )


def _check_pages(reports: Iterable[Report], partners: Iterable[Partner]) -> None:
    taken = {f"{p.id}/{WHOLE}": "the document that holds all pages" for p in partners}
    for report in reports:
        if report.page in taken:
            raise FrontMatterError(
                f"{report.source.name} makes the page {report.page!r}, which is "
                f"already made by {taken[report.page]}."
            )
        taken[report.page] = report.source.name


def _check_names(kind: str, asked: Iterable[str], known: Iterable[str]) -> None:
    allowed = list(known)
    for name in asked:
        if name not in allowed:
            raise BuildError(
                f"There is no {kind} {name!r}. There are: {', '.join(allowed)}."
            )
