"""The manifest of a site, build.json: what was built, from what, by what."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from analysis.errors import BuildError
from analysis.pipeline.files import RECORD

SCHEMA = 1
NAME = RECORD


@dataclass(frozen=True)
class FileDigest:
    """Name a file and its digest.

    Parameters
    ----------
    path
        The file: an output from the site's folder, an input from the project's.
    sha256
        The digest of its content.
    """

    path: str
    sha256: str


@dataclass(frozen=True)
class ReportEntry:
    """Say how one page or document was made.

    Parameters
    ----------
    page
        Its path in the site, without suffix.
    topic
        The notebook's stem, or ``evaluation`` for a partner's whole document.
    partner
        The partner's id, or none.
    status
        ``built``; ``reused``, where nothing it depends on has changed; ``failed``;
        or ``kept`` by a build that left it out.
    notebook
        The notebook, or none for a document made of several pages.
    parameters
        What it was run with.
    reason
        Why it failed, or none.
    why
        Why it was built or reused.
    key
        The digest of all that the page depends on.
    """

    page: str
    topic: str
    partner: str | None
    status: str
    notebook: FileDigest | None
    parameters: dict[str, str] = field(default_factory=dict)
    reason: str | None = None
    why: str = ""
    key: str = ""


@dataclass(frozen=True)
class Manifest:
    """Say what one build made.

    Parameters
    ----------
    partnership, as_at
        Whose record the reports show, and as at which day (ISO).
    engine, engine_version
        The renderer.
    formats
        What was made of each page.
    package, python
        The versions of this package and of Python.
    reports
        The pages, in the order of navigation.
    inputs
        The data files.
    editions
        At the top of a site: the days of the editions kept in it. Else none.
    schema
        The version of this layout.
    """

    partnership: str
    as_at: str
    engine: str
    engine_version: str
    formats: tuple[str, ...]
    package: str
    python: str
    reports: tuple[ReportEntry, ...]
    inputs: tuple[FileDigest, ...]
    editions: tuple[str, ...] = ()
    schema: int = SCHEMA

    @property
    def failed(self) -> tuple[ReportEntry, ...]:
        """Return the reports that this build could not make."""
        return tuple(r for r in self.reports if r.status == "failed")

    def is_like(self, other: "Manifest") -> bool:
        """Tell whether both are of the same pages, whatever was built or reused."""

        def content(manifest: Manifest) -> Manifest:
            reports = (
                replace(r, status=r.status if r.status == "failed" else "", why="")
                for r in manifest.reports
            )
            return replace(manifest, reports=tuple(reports), editions=())

        return content(self) == content(other)

    def to_json(self) -> str:
        """Return the manifest as JSON, its keys in order."""
        content = _ADAPTER.dump_python(self, mode="json")
        text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
        return text + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Return the manifest that `to_json` wrote.

        Raises
        ------
        BuildError
            If the text is no manifest, or one of another version's layout.
        """
        try:
            content: Any = json.loads(text)
            if content["schema"] != SCHEMA:
                raise BuildError(f"{NAME} is of another version: {content['schema']}.")
            return _ADAPTER.validate_python(content)
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            raise BuildError(f"{NAME} is not a build's record.") from error


_ADAPTER = TypeAdapter(Manifest)


def read_manifest(site: Path) -> Manifest | None:
    """Return the manifest in a site's folder, or none where there is no site."""
    path = site / NAME
    if not path.is_file():
        return None
    return Manifest.from_json(path.read_text(encoding="utf-8"))


def digest(path: Path, base: Path) -> FileDigest:
    """Return a file's digest, with its path relative to a folder.

    Parameters
    ----------
    path
        The file.
    base
        The folder; a file outside of it is named with its own folder only.
    """
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    path, base = path.resolve(), base.resolve()
    inside = path.is_relative_to(base)
    name = path.relative_to(base if inside else path.parent.parent)
    return FileDigest(name.as_posix(), content)
