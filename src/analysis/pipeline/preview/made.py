"""Say what a preview's builds take and give, whoever makes them."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol

from analysis.pipeline.execute.warm import Crew

MakeExecutor = Callable[[Crew], Executor]


@dataclass(frozen=True)
class Made:
    """Say how a build ended.

    Attributes
    ----------
    refused
        Why the site is as it was, or nothing.
    failed
        Which reports failed, and why, or nothing.
    """

    refused: str = ""
    failed: str = ""


Make = Callable[[MakeExecutor], Made]


class Builds(Protocol):
    """Have a site built again and again."""

    def build(self) -> Made:
        """Build once."""

    def discard(self, *, libraries: bool = False) -> None:
        """Keep nothing loaded that has changed.

        Parameters
        ----------
        libraries
            Whether that may be among what stays with the libraries.
        """

    def close(self) -> None:
        """End all processes."""
