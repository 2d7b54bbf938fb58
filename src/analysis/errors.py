"""The errors this package raises, as one tree.

EvaluationError              anything a user can put right; shown as one message
├── DataError                a data folder that cannot be used
│   ├── FolderError          the folder, its settings or a file cannot be read
│   └── CheckError           the tables break their schemas; lists every problem
├── MeasureError             a measure that the data do not allow
│   └── MixedBasisError      amounts of different basis were added or compared
├── NotebookError            a notebook that cannot be planned or prepared
│   ├── InlineError              an expression in its words that cannot be evaluated
│   ├── UnknownParameterError    a parameter that the notebook does not declare
│   └── FrontMatterError     a notebook whose first cell does not name its page
└── BuildError               a build that cannot start or finish
    ├── EngineError          the renderer asked for is missing, or failed
    ├── BusyError            another build holds the output folder
    └── PublishError         a site that cannot be published, or not as it is
"""


class EvaluationError(Exception):
    """Signal anything that a user can put right."""


class DataError(EvaluationError):
    """Signal a data folder that cannot be used."""


class FolderError(DataError):
    """Signal a folder, settings file or table that cannot be read."""


class CheckError(DataError):
    """Signal tables that break their schemas."""


class MeasureError(EvaluationError):
    """Signal a measure that the data do not allow."""


class MixedBasisError(MeasureError):
    """Signal that amounts of different basis were added or compared."""


class NotebookError(EvaluationError):
    """Signal a notebook that cannot be planned or prepared."""


class InlineError(NotebookError):
    """Signal an expression in a notebook's words that cannot be evaluated.

    Parameters
    ----------
    message
        The expression, and why.
    cell_index
        The index of the cell that it stands in.
    notebook
        The notebook as it was run, where it is known.
    """

    def __init__(
        self, message: str, cell_index: int = 0, notebook: object = None
    ) -> None:
        super().__init__(message)
        self.cell_index = cell_index
        self.notebook = notebook


class UnknownParameterError(NotebookError):
    """Signal a parameter that the notebook does not declare."""


class FrontMatterError(NotebookError):
    """Signal a notebook whose first cell does not name its page."""


class BuildError(EvaluationError):
    """Signal a build that cannot start or finish."""


class EngineError(BuildError):
    """Signal that the renderer asked for is missing, or failed.

    Parameters
    ----------
    message
        What happened.
    pages
        The pages that it refused, each with the reason; none where it could not
        be told which.
    """

    def __init__(self, message: str, pages: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.pages = dict(pages or {})


class BusyError(BuildError):
    """Signal that another build holds the output folder."""


class PublishError(BuildError):
    """Signal a site that cannot be published, or should not be as it is."""
