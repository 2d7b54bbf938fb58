"""Lay out the folder that a renderer turns into the site."""

import base64
import filecmp
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import BuildError
from analysis.pipeline import nodes
from analysis.pipeline.nodes import NotebookNode
from analysis.pipeline.render.pages import FILES

# What a project may hold beside its notebooks.
LOOK = ("_brand.yml", "assets", "_extensions")


def read_config(root: Path) -> dict[str, Any]:
    """Return what the repository's ``_quarto.yml`` says.

    Parameters
    ----------
    root
        The repository.

    Raises
    ------
    BuildError
        If it is missing or cannot be read.
    """
    try:
        config = yaml.safe_load((root / "_quarto.yml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BuildError(f"There is no _quarto.yml in {root}.") from error
    except yaml.YAMLError as error:
        raise BuildError(f"_quarto.yml: {error}") from error
    if not isinstance(config, dict):
        raise BuildError("_quarto.yml has to be keys and values.")
    return config


def stage(
    project: Path,
    root: Path,
    config: Mapping[str, Any],
    notebooks: Mapping[str, NotebookNode],
) -> None:
    """Write a fresh project: its configuration, look and prepared notebooks.

    Parameters
    ----------
    project
        The folder to write; what stood there goes.
    root
        The repository, which holds the look.
    config
        The configuration.
    notebooks
        The prepared notebooks by page.
    """
    shutil.rmtree(project, ignore_errors=True)
    _lay_out(project, root, config)
    for page, notebook in notebooks.items():
        write_page(project, page, notebook)


def write_page(project: Path, page: str, notebook: NotebookNode) -> None:
    """Write a prepared notebook to a project, and the files that its cells carry.

    Parameters
    ----------
    project
        The project's folder.
    page
        The page's path in the site, without suffix.
    notebook
        The prepared notebook, which carries no files afterwards.
    """
    target = project / f"{page}.ipynb"
    for cell in notebook.cells:
        for name, content in cell.metadata.pop(FILES, {}).items():
            path = (target.parent / name).resolve()
            path.parent.mkdir(parents=True, exist_ok=True)
            drawn = not name.endswith((".png", ".jpg"))
            path.write_bytes(content.encode() if drawn else base64.b64decode(content))
    nodes.write(notebook, target)


def copy_page(source: Path, project: Path, page: str) -> None:
    """Copy a page from one project to another, with the files beside it.

    Parameters
    ----------
    source, project
        The projects' folders.
    page
        The page's path in the site, without suffix.
    """
    (project / page).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / f"{page}.ipynb", project / f"{page}.ipynb")
    shutil.rmtree(project / f"{page}_files", ignore_errors=True)
    if (source / f"{page}_files").is_dir():
        shutil.copytree(source / f"{page}_files", project / f"{page}_files")


def refresh(
    project: Path, root: Path, config: Mapping[str, Any], pages: Collection[str]
) -> None:
    """Bring a project up to date, but for its notebooks.

    Parameters
    ----------
    project
        The folder.
    root
        The repository, which holds the look.
    config
        The configuration.
    pages
        The pages that belong to it; notebooks of others go.
    """
    look = [path for name in LOOK for path in _files(root / name)]
    wanted = {f"{page}.ipynb" for page in pages}
    wanted |= {path.relative_to(root).as_posix() for path in look}
    for path in _files(project):
        name = path.relative_to(project).as_posix()
        if name not in wanted and name.partition("_files/")[0] not in pages:
            path.unlink()
    _lay_out(project, root, config)


def _files(place: Path) -> list[Path]:
    return [p for p in (place, *place.rglob("*")) if p.is_file()]


def _lay_out(project: Path, root: Path, config: Mapping[str, Any]) -> None:
    project.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(dict(config), allow_unicode=True, sort_keys=False)
    (project / "_quarto.yml").write_text(text, encoding="utf-8")
    for path in (path for name in LOOK for path in _files(root / name)):
        target = project / path.relative_to(root)
        if not (target.is_file() and filecmp.cmp(path, target, shallow=False)):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
