"""Build the site: run notebooks, prepare their pages, render and swap them in."""

import sys

# nbformat checks notebooks with a library that, when this one is installed, first
# builds a grammar of web addresses. That takes longer than all else that a build
# with nothing to do takes, and no notebook needs it.
_GRAMMAR = "rfc3987_syntax"
_absent = sys.modules.setdefault(_GRAMMAR, None) is None  # type: ignore[arg-type]

import nbformat as _nbformat  # noqa: E402, F401

if _absent:
    del sys.modules[_GRAMMAR]
