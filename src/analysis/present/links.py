"""Lead from a figure to the document it comes from."""

import re

import pandas as pd

from analysis.protocol import DISPUTED_ANCHOR, FACT_ANCHOR, SITE, SOURCES_PAGE

SOURCES = f"{SITE}{SOURCES_PAGE}"

TO_FACT = re.compile(rf"\]\({SOURCES}#{FACT_ANCHOR}([^)]+)\)")
"""Finds the facts that a text links to."""


def to_source(source: str, sources: pd.DataFrame) -> str:
    """Return a Markdown link to a document on the page of sources.

    Parameters
    ----------
    source
        The document's id.
    sources
        The table of a partnership.
    """
    titles = dict(zip(sources["id"], sources["title"], strict=True))
    return f"[{titles.get(source, source)}]({SOURCES}#{source})"


def to_fact(fact: str, words: str) -> str:
    """Return a Markdown link to a fact in the list of what each document states."""
    return f"[{words}]({SOURCES}#{fact_anchor(fact)})"


def to_contradiction(fact: str, words: str) -> str:
    """Return a Markdown link to where a fact stands in the register."""
    return f"[{words}]({SOURCES}#{contradiction_anchor(fact)})"


def fact_anchor(fact: str) -> str:
    """Return the anchor of a fact on the page of sources."""
    return f"{FACT_ANCHOR}{_name(fact)}"


def contradiction_anchor(fact: str) -> str:
    """Return the anchor of a fact in the register of contradictions."""
    return f"{DISPUTED_ANCHOR}{_name(fact)}"


def _name(fact: str) -> str:
    """Return an id without the full stops that end an anchor's name in Markdown."""
    return re.sub(r"[^\w-]", "-", fact)


def to_page(page: str, words: str) -> str:
    """Return a Markdown link to a page of the site, such as ``newham/savings``."""
    return f"[{words}]({SITE}{page})"
