"""Build a site as a command asks for it, and no more of it than has changed."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import typer

from analysis.commands.ready import ready
from analysis.pipeline.cache import keys
from analysis.pipeline.cache.standing import Standing
from analysis.pipeline.config import FORMATS, BuildRequest, Partner, Places
from analysis.pipeline.execute.ahead import Ahead
from analysis.pipeline.execute.environment import environment
from analysis.pipeline.execute.imports import imported_by
from analysis.pipeline.execute.warm import Crew
from analysis.pipeline.files import RECORD, write_whole

LOOK = ("notebooks", "_quarto.yml", "_brand.yml", "assets", "_extensions")
VERSION = 1

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """Hold what a command asks for.

    Attributes
    ----------
    root, data
        The folders of the project and of the partnership's data.
    as_at
        A day as YYYY-MM-DD, or none for that of the newest publication.
    out
        The site's folder, or none for the usual one.
    partners, topics
        What is to be built; all where empty.
    engine
        The renderer's name, or ``auto``.
    formats
        What is made of each page.
    """

    root: Path
    data: Path
    as_at: str | None
    out: Path | None
    partners: tuple[str, ...]
    topics: tuple[str, ...]
    engine: str
    formats: frozenset[str]

    def places(self) -> Places:
        """Return where its files go."""
        return Places.at(self.root, self.out)

    def standing(self) -> Standing:
        """Return what tells whether anything has changed since the last build."""
        program = _program(self.engine)
        plain: dict[str, Any] = {
            **{name: str(getattr(self, name)) for name in ("root", "data", "out")},
            "as_at": self.as_at,
            "engine": self.engine,
            "program": str(program),
            "partners": list(self.partners),
            "topics": list(self.topics),
            "formats": sorted(self.formats),
        }
        look = [self.root / name for name in LOOK]
        programs = version_files(program) if program else []
        places = self.places()
        return Standing(
            places.standing, places.out, plain, [*look, self.data, *programs]
        )

    def ahead(self, standing: Standing, **more: Any) -> Ahead:
        """Start what runs notebooks, where any is likely to run.

        Parameters
        ----------
        standing
            What was found of the project's files.
        more
            How notebooks are run, by name.
        """
        notebooks, places = self.root / "notebooks", self.places()
        changed = (notebooks, self.data, keys.PACKAGE)
        paths = [notebooks / f"{topic}.ipynb" for topic in self.topics]
        crew = Crew(
            log=places.logs / "workers.log",
            environment=environment(places),
            modules=imported_by(paths or sorted(notebooks.glob("*.ipynb"))),
            first=partial(ready, self.data),
            **more,
        )
        # Nothing is written before the first build is known to be one that can be.
        needed = places.logs.is_dir() and standing.has_changed(*changed)
        return Ahead(crew, needed=needed)

    def request(
        self, standing: Standing, ahead: Ahead | None = None, **more: Any
    ) -> BuildRequest:
        """Return the request; the data are opened only where they have changed.

        Parameters
        ----------
        standing
            What was found of the data's files.
        ahead
            Where they are opened; without, in this process.
        more
            What else the request says, by name.

        Raises
        ------
        FolderError, CheckError
            If the data cannot be opened.
        """
        facts = _remembered(self._facts(), _key(self, standing))
        if facts is None:
            call = ahead.call if ahead else _here
            facts = call(_opened, self.data, self.as_at)
        return BuildRequest(
            root=self.root,
            partnership=facts["name"],
            partners=tuple(Partner(*pair) for pair in facts["partners"]),
            as_at=date.fromisoformat(facts["as_at"]),
            data=self.data,
            inputs=tuple(Path(path) for path in facts["files"]),
            out=self.out,
            only_partners=self.partners,
            only_topics=self.topics,
            formats=self.formats,
            notice=facts["notice"],
            first=partial(ready, self.data),
            **more,
        )

    def remember(self, standing: Standing, request: BuildRequest) -> None:
        """Note what the data say of a build, for as long as they do not change.

        Where a file lies outside of the folder, others might appear beside it
        unseen: then nothing is noted.

        Parameters
        ----------
        standing
            What was found of the data's files before they were opened.
        request
            What came of them.
        """
        if not all(_inside(path, self.data) for path in request.inputs):
            return
        facts = {
            "name": request.partnership,
            "partners": [[partner.id, partner.name] for partner in request.partners],
            "as_at": request.as_at.isoformat(),
            "notice": request.notice,
            "files": [str(path) for path in request.inputs],
        }
        text = json.dumps({"key": _key(self, standing), "facts": facts})
        write_whole(self._facts(), text)

    def _facts(self) -> Path:
        return (
            self.places().cache / "opened" / keys.digest_of_value(str(self.data))[:16]
        )


def formats(name: str) -> frozenset[str]:
    """Return the formats that an option's value names.

    Parameters
    ----------
    name
        A format, or ``all``.
    """
    return FORMATS if name == "all" else frozenset({name})


def stands(standing: Standing, asked: Asked) -> bool:
    """Return whether the site stands as it would be built, and say so.

    Parameters
    ----------
    standing
        What was found.
    asked
        What is asked for.

    Raises
    ------
    BusyError
        If another build holds the site's folder.
    """
    out = asked.places().out
    if not (out / RECORD).is_file():
        return False
    from analysis.pipeline.site.deploy import lock

    with lock(out):
        if not standing.holds():
            return False
        count = standing.say_reused()
    typer.echo(f"0 of {count} reports run, 0 pages rendered, none failed")
    return True


def version_files(program: Path) -> list[Path]:
    """Return the files of Quarto that are others in another version.

    The program itself is a short script that starts what does the work, and may be
    the same in two versions.

    Parameters
    ----------
    program
        Quarto's program.
    """
    return [program, program.parents[1] / "share" / "version"]


def _program(engine: str) -> Path | None:
    """Return the renderer's program, where that is not part of what is installed."""
    if engine == "embedded":
        return None
    from analysis.pipeline.programs import find_quarto

    found = find_quarto()
    return found.resolve() if found else None


def _opened(data: Path, as_at: str | None) -> dict[str, Any]:
    """Open the data, check them, and return what a build has to know of them."""
    from analysis.data import open_ledger, open_partnership

    record = open_partnership(data, as_at)
    open_ledger(record)  # Its problems stop a build as those of a table do.
    names = record.partners[["id", "name"]].itertuples(index=False, name=None)
    return {
        "name": record.settings.name,
        "partners": [[str(part) for part in pair] for pair in names],
        "as_at": record.as_at.isoformat(),
        "notice": record.settings.notice,
        "files": [str(path) for path in record.files],
    }


def _here(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return function(*args, **kwargs)


def _remembered(place: Path, key: str) -> dict[str, Any] | None:
    with contextlib.suppress(OSError, ValueError, KeyError):
        noted = json.loads(place.read_text(encoding="utf-8"))
        if noted["key"] == key:
            facts: dict[str, Any] = noted["facts"]
            return facts
    return None


def _key(asked: Asked, standing: Standing) -> str:
    """Return a digest of all that opening the data depends on."""
    parts = {
        path: mark.sha256
        for path, mark in standing.inputs.items()
        if Path(path).is_relative_to(asked.data)
    }
    return keys.digest_of_value(
        [
            VERSION,
            str(asked.data),
            asked.as_at,
            parts,
            keys.code_of_reports(),
            keys.versions(),
        ]
    )


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
