"""Put a Content-Security-Policy into every page: its own files, and no others.

The scripts and styles that stand in a page are named by their digests, so that no
other can run or be applied.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from pathlib import Path

from analysis.build.files import write_whole

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
ELEMENT = re.compile(r"<[a-zA-Z][^<>]*>")
HANDLER = re.compile(r"\son[a-z]+=\"([^\"]*)\"")
LOOK = re.compile(r"\sstyle=\"([^\"]*)\"")
HEAD = re.compile(r"<head[^>]*>")
DATA_TYPES = ("application/json", "application/ld+json", "text/template")


def add_policy(pages: Iterable[Path]) -> None:
    """Write the policy into pages; one that is there is replaced.

    Parameters
    ----------
    pages
        The pages, as files.
    """
    for page in pages:
        text = page.read_text(encoding="utf-8")
        bare = POLICY.sub("", text)
        tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(bare)}">'
        head = HEAD.search(bare)
        if head is None:
            continue
        made = f"{bare[: head.end()]}{tag}{bare[head.end() :]}"
        if made != text:
            write_whole(page, made)


def policy(text: str) -> str:
    """Return the policy of a page.

    Parameters
    ----------
    text
        Its HTML.
    """
    inline = [
        body
        for attributes, body in SCRIPT.findall(text)
        if " src=" not in attributes and not any(t in attributes for t in DATA_TYPES)
    ]
    elements = ELEMENT.findall(text)
    scripts = _allowed(inline, _values(HANDLER, elements))
    styles = _allowed(STYLE.findall(text), _values(LOOK, elements))
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


def _values(attribute: re.Pattern[str], elements: Iterable[str]) -> set[str]:
    found = (value for element in elements for value in attribute.findall(element))
    return {html.unescape(value) for value in found}


def _allowed(inline: Iterable[str], attributes: Iterable[str]) -> str:
    """Return the site's own files and these texts, as the policy names them."""
    named = ["'self'", *sorted({_digest(text) for text in inline if text})]
    if hashed := sorted({_digest(text) for text in attributes if text}):
        named += ["'unsafe-hashes'", *hashed]
    return " ".join(named)


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
