"""What is saved while the site is built is built as well."""

from pathlib import Path

import pytest

from analysis.pipeline.preview.server import State
from analysis.pipeline.preview.watch import build_on_save
from analysis.pipeline.preview.worker import Result


class SavedMeanwhile:
    """Build a site whose notebook is saved during the first build."""

    def __init__(self, notebook: Path) -> None:
        self.notebook, self.built = notebook, list[str]()

    def build(self) -> Result:
        """Note what the notebook holds; after the second time it is enough."""
        self.built.append(self.notebook.read_text("utf-8"))
        if len(self.built) == 2:
            raise KeyboardInterrupt
        self.notebook.write_text("later", "utf-8")
        return Result()

    def stop(self) -> None:
        """Have no process to end."""


# What lies in the project's own reports is not watched; the project itself may lie
# in a folder of that name.
@pytest.mark.parametrize("where", ["project", "reports/project"])
def test_what_is_saved_during_the_first_build_is_built_next(
    tmp_path: Path, where: str
) -> None:
    folder = tmp_path / where / "notebooks"
    folder.mkdir(parents=True)
    notebook = folder / "savings.ipynb"
    notebook.write_text("first", "utf-8")
    builder = SavedMeanwhile(notebook)
    said: list[str] = []
    build_on_save(
        builder,
        State(tmp_path),
        [folder],
        say=said.append,
        ready=lambda: said.append("ready"),
    )
    assert builder.built == ["first", "later"]
    assert said == ["ready", "changed: savings.ipynb"]
