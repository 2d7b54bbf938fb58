"""Render those pages of an edition that have to be rendered."""

import shutil
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cached_property
from math import ceil
from typing import Any

from pebble import ProcessExpired
from rich.console import Console

from analysis.cache import Cache, digest_of_value, versions
from analysis.errors import EngineError
from analysis.pipeline import progress
from analysis.pipeline.code import code_of_pages
from analysis.pipeline.execute.pool import Workers, ended, local
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.render.parts import Part, render
from analysis.pipeline.render.project import LOOK, refresh
from analysis.pipeline.render.rendered import find_rendered
from analysis.pipeline.site.navigation import ENGINES, configure
from analysis.pipeline.site.pages import Pages

FEW = 8
"""So many pages are rendered right here; processes for more have to start first."""


class Rendering:
    """Render the pages of an edition that are not there yet, some at a time.

    Each part is rendered in a folder of its own and kept as soon as it is whole,
    so that a build which is broken off has lost one part at most. Parts are rendered
    in processes of their own: what rendering loads and holds goes with them.

    Parameters
    ----------
    edition
        What is made.
    engine
        The renderer.
    config
        What the repository's ``_quarto.yml`` says.
    made
        The pages.
    cache
        Where rendered pages are kept.
    """

    def __init__(
        self,
        edition: Edition,
        engine: Engine,
        config: dict[str, Any],
        made: Pages,
        cache: Cache,
    ) -> None:
        self._edition, self._engine, self._made = edition, engine, made
        self._config = config
        self.names = made.names()
        self.cache = cache
        self.keys = made.keys(self._common())
        self.new = [name for name in self.names if not self._is_there(name)]

    @cached_property
    def _planned(self) -> frozenset[str]:
        """Return all pages and documents there may be."""
        edition = self._edition
        return frozenset({*(r.page for r in edition.planned), *edition.present})

    @cached_property
    def fresh(self) -> frozenset[str]:
        """Return what is rendered by this build, to look names up in."""
        return frozenset(self.new)

    def run(self, console: Console) -> None:
        """Render what is not there.

        Raises
        ------
        EngineError
            If the renderer fails, and not because of pages that it names.
        """
        if not self.new:
            return
        places, root = self._edition.places, self._edition.request.root
        present = self._edition.present
        log = places.logs / "render.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_bytes(b"")
        shutil.rmtree(places.parts, ignore_errors=True)
        places.parts.mkdir(parents=True)
        refresh(places.project, root, self._settings(self._staged()), present)
        parts = list(self._parts())
        name = ENGINES.get(self._engine.name, self._engine.name)
        with (
            progress.rendering(len(self.new), name, console) as shown,
            self._executor() as pool,
        ):
            futures = [
                pool.submit(render, self._part(names, number))
                for number, names in enumerate(parts)
            ]
            try:
                for names, future in zip(parts, futures, strict=True):
                    for page, failure in future.result().items():
                        if not self._made.failure(page):
                            self._made.fail(page, failure)
                    shown.rendered(len(names))
            except ProcessExpired as error:
                raise EngineError(
                    f"Rendering broke off: {ended(error)}. What had been rendered is "
                    f"kept. The messages are in {self._workers().log}."
                ) from error
            finally:
                pool.shutdown(cancel_futures=True)
        shutil.rmtree(places.parts, ignore_errors=True)

    def _is_there(self, name: str) -> bool:
        """Return whether a page is there; one that had failed has failed again."""
        if self._edition.request.force:
            return False
        found = find_rendered(self.cache, name, self.keys[name])
        if found is None:
            return False
        page, _ = found
        if page.failure and not self._made.failure(name):
            self._made.fail(name, page.failure)
        return True

    def _common(self) -> str:
        """Return a digest of what every page depends on."""
        request, engine = self._edition.request, self._engine
        look = [request.root / name for name in LOOK]
        return digest_of_value(
            [
                *(code_of_pages(self.cache.files), versions()),
                *(engine.name, engine.version),
                self.cache.files.of_tree(look, request.root),
                # Not as staged: a page is the same whatever is rendered with it.
                self._settings(()),
                sorted(r.page for r in self._edition.planned),
                sorted(request.formats),
                (request.partnership, request.as_at, request.notice),
            ]
        )

    def _settings(self, staged: Collection[str]) -> dict[str, Any]:
        engine = self._engine.name, self._engine.version
        shown, request = self._edition.shown, self._edition.request
        return configure(self._config, shown, request, staged, engine)

    def _staged(self) -> list[str]:
        """Return the pages and documents whose notebooks the project will hold."""
        there, present = self._edition.places.project, self._edition.present
        return [
            name
            for name in present
            if name in self.fresh or (there / f"{name}.ipynb").is_file()
        ]

    def _parts(self) -> Iterator[list[str]]:
        most = self._engine.at_once
        size = max(1, min(most, ceil(len(self.new) / self._at_a_time())))
        for start in range(0, len(self.new), size):
            yield self.new[start : start + size]

    def _part(self, names: Sequence[str], number: int) -> Part:
        return Part(
            engine=self._engine,
            settings=self._settings(names),
            keys={name: self.keys[name] for name in names},
            drafts=self._made.drafts(names),
            cache=self.cache.folder,
            planned=self._planned,
            folder=self._edition.places.parts / str(number),
        )

    def _at_a_time(self) -> int:
        return self._edition.request.jobs if self._engine.parallel else 1

    def _executor(self) -> Executor:
        if len(self.new) <= FEW or not self._engine.parallel:
            return ThreadPoolExecutor(self._at_a_time())
        return local(self._workers())

    def _workers(self) -> Workers:
        places = self._edition.places
        return Workers(
            jobs=self._at_a_time(),
            log=places.logs / "rendering.log",
            # What a killed process leaves there goes with the next build.
            environment={"TMPDIR": str(places.parts)},
            modules=("analysis.pipeline.render.parts", *self._engine.modules),
            calls=0,
        )
