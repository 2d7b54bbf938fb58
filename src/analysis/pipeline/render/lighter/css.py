"""Keep of a stylesheet the rules that can apply to a site."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from analysis.pipeline.render.lighter.words import CLASS, NAMED, Words

# What stands in brackets says where a rule does not apply, or names one of several.
BRACKETS = re.compile(r"\[[^\]]*\]|\([^()]*\)")
BRACKET_OR_COMMA = re.compile(r"[(\[,)\]]")
VARIABLE = re.compile(r"var\((--[\w-]+)")
DECLARED = re.compile(r"(--[\w-]+)\s*:")
# A picture in a url() may hold brackets and the other kind of quotation mark.
MARK = re.compile(r"""[{};]|url\((?:"[^"]*"|'[^']*'|[^)]*)\)|"[^"]*"|'[^']*'""")
STATES = frozenset({"show", "showing", "hiding", "fade", "collapsing", "collapsed"})
CONDITIONAL = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True)
class Uses:
    """What the pages and scripts of a site may ask a stylesheet for.

    Attributes
    ----------
    site : Path
        The site.
    classes : frozenset of str
        Every class that an element may have.
    variables : frozenset of str
        Every variable that a page or a script names.
    """

    site: Path
    classes: frozenset[str]
    variables: frozenset[str]

    @classmethod
    def of(cls, site: Path, pages: Words) -> "Uses":
        """Put together what a site uses.

        Parameters
        ----------
        site : Path
            The site, with its scripts.
        pages : Words
            The words of its pages.

        Returns
        -------
        Uses
            What it may ask for.
        """
        every = Words.all_of([pages, Words.of_scripts(site)])
        return cls(site, every.classes | STATES, every.variables)

    def lighten(self, path: Path) -> None:
        """Leave in a stylesheet of the site what can apply to something.

        Parameters
        ----------
        path : Path
            The stylesheet.
        """
        named = set(self.variables)
        for other in self.site.rglob("*.css"):
            if other != path:
                named.update(NAMED.findall(other.read_text(encoding="utf-8")))
        kept = keep_used(path.read_text(encoding="utf-8"), self.classes)
        path.write_text(keep_asked_for(kept, named), encoding="utf-8")


def keep_used(css: str, used: Set[str]) -> str:
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
    >>> keep_used("p:not(.b){x:y}a[href$='.pdf']{x:y}", set())
    "p:not(.b){x:y}a[href$='.pdf']{x:y}"
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
            selectors = [s for s in _split(head) if _classes(s) <= used]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def keep_asked_for(css: str, named: Set[str]) -> str:
    """Drop the variables of a stylesheet that nothing asks for.

    Parameters
    ----------
    css : str
        The stylesheet.
    named : set of str
        The variables that other stylesheets, scripts or pages name.

    Returns
    -------
    str
        The stylesheet without the declarations of other variables.

    Examples
    --------
    >>> keep_asked_for("p{--a:1;--b:var(--c);--c:2;color:var(--b)}", set())
    'p{--b:var(--c);--c:2;color:var(--b)}'
    """
    while True:
        asked = named | set(VARIABLE.findall(css))
        kept = _without_variables(css, asked)
        # A variable may have been asked for only by one that went.
        if kept == css:
            return css
        css = kept


def _without_variables(css: str, asked: Set[str]) -> str:
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


def _classes(selector: str) -> set[str]:
    """Return the classes that an element needs for a selector to choose it."""
    shorter = BRACKETS.sub("", selector)
    if shorter != selector:
        return _classes(shorter)
    return set(CLASS.findall(selector))


def _split(selectors: str) -> list[str]:
    """Part a list of selectors at the commas that stand in no bracket."""
    parts, start, depth = [], 0, 0
    for mark in BRACKET_OR_COMMA.finditer(selectors):
        if mark[0] != ",":
            depth += 1 if mark[0] in "([" else -1
        elif depth == 0:
            parts.append(selectors[start : mark.start()])
            start = mark.end()
    return [*parts, selectors[start:]]
