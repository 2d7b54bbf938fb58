"""Render a part of a site, in whatever process, and keep it."""

import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.cache import Cache
from analysis.errors import EngineError
from analysis.pipeline.config import Places
from analysis.pipeline.execute.outcome import Failure
from analysis.pipeline.render.drafts import Drafts
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.render.extras import facts_of
from analysis.pipeline.render.project import copy_page, stage
from analysis.pipeline.render.rendered import Rendered, keep_rendered


@dataclass(frozen=True)
class Part:
    """Hold all that it takes to render some pages and documents.

    It can be pickled, and holds no page's content.

    Parameters
    ----------
    engine
        The renderer.
    settings
        The configuration of a project of these pages.
    keys
        The pages and documents, each with the digest of all that it depends on.
    drafts
        What they are made of.
    cache
        The folder of the cache in which they are kept.
    planned
        All pages and documents there may be.
    folder
        A folder to work in.
    """

    engine: Engine
    settings: Mapping[str, Any]
    keys: Mapping[str, str]
    drafts: Drafts
    cache: Path
    planned: Collection[str]
    folder: Path

    @property
    def log(self) -> Path:
        """Return the file that the renderer's messages are added to."""
        return Places.of(self.drafts.request).logs / "render.log"


def render(part: Part) -> dict[str, Failure]:
    """Render a part and keep it; a page that is refused gives way to one that says so.

    Returns
    -------
    dict
        What went wrong with pages and documents, before or now.

    Raises
    ------
    EngineError
        If the renderer fails, and not because of pages that it names.
    """
    request, drafts = part.drafts.request, part.drafts
    while True:
        notebooks = drafts.notebooks(part.keys)
        stage(part.folder, request.root, part.settings, notebooks)
        try:
            site = part.engine.render(part.folder, request.formats, part.log)
            break
        except EngineError as error:
            _refuse(error, part)
    _check_whole(site, part)
    made = _finished(site, part)
    keep_rendered(Cache(part.cache), site, made, part.keys, part.planned)
    project = Places.of(request).project
    for name in part.keys:
        copy_page(part.folder, project, name)
    shutil.rmtree(part.folder, ignore_errors=True)
    return drafts.failures


def _finished(site: Path, part: Part) -> dict[str, Rendered]:
    """Complete the pages of a rendered site, and say what is to be known of each."""
    made = {}
    for name in part.keys:
        page = site / f"{name}.html"
        failure = part.drafts.failures.get(name)
        made[name] = Rendered(failure=failure)
        if name not in part.drafts.documents and page.is_file():
            made[name] = replace(made[name], facts=facts_of(site, page))
    return made


def _check_whole(site: Path, part: Part) -> None:
    """Refuse a site that lacks a page which it should hold."""
    formats = sorted(part.drafts.request.formats)
    wanted = [
        f"{name}.{suffix}"
        for name in part.keys
        for suffix in (["pdf"] if name in part.drafts.documents else formats)
    ]
    missing = [name for name in wanted if not (site / name).is_file()]
    if missing:
        raise EngineError(
            f"The renderer {part.engine.name} did not make {', '.join(missing)}. "
            f"Its messages are in {part.log}."
        )


def _refuse(error: EngineError, part: Part) -> None:
    """Have refused pages replaced; without any, the error goes on."""
    drafts = part.drafts
    refused: Mapping[str, str] = {
        name: reason
        for name, reason in error.pages.items()
        if name in part.keys and name not in drafts.failures
    }
    if not refused:
        raise error
    # A document may be refused for no more than a page that is in it.
    pages = {n: why for n, why in refused.items() if n not in drafts.documents}
    for name, reason in (pages or refused).items():
        drafts.failures[name] = Failure("EngineError", reason)
