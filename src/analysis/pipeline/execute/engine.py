"""A papermill engine that runs a notebook in the process it is called from."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.log import logger

from analysis.pipeline import nodes
from analysis.pipeline.execute import inline
from analysis.pipeline.execute.shell import Message, shell
from analysis.pipeline.nodes import NotebookNode

NAME = "in-process"

# What checks notebooks is made when the first is checked: here once, and not again in
# each process that is forked from one that has this module.
nodes.new("notebook")

# Called with the notebook and each cell's index before that cell is run.
on_cell: list[Callable[[NotebookNode, int], None]] = []


class InProcessEngine(Engine):  # type: ignore[misc]
    """Run notebooks without a kernel, for a process that ends with the notebook.

    `analysis.pipeline.execute.plugin` makes it known to papermill. Nothing is cleared
    away afterwards: what the notebook imports and sets stays in the process.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,  # noqa: ARG003 - part of papermill's protocol
        log_output: bool = False,
        **_: Any,
    ) -> None:
        """Run every cell and put what it shows into the notebook.

        Parameters
        ----------
        nb_man
            The notebook, and what papermill notes of its run.
        kernel_name
            The kernel that would have run it.
        log_output
            Whether what cells print goes to papermill's log too.
        """
        InProcessClient(nb_man, log=logger, log_output=log_output).execute()


class InProcessClient(PapermillNotebookClient):  # type: ignore[misc]
    """Do with a shell what papermill's client does with a kernel.

    What becomes of each message, such as one that replaces an earlier output,
    is left to papermill's client and to nbclient below it.
    """

    _shell: Any

    def execute(self, **_: Any) -> NotebookNode:
        """Run the notebook and return it."""
        self.reset_execution_trackers()
        self._now: tuple[NotebookNode, int] | None = None
        with shell(self._receive) as self._shell:
            self.papermill_execute_cells()
            if not any(inline.failed(cell) for cell in self.nb.cells):
                inline.fill_front_matter(self.nb, self._evaluate)
        self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
        self.set_widgets_metadata()
        notebook: NotebookNode = self.nb
        return notebook

    def execute_cell(
        self, cell: NotebookNode, cell_index: int, *_: Any, **__: Any
    ) -> NotebookNode:
        """Run one cell.

        Raises
        ------
        CellExecutionError
            If it raises, and is not tagged as one that may.
        """
        if cell.cell_type == "markdown":
            inline.fill_cell(self.nb, cell_index, self._evaluate)
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        if self.skip_cells_with_tag in tags:
            return cell
        for tell in on_cell:
            tell(self.nb, cell_index)
        self.clear_before_next_output = False
        self._now = cell, cell_index
        result = self._shell.run_cell(cell.source, store_history=True)
        sys.stdout.flush()
        sys.stderr.flush()
        self._now = None
        cell["execution_count"] = result.execution_count
        error = result.error_before_exec or result.error_in_exec
        if error is not None and "raises-exception" not in tags:
            raise _as_reported(cell, error, self._shell)
        return cell

    def _evaluate(self, expressions: Mapping[str, str]) -> Mapping[str, Any]:
        results: Mapping[str, Any] = self._shell.user_expressions(dict(expressions))
        return results

    def _receive(self, message: Message) -> None:
        if self._now:
            self.process_message(message, *self._now)


def _as_reported(
    cell: NotebookNode, error: BaseException, made: Any
) -> CellExecutionError:
    content = {
        "ename": type(error).__name__,
        "evalue": str(error),
        "traceback": made._last_traceback or [],
    }
    return CellExecutionError.from_cell_and_msg(cell, content)
