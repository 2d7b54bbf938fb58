"""Say what a rendered page is made of, and what its site has to know of it."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from analysis.pipeline.execute.outcome import Failure
from analysis.pipeline.render.extras.facts import Facts


@dataclass(frozen=True)
class Rendered:
    """Say what a rendered page is made of.

    Parameters
    ----------
    key
        The digest of all that it depends on.
    files
        Its files in the site, and their digests.
    entries
        What the site's search index says of it.
    failure
        Why the page only says that there is no report, if it does.
    facts
        What the rest of a site has to know of it.
    """

    key: str
    files: dict[str, str] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)
    failure: Failure | None = None
    facts: Facts = field(default_factory=Facts)


_ADAPTER = TypeAdapter(Rendered)


def read_rendered(path: Path) -> Rendered:
    """Return what was noted of a rendered page.

    Parameters
    ----------
    path
        The note.
    """
    return _ADAPTER.validate_json(path.read_bytes())


class Joined:
    """Collect what a site has to know of its pages.

    There may be thousands, which name the same things again and again: each of
    these is held once.
    """

    def __init__(self) -> None:
        self.facts: dict[str, Facts] = {}
        self._leads: dict[tuple[str, str], tuple[str, str]] = {}

    def add(self, name: str, found: Rendered) -> None:
        """Take in a page; a document has nothing that others have to know.

        Parameters
        ----------
        name
            Its path in the site, without suffix.
        found
            What is known of it.
        """
        if found.facts.title:
            leads = tuple(self._leads.setdefault(at, at) for at in found.facts.leads)
            self.facts[f"{name}.html"] = replace(found.facts, leads=leads)
