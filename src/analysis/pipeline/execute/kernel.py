"""A papermill engine that runs a notebook in a kernel, its live values included."""

from collections.abc import Mapping
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.log import logger

from analysis.pipeline.execute import inline
from analysis.pipeline.nodes import NotebookNode

NAME = "kernel"


class KernelClient(PapermillNotebookClient):  # type: ignore[misc]
    """Evaluate the expressions in words beside running the code."""

    def papermill_execute_cells(self) -> None:
        """Run every cell, and then fill in the front matter."""
        super().papermill_execute_cells()
        if not any(inline.failed(cell) for cell in self.nb.cells):
            inline.fill_front_matter(self.nb, self.evaluate)

    def execute_cell(
        self, cell: NotebookNode, cell_index: int, *rest: Any, **options: Any
    ) -> NotebookNode:
        """Run one cell.

        Parameters
        ----------
        cell
            The cell.
        cell_index
            Its index in the notebook.
        rest, options
            What nbclient adds.
        """
        if cell.cell_type == "markdown":
            inline.fill_cell(self.nb, cell_index, self.evaluate)
            return cell
        ran: NotebookNode = super().execute_cell(cell, cell_index, *rest, **options)
        return ran

    def evaluate(self, expressions: Mapping[str, str]) -> Mapping[str, Any]:
        """Return the results of some expressions.

        Parameters
        ----------
        expressions
            The expressions by key.
        """
        asked = self.kc.execute(
            "", store_history=False, user_expressions=dict(expressions)
        )
        reply = self.wait_for_reply(asked)
        results: Mapping[str, Any] = reply["content"]["user_expressions"]
        return results


class KernelEngine(Engine):  # type: ignore[misc]
    """Run notebooks as papermill does, with a client that fills in live values."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        log_output: bool = False,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **_: Any,
    ) -> NotebookNode:
        """Run every cell and put what it shows into the notebook.

        Parameters
        ----------
        nb_man
            The notebook, and what papermill notes of its run.
        kernel_name
            The kernel that runs it.
        log_output
            Whether what cells print goes to papermill's log too.
        start_timeout, execution_timeout
            How many seconds the kernel may take to start, and a cell to run.
        """
        client = KernelClient(
            nb_man,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            startup_timeout=start_timeout,
            timeout=execution_timeout,
        )
        ran: NotebookNode = client.execute()
        return ran
