"""What papermill finds by the names ``in-process`` and ``kernel``.

papermill loads this while it is being loaded itself, so nothing of it may be
imported here at once.
"""

from importlib import import_module
from typing import Any

from analysis.pipeline.nodes import NotebookNode


class _Plugin:
    """Lead papermill to one of our engines."""

    engine: str

    @classmethod
    def execute_notebook(
        cls, nb: NotebookNode, kernel_name: str, **options: Any
    ) -> NotebookNode:
        """Run a notebook."""
        module, name = cls.engine.split(":")
        engine = getattr(import_module(module), name)
        made: NotebookNode = engine.execute_notebook(nb, kernel_name, **options)
        return made

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """Return the kernel that a notebook names, or the one given."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        """Return the language of a notebook, or the one given."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))


class InProcessPlugin(_Plugin):
    """Run notebooks in the calling process."""

    engine = "analysis.pipeline.execute.engine:InProcessEngine"


class KernelPlugin(_Plugin):
    """Run notebooks in a kernel, as papermill does, with live values in their words."""

    engine = "analysis.pipeline.execute.kernel:KernelEngine"
