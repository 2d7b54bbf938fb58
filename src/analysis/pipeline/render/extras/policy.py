"""Write the Content-Security-Policy of a page: its own files, and no others.

The scripts and styles that stand in a page are named by their digests, so that no
other can run or be applied.
"""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

DATA_TYPES = ("application/json", "application/ld+json", "text/template")


def policy(tree: Any) -> str:
    """Return the policy of a page.

    Parameters
    ----------
    tree
        The page, as lxml reads it.
    """
    inline = tree.xpath("//script[not(@src)]")
    run = [s.text for s in inline if s.get("type", "").lower() not in DATA_TYPES]
    scripts = _allowed(run, tree.xpath("//@*[starts-with(name(), 'on')]"))
    applied = [style.text for style in tree.iter("style")]
    styles = _allowed(applied, tree.xpath("//@style"))
    parts = [
        "default-src 'none'",
        f"script-src {scripts}",
        f"style-src {styles}",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def _allowed(inline: Iterable[str | None], attributes: Iterable[str]) -> str:
    """Return the site's own files and these texts, as the policy names them."""
    named = ["'self'", *sorted({_digest(text) for text in inline if text})]
    if hashed := sorted({_digest(text) for text in attributes if text}):
        named += ["'unsafe-hashes'", *hashed]
    return " ".join(named)


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
