"""Keep of a stylesheet the rules that can apply to a site."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

WORD = re.compile(r"[A-Za-z][\w-]*")
CLASS = re.compile(r"\.(-?[A-Za-z][\w-]*)")
VARIABLE = re.compile(r"var\((--[\w-]+)")
DECLARED = re.compile(r"(--[\w-]+)\s*:")
# A picture in a url() may hold brackets and the other kind of quotation mark.
MARK = re.compile(r"""[{};]|url\((?:"[^"]*"|'[^']*'|[^)]*)\)|"[^"]*"|'[^']*'""")
BOOTSTRAP = "bootstrap."
STATES = {"show", "showing", "hiding", "fade", "collapsing", "collapsed"}
CONDITIONAL = ("@media", "@supports", "@layer", "@container")


def classes_of(site: Path) -> set[str]:
    """Return every class that an element of a site may have.

    A script may put a class on an element by any of the words in it; Bootstrap's
    names the classes of many parts that no page has.

    Parameters
    ----------
    site : Path
        The site, with its scripts.

    Returns
    -------
    set of str
        Every word of its pages and scripts, and what Bootstrap puts on elements.
    """
    scripts = (p for p in site.rglob("*.js") if not p.name.startswith(BOOTSTRAP))
    files = [*site.rglob("*.html"), *scripts]
    words = (WORD.findall(path.read_text(encoding="utf-8")) for path in files)
    return STATES.union(*words)


def lighten_styles(path: Path, site: Path, used: set[str]) -> None:
    """Leave in a stylesheet what can apply to something.

    Parameters
    ----------
    path : Path
        The stylesheet.
    site : Path
        The site it is part of.
    used : set of str
        Every class that an element may have.
    """
    others = [
        other
        for kind in ("*.css", "*.js", "*.html")
        for other in site.rglob(kind)
        if other != path
    ]
    kept = keep_used(path.read_text(encoding="utf-8"), used)
    texts = (other.read_text(encoding="utf-8") for other in others)
    path.write_text(keep_asked_for(kept, texts), encoding="utf-8")


def keep_used(css: str, used: set[str]) -> str:
    """Keep the rules of a stylesheet that can apply to something.

    Parameters
    ----------
    css : str
        The stylesheet.
    used : set of str
        Every class that an element may have.

    Returns
    -------
    str
        The stylesheet without the selectors that name another class.

    Examples
    --------
    >>> keep_used("p,.a{x:y}.b{x:y}@media print{.b{x:y}}", {"a"})
    'p,.a{x:y}'
    """
    kept = []
    for head, body in _rules(css):
        if head.startswith(CONDITIONAL):
            inner = keep_used(body, used)
            if inner:
                kept.append(f"{head}{{{inner}}}")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}" if body else head)
        else:
            selectors = [s for s in _split(head) if used.issuperset(CLASS.findall(s))]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def keep_asked_for(css: str, elsewhere: Iterable[str]) -> str:
    """Drop the variables of a stylesheet that nothing asks for.

    Parameters
    ----------
    css : str
        The stylesheet.
    elsewhere : iterable of str
        Other texts that may name a variable: stylesheets, scripts and pages.

    Returns
    -------
    str
        The stylesheet without the declarations of other variables.

    Examples
    --------
    >>> keep_asked_for("p{--a:1;--b:var(--c);--c:2;color:var(--b)}", ())
    'p{--b:var(--c);--c:2;color:var(--b)}'
    """
    named = {n for text in elsewhere for n in re.findall(r"--[a-z][\w-]*", text)}
    while True:
        asked = named | set(VARIABLE.findall(css))
        kept = _without_variables(css, asked)
        # A variable may have been asked for only by one that went.
        if kept == css:
            return css
        css = kept


def _without_variables(css: str, asked: set[str]) -> str:
    def declarations(body: str) -> str:
        return "".join(
            part
            for part in _parts(body)
            if not (named := DECLARED.match(part.strip())) or named[1] in asked
        ).rstrip(";")

    kept = []
    for head, body in _rules(css):
        if head.startswith(CONDITIONAL):
            kept.append(f"{head}{{{_without_variables(body, asked)}}}")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}" if body else head)
        elif shorter := declarations(body):
            kept.append(f"{head}{{{shorter}}}")
    return "".join(kept)


def _parts(body: str) -> Iterator[str]:
    """Go through declarations, each with its semicolon."""
    start = 0
    for match in MARK.finditer(body):
        if match[0] == ";":
            yield body[start : match.end()]
            start = match.end()
    yield body[start:]


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Go through the outermost rules: what stands before the brace, and within."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    start = depth = opened = 0
    for match in MARK.finditer(css):
        mark = match[0]
        if mark == "{":
            depth += 1
            opened = match.start() if depth == 1 else opened
        elif mark == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : match.start()]
                start = match.end()
        elif mark == ";" and depth == 0:
            yield css[start : match.end()].strip(), ""
            start = match.end()


def _split(selectors: str) -> list[str]:
    """Part a list of selectors at the commas that stand in no bracket."""
    return re.split(r",(?![^(\[]*[)\]])", selectors)
