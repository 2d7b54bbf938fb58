"""Say of a finished page what the rest of its site has to know of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Facts:
    """Hold what a site needs of a page, so that nobody has to read the page for it.

    Attributes
    ----------
    title
        Its first heading, as text.
    leads
        The pages and anchors that it leads to, each once, in order.
    lists
        Whether it lists documents, below each of which stands who uses it.
    files
        The files outside of its folder that it brought along, as paths in the site.
    """

    title: str = ""
    leads: tuple[tuple[str, str], ...] = ()
    lists: bool = False
    files: tuple[str, ...] = field(default=())
