"""A project as the embedded renderer reads it: its settings and its colours."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import EngineError

SOURCES = {".ipynb", ".qmd"}


@dataclass(frozen=True)
class Project:
    """The folder of a project, with ``_quarto.yml`` and ``_brand.yml`` read.

    Attributes
    ----------
    root : Path
        The folder.
    config : dict
        What ``_quarto.yml`` holds.
    brand : dict
        What ``_brand.yml`` holds.
    """

    root: Path
    config: dict[str, Any]
    brand: dict[str, Any]

    @classmethod
    def open(cls, root: Path) -> "Project":
        """Read the settings of a project.

        Parameters
        ----------
        root : Path
            The folder that holds ``_quarto.yml``.

        Returns
        -------
        Project
            The project.

        Raises
        ------
        EngineError
            If a settings file is missing or is not YAML.
        """
        root = root.resolve()
        return cls(root, _read(root / "_quarto.yml"), _read(root / "_brand.yml"))

    @property
    def site(self) -> Path:
        """Find the folder that the site goes to."""
        return self.root / str(self.config["project"].get("output-dir", "_site"))

    @property
    def lang(self) -> str:
        """State the language of pages that do not name their own."""
        return str(self.config.get("lang", "en-GB"))

    @property
    def website(self) -> dict[str, Any]:
        """Collect the settings of the site."""
        return dict(self.config.get("website") or {})

    @property
    def html(self) -> dict[str, Any]:
        """Collect the settings of the pages."""
        return dict(self.config.get("format", {}).get("html") or {})

    @property
    def styles(self) -> list[str]:
        """List the style sheets of the pages, as paths in the site."""
        return _listed(self.html.get("css"))

    @property
    def reader(self) -> str:
        """State how Markdown is read, as Pandoc names it."""
        return str(self.config.get("from", "markdown"))

    @property
    def typst(self) -> dict[str, Any]:
        """Collect the settings of the PDFs."""
        return dict(self.config.get("format", {}).get("typst") or {})

    def sources(self) -> list[Path]:
        """List the files that become pages, in order."""
        return [p for p in self._files() if p.suffix in SOURCES]

    def copy_resources(self) -> None:
        """Copy to the site what its pages load or lead to."""
        project = self.config["project"]
        named = [*self.styles, *_listed(self.website.get("favicon"))]
        for pattern in [*named, *_listed(project.get("resources"))]:
            # A pattern that ends so names folders in Python, and files elsewhere.
            files = f"{pattern}/*" if pattern.endswith("**") else pattern
            for path in (p for p in self.root.glob(files) if p.is_file()):
                target = self.site / path.relative_to(self.root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)

    def copy_rest(self, folder: Path) -> None:
        """Copy everything that is not a page to another folder.

        Parameters
        ----------
        folder : Path
            Where the files go, under the same paths.
        """
        for path in self._files():
            if path.suffix not in SOURCES:
                target = folder / path.relative_to(self.root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)

    def colours(self) -> dict[str, str]:
        """Resolve the brand's colours.

        Returns
        -------
        dict of str to str
            The palette's names and the parts they play, each with its ``#RRGGBB``.

        Raises
        ------
        EngineError
            If a part refers to a colour that the palette does not hold.
        """
        section = dict(self.brand.get("color", {}))
        found = dict(section.pop("palette", {}))
        for part, value in section.items():
            colour = found.get(value, value)
            if not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(colour)):
                raise EngineError(
                    f"_brand.yml: color: {part}: '{value}' is neither a colour such as "
                    "#12436D nor a name in the palette."
                )
            found[part] = str(colour)
        return found

    def _files(self) -> list[Path]:
        def left_out(path: Path) -> bool:
            parts = path.relative_to(self.root).parts
            hidden = any(part.startswith((".", "_")) for part in parts)
            return hidden or path.is_relative_to(self.site)

        found = (path for path in self.root.rglob("*") if path.is_file())
        return sorted(path for path in found if not left_out(path))


def _listed(value: Any) -> list[str]:
    """Return what settings give as one text, several or none."""
    return [value] if isinstance(value, str) else [str(one) for one in value or ()]


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EngineError(f"There is no {path.name} in {path.parent}.") from error
    except yaml.YAMLError as error:
        raise EngineError(f"{path.name} is not YAML: {error}") from error
    return content if isinstance(content, dict) else {}
