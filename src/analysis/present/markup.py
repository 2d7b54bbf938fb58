"""Hold Markdown as text that a notebook shows as it reads."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~^@&])")


class Markdown(str):
    """Hold text with markup, such as a link.

    It can be joined and formatted as any text can. Shown by a cell, or put into
    words with ``{python}``, its markup counts; that of an ordinary text does not.

    Examples
    --------
    >>> Markdown("**£5m**")._repr_markdown_()
    '**£5m**'
    """

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)


def marked(text: str) -> str:
    r"""Return what a text reads as Markdown: that of an ordinary text is escaped.

    Examples
    --------
    >>> marked("A*"), marked(Markdown("*A*"))
    ('A\\*', '*A*')
    """
    return str(text) if isinstance(text, Markdown) else SPECIAL.sub(r"\\\1", text)
