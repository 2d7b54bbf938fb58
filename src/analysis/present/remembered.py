"""Measure once what several parts of a page show."""

from functools import lru_cache

remembered = lru_cache(maxsize=64)
"""Make a function of a record measure each record once.

A record never changes, and is told from others by which it is; what a function
gives back belongs to all who ask, who must not change it.
"""
