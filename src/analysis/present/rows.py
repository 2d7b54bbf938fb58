"""Go through a table row by row."""

from analysis.measures.rows import each

__all__ = ["each"]
