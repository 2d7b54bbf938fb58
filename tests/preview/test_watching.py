"""What is saved while the site is built is built as well."""

from pathlib import Path

from analysis.build.preview.loop import Loop
from analysis.build.preview.made import Made
from analysis.build.preview.server import State


class SavedMeanwhile:
    """Build a site whose notebook is saved during the first build."""

    def __init__(self, notebook: Path) -> None:
        self.notebook, self.built = notebook, list[str]()

    def build(self) -> Made:
        """Note what the notebook holds; after the second time it is enough."""
        self.built.append(self.notebook.read_text("utf-8"))
        if len(self.built) == 2:
            raise KeyboardInterrupt
        self.notebook.write_text("later", "utf-8")
        return Made()

    def discard(self, *, libraries: bool = False) -> None:
        """Have nothing that is kept."""

    def close(self) -> None:
        """Have nothing to end."""


def test_what_is_saved_during_the_first_build_is_built_next(tmp_path: Path) -> None:
    notebook = tmp_path / "savings.ipynb"
    notebook.write_text("first", "utf-8")
    builder = SavedMeanwhile(notebook)
    said: list[str] = []
    Loop(builder, State(tmp_path), said.append).run(
        [tmp_path], lambda: said.append("ready")
    )
    assert builder.built == ["first", "later"]
    assert said == ["ready", "changed: savings.ipynb"]
