"""Keep a warm process ready for the next change, so that it need not be waited for."""

from concurrent.futures import Executor

from analysis.build.pool import local
from analysis.build.run.warm import Crew


class Standby:
    """Make what runs notebooks; what the next build needs is started before it."""

    def __init__(self) -> None:
        self._crew: Crew | None = None
        self._ready: Executor | None = None

    def __call__(self, crew: Crew) -> Executor:
        """Return what runs notebooks: what stands ready, if it is the right one.

        Parameters
        ----------
        crew
            How many, and what they start with.
        """
        ready, self._ready = self._ready, None
        same, self._crew = crew == self._crew, crew
        if ready is None:
            return local(crew)
        if same:
            return ready
        ready.shutdown(cancel_futures=True)
        return local(crew)

    def prepare(self) -> None:
        """Start what the next build will need, if that is known."""
        if self._crew is not None and self._ready is None:
            self._ready = local(self._crew)

    def discard(self) -> None:
        """End what stands ready: modules it has loaded have changed."""
        if self._ready is not None:
            self._ready.shutdown(cancel_futures=True)
            self._ready = None
