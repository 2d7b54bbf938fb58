"""Render those pages of an edition that have to be rendered."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path
from typing import Any

from rich.console import Console

from analysis.build import progress
from analysis.build.assemble import Assembly
from analysis.build.edition import Edition
from analysis.build.engines import Engine
from analysis.build.finish import check_whole
from analysis.build.keys import code_of_pages, digest_of_files, digest_of_value
from analysis.build.navigation import ENGINES, configure
from analysis.build.outcome import Failure
from analysis.build.stage import LOOK, refresh, stage
from analysis.build.store import Store
from analysis.errors import EngineError


class Rendering:
    """Render the pages of an edition that are not there yet, some at a time.

    Each part is rendered in a folder of its own and kept as soon as it is whole,
    so that a build which is broken off has lost one part at most.

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
    """

    def __init__(
        self,
        edition: Edition,
        engine: Engine,
        config: dict[str, Any],
        made: Assembly,
    ) -> None:
        self._edition, self._engine, self._made = edition, engine, made
        self._config = config
        self.names = made.names()
        everything = {*(r.page for r in edition.planned), *edition.present}
        self.store = Store(edition.places.rendered, everything)
        common = self._common()
        self.store.begin(common)
        self.keys = made.keys(common)
        self.new = [name for name in self.names if not self._is_there(name)]

    def run(self, console: Console) -> None:
        """Render what is not there.

        Parameters
        ----------
        console
            Where progress is shown.

        Raises
        ------
        EngineError
            If the renderer fails, and not because of pages that it names.
        """
        places, root = self._edition.places, self._edition.request.root
        log = places.logs / "render.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_bytes(b"")
        shutil.rmtree(places.parts, ignore_errors=True)
        refresh(places.project, root, self._settings(self.names), self.names)
        parts = list(self._parts())
        name = ENGINES.get(self._engine.name, self._engine.name)
        with (
            progress.rendering(len(self.new), name, console) as shown,
            ThreadPoolExecutor(self._at_a_time()) as pool,
        ):
            futures = [
                pool.submit(self._render, part, places.parts / str(number), log)
                for number, part in enumerate(parts)
            ]
            try:
                for part, future in zip(parts, futures, strict=True):
                    future.result()
                    shown.rendered(len(part))
            finally:
                pool.shutdown(cancel_futures=True)
        shutil.rmtree(places.parts, ignore_errors=True)

    def _is_there(self, name: str) -> bool:
        """Return whether a page is there; one that had failed has failed again."""
        if self._edition.request.force:
            return False
        found = self.store.get(name, self.keys[name])
        if found and found.failure and not self._made.failure(name):
            self._made.fail(name, found.failure)
        return found is not None

    def _common(self) -> str:
        """Return a digest of what every page depends on."""
        request, engine = self._edition.request, self._engine
        look = [request.root / name for name in LOOK]
        return digest_of_value(
            [
                *(code_of_pages(), engine.name, engine.version),
                digest_of_files([p for p in look if p.exists()], request.root),
                self._settings(self.names),
                sorted(r.page for r in self._edition.planned),
                sorted(request.formats),
                (request.partnership, request.as_at, request.notice),
            ]
        )

    def _settings(self, staged: Sequence[str]) -> dict[str, Any]:
        engine = self._engine.name, self._engine.version
        shown, request = self._edition.shown, self._edition.request
        return configure(self._config, shown, request, staged, engine)

    def _parts(self) -> Iterator[list[str]]:
        most = self._engine.at_once
        size = max(1, min(most, ceil(len(self.new) / self._at_a_time())))
        for start in range(0, len(self.new), size):
            yield self.new[start : start + size]

    def _at_a_time(self) -> int:
        return self._edition.request.jobs if self._engine.parallel else 1

    def _render(self, names: list[str], folder: Path, log: Path) -> None:
        """Render one part; a page that is refused gives way to one that says so."""
        places, root = self._edition.places, self._edition.request.root
        while True:
            notebooks = self._made.notebooks(names)
            stage(folder, root, self._settings(names), notebooks)
            try:
                formats = self._edition.request.formats
                site = self._engine.make(folder, formats, log)
                break
            except EngineError as error:
                self._refuse(error, names)
        check_whole(site, self._edition, names, self._engine)
        failures = {n: f for n in names if (f := self._made.failure(n))}
        self.store.put(site, {n: self.keys[n] for n in names}, failures)
        for name in names:
            target = places.project / f"{name}.ipynb"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / f"{name}.ipynb", target)
        shutil.rmtree(folder, ignore_errors=True)

    def _refuse(self, error: EngineError, names: Sequence[str]) -> None:
        """Have refused pages replaced; without any, the error goes on."""
        refused: Mapping[str, str] = {
            name: reason
            for name, reason in error.pages.items()
            if name in names and not self._made.failure(name)
        }
        if not refused:
            raise error
        # A document may be refused for no more than a page that is in it.
        documents = self._edition.documents
        pages = {n: why for n, why in refused.items() if n not in documents}
        for name, reason in (pages or refused).items():
            self._made.fail(name, Failure("EngineError", reason))
