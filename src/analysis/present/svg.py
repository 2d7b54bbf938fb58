"""Write a drawing with fewer bytes, and nothing in it that an eye could tell."""

import re

COMMENT = re.compile(r"<!--.*?-->|<metadata>.*?</metadata>", re.DOTALL)
PATH = re.compile(r'(\sd=)"([^"]*)"')
NUMBER = re.compile(r"-?\d+\.\d+")
HALO = re.compile(
    r'<path d="([^"]*)" style="([^"]*stroke: #ffffff[^"]*)"/>'
    r'<path d="\1" style="([^"]*)"/>'
)


def slim(svg: str) -> str:
    r"""Return a chart in two thirds of its bytes.

    Matplotlib writes a millionth of a point, and a letter with a halo twice.

    Parameters
    ----------
    svg
        The chart as matplotlib drew it.

    Examples
    --------
    >>> slim('<g> <!-- a --> <path d="M 1.234567 2 \\nL 3.000001 4 \\nz"/> </g>')
    '<g><path d="M1.23 2L3 4z"/></g>'
    """
    bare = COMMENT.sub("", svg)
    bare = re.sub(r">\s+<", "><", PATH.sub(_shorter, bare)).strip()
    # The outline that keeps a letter readable is drawn below it, in one go.
    return HALO.sub(r'<path d="\1" style="paint-order: stroke; \2"/>', bare)


def _shorter(path: re.Match[str]) -> str:
    text = NUMBER.sub(lambda found: _rounded(found[0]), path[2])
    text = re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(text.split()))
    return f'{path[1]}"{text}"'


def _rounded(number: str) -> str:
    short = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


NIGHT = {
    "#ffffff": "#12171c",
    "#000000": "#e9ecef",
    "#1a1a1a": "#e9ecef",
    "#1f2328": "#e9ecef",
    "#12436d": "#6bace6",
    "#28a197": "#28a197",
    "#801650": "#a285d1",
    "#f46a25": "#f46a25",
    "#bfbfbf": "#6b7681",
    "#cccccc": "#39424c",
}
"""What a colour of a chart becomes on a dark ground: of the same palette, where it can.

The ground is that of pages in the dark, in `assets/report.css`.
"""

GROUND, LINES = NIGHT["#ffffff"], ("#bfbfbf", "#cccccc")
PAINTS = ("fill", "stroke")


def follow_the_dark(svg: str) -> str:
    """Return a chart that is dark for those whose system asks for it.

    It says so itself, as a page cannot reach into a picture. Bars that touch are told
    apart by an edge there, since their colours are less far from each other.

    Parameters
    ----------
    svg
        The chart as matplotlib drew it.
    """
    rules = [
        f"{look}{{{paint}:{night}!important}}"
        for day, night in NIGHT.items()
        for paint in PAINTS
        # Of a hatched bar, the ground is an attribute.
        for look, said in (
            (f'[style*="{paint}: {day}"]', f"{paint}: {day}"),
            (f'[{paint}="{day}"]', f'{paint}="{day}"'),
        )
        if day != night and said in svg
    ]
    bars = [
        f'path[style*="fill: {day}"]'
        for day in NIGHT
        if day != "#ffffff" and day not in LINES and f"fill: {day}" in svg
    ]
    edges = f"{','.join(bars)}{{stroke:{GROUND};stroke-width:1.5}}" if bars else ""
    dark = f"@media (prefers-color-scheme:dark){{{''.join(rules)}{edges}}}"
    return svg.replace("</style>", f"{dark}</style>", 1)
