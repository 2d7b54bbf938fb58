"""Say what surrounds the processes that run notebooks."""

from analysis.pipeline.config import Places
from analysis.protocol import CACHE_VARIABLE, EDITIONS_VARIABLE


def environment(places: Places) -> dict[str, str]:
    """Return the variables that every process has which runs notebooks.

    Parameters
    ----------
    places
        Where the build's files go.
    """
    return {
        # A cold matplotlib folder costs each process half a second.
        "MPLCONFIGDIR": str(places.cache / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Nobody's own kernels, profile or start-up files take part.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(places.cache / "ipython"),
        EDITIONS_VARIABLE: str(places.others),
        CACHE_VARIABLE: str(places.cache),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        # The same inputs give the same bytes.
        "PYTHONHASHSEED": "0",
        # Reports run side by side; each with threads of its own would be slower.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
