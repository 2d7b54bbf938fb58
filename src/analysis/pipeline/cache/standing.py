"""Know at once that a build has nothing to do, because nothing at all has changed.

A finished build leaves a note of everything it was made from and of the site it made.
Where the same is asked for, and neither has changed since, the site stands as it
would be built; no notebook, table or library has to be opened to know that.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.pipeline.cache import keys, marks
from analysis.pipeline.cache.marks import Mark
from analysis.pipeline.execute.trace import digest_of
from analysis.pipeline.files import RECORD, UNCHANGED, write_whole
from analysis.protocol import EDITIONS_FOLDER

VERSION = 3


class Standing:
    """Compare what a build would be made from with what the last one was made from.

    Parameters
    ----------
    place
        The file of the note.
    site
        The site's folder.
    asked
        What is asked for, as plain values.
    inputs
        Files and folders that a site is made from, beside the package itself.
    """

    def __init__(
        self,
        place: Path,
        site: Path,
        asked: Mapping[str, Any],
        inputs: Iterable[Path],
    ) -> None:
        self._place, self._site = place, site
        self._asked = {"version": VERSION, "installed": keys.versions(), **asked}
        self._inputs = [keys.PACKAGE, *inputs]
        self._note = _read(place)
        known = _marks(self._note.get("inputs", {}))
        # Before anything is read: a file saved during a build counts as changed.
        self.inputs = marks.taken(marks.files_below(self._inputs), known, content=True)

    def holds(self) -> bool:
        """Return whether the site stands as a build would make it now."""
        note = self._note
        if note.get("asked") != self._asked:
            return False
        if not marks.same(self.inputs, _marks(note["inputs"])):
            return False
        if any(digest_of(path) != sha for path, sha in note["reads"].items()):
            return False
        return self.site_is_as_left()

    def has_changed(self, *places: Path) -> bool:
        """Return whether files have changed since the last build, or none is known.

        Parameters
        ----------
        places
            The files, and folders of files.
        """
        folders = tuple(f"{place}{os.sep}" for place in places)
        before = _marks(self._note.get("inputs", {}))

        def below(found: marks.Marks) -> dict[str, Mark]:
            return {p: m for p, m in found.items() if p.startswith(folders)}

        return not marks.same(below(self.inputs), below(before))

    def site_is_as_left(self) -> bool:
        """Return whether the site is known to be as this code's last build left it."""
        if self._note.get("code") != keys.code_of_pages():
            return False
        before = _marks(self._note["site"])
        return bool(before) and marks.same(self._standing(before), before)

    def say_reused(self) -> int:
        """Have its edition's records say that all was reused; return how many reports.

        What they say of other editions in the site, and of a report there that failed,
        stays as it is.
        """
        day, count = self._note["day"], 0
        for folder in (self._site, self._site / EDITIONS_FOLDER / day):
            place = folder / RECORD
            before = place.read_text(encoding="utf-8") if place.is_file() else "{}"
            content = json.loads(before)
            if content.get("as_at") == day:
                count = _reuse(content["reports"])
                text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
                if f"{text}\n" != before:
                    write_whole(place, f"{text}\n")
        self._write(self._note["reads"], day)
        return count

    def forget(self) -> None:
        """Take the note away: the site is about to change."""
        self._place.unlink(missing_ok=True)

    def keep(self, reads: Mapping[str, str], inputs: Iterable[Path], day: str) -> None:
        """Note that the site is made from what was found at the beginning.

        Parameters
        ----------
        reads
            What notebooks have read, and the digests of it.
        inputs
            The data files. Where one lies outside of the folders that are looked
            at, files might appear beside it unseen, and nothing is noted.
        day
            The date of the edition that was built, as YYYY-MM-DD.
        """
        inside = {os.path.realpath(path) for path in self.inputs}
        if all(os.path.realpath(path) in inside for path in inputs):
            marks.let_settle(self._site)
            self._write({p: sha for p, sha in reads.items() if p not in inside}, day)

    def _standing(self, known: Mapping[str, Mark]) -> dict[str, Mark]:
        paths = marks.files_below([self._site])
        return marks.taken(paths, known, content=False)

    def _write(self, reads: Mapping[str, str], day: str) -> None:
        note = {
            "day": day,
            "asked": self._asked,
            "code": keys.code_of_pages(),
            "inputs": self.inputs,
            "reads": dict(reads),
            "site": self._standing({}),
        }
        write_whole(self._place, json.dumps(note))


def _reuse(reports: Iterable[dict[str, Any]]) -> int:
    """Say of reports that they were reused; return how many notebooks that is."""
    count = 0
    for report in reports:
        if report["status"] != "kept":
            report.update(status="reused", why=UNCHANGED)
            count += report["notebook"] is not None
    return count


def _read(place: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        note = json.loads(place.read_text(encoding="utf-8"))
        if isinstance(note, dict) and "asked" in note:
            return note
    return {}


def _marks(content: Mapping[str, list[Any]]) -> dict[str, Mark]:
    return {path: Mark(*values) for path, values in content.items()}
