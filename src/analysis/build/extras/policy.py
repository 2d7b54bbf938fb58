"""Put a Content-Security-Policy into every page: its own files, and no others.

A page's own scripts that stand in the page are named by their digests, so that
no other can run. Styles may stand in elements, because both renderers put
widths and colours there.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from analysis.build.files import write_whole

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
HANDLER = re.compile(r"\son[a-z]+=\"([^\"]*)\"")
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
    scripts = ["'self'", *sorted({_digest(body) for body in inline if body})]
    handlers = sorted({_digest(code) for code in HANDLER.findall(text) if code})
    if handlers:
        scripts += ["'unsafe-hashes'", *handlers]
    parts = [
        "default-src 'none'",
        f"script-src {' '.join(scripts)}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
