"""Pages of the embedded renderer: smalldocs, on the project's own settings."""

import shutil
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import yaml
from smalldocs import config as smalldocs_config
from smalldocs import site as smalldocs_site

from analysis.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.pipeline.render.embedded.documents import Document
    from analysis.pipeline.render.embedded.project import Project


# smalldocs is meant to be used once at a time.
_ONE = threading.Lock()


def build_pages(project: "Project", documents: "Sequence[Document]") -> list[str]:
    """Build the HTML pages of a site, with search, styles and charts.

    Parameters
    ----------
    project : Project
        The project.
    documents : sequence of Document
        Its pages; those that are for print only are left out.

    Returns
    -------
    list of str
        A line for each thing a reader of the log should know.

    Raises
    ------
    EngineError
        If smalldocs refuses the project or one of its pages.
    """
    with TemporaryDirectory(prefix="pages-") as name:
        work, built = Path(name) / "work", Path(name) / "site"
        project.copy_rest(work)
        for document in documents:
            if "html" in document.formats:
                document.write(work, ".qmd", format=None)
        settings = yaml.safe_dump(_settings(project, built), allow_unicode=True)
        (work / "_quarto.yml").write_text(settings, encoding="utf-8")
        try:
            with _ONE:
                made = smalldocs_site.build(work, quiet=True)
        except (smalldocs_config.BuildError, smalldocs_config.ConfigError) as error:
            raise EngineError(
                f"smalldocs could not build the pages: {error}"
            ) from error
        shutil.copytree(built, project.site, dirs_exist_ok=True)
    # PDFs are not there yet, so a link to one is no reason for a warning.
    lost = [(page, href) for page, href in made.broken if not href.endswith(".pdf")]
    return [f"{page}: no page or file for the link {href}" for page, href in lost]


def _settings(project: "Project", output: Path) -> dict[str, object]:
    """Keep what smalldocs reads of ``_quarto.yml``, with an output of its own."""
    settings = dict(project.config)
    own = {"render": ["*.qmd", "**/*.qmd"], "output-dir": str(output)}
    settings["project"] = {**settings["project"], **own}
    settings["format"] = {"html": settings.get("format", {}).get("html") or {}}
    settings.pop("execute", None)
    # Where the first page is in another part, smalldocs would lead to its folder.
    website = dict(settings.get("website") or {})
    if bar := website.get("navbar"):
        website["navbar"] = {"logo-href": "index.html", **bar}
    return settings | {"website": website}
