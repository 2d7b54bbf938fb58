"""Lay out the folder that a renderer turns into the site."""

import filecmp
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import BuildError
from analysis.pipeline import nodes
from analysis.pipeline.nodes import NotebookNode

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
        nodes.write(notebook, project / f"{page}.ipynb")


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
        if path.relative_to(project).as_posix() not in wanted:
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
