"""Write docs/kit.md, the reference of the kit, from its docstrings.

``python -m analysis.present.reference`` prints it; ``make docs`` writes the file.
"""

import inspect
import re
import sys

from analysis import present

PARTS = {
    "Words for numbers and dates": present.WORDS,
    "Phrases that bend to a figure": present.PHRASES,
    "Evidence and headline figures": present.EVIDENCE,
    "Charts and tables": present.SHOWN,
    "On the axes of a chart": present.AXES,
}
OPENING = """\
# The kit

<!-- Written by `make docs` from the docstrings of analysis.present. -->

What a notebook needs to look and read as the house does:

    from analysis.present import cards, chart, money, table

In JupyterLab, `?money` shows what stands here, and Tab completes names. How a notebook
is made is in [notebooks.md](notebooks.md).

Wherever a *fact* is asked for, a row of a measure's table is meant, such as
`waves.iloc[-1]`: its figure keeps its qualifier and the precision it was published
with. A value that was not published gives `None`, and the paragraph it stands in is
left out. The colours are `DARK_BLUE`, `TURQUOISE`, `DARK_PINK`, `ORANGE` and `GREY`.
"""
FUNCTION = re.compile(r"<function (\w+) at [^>]*>")
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)


def reference() -> str:
    """Return the reference of the kit as Markdown."""
    parts = [OPENING]
    for heading, names in PARTS.items():
        parts.append(f"## {heading}\n")
        parts += [_entry(name) for name in names]
    return "\n".join(parts)


def _entry(name: str) -> str:
    made = getattr(present, name)
    signature = inspect.signature(made)
    asked_for = [
        p.replace(annotation=p.empty)
        for p in signature.parameters.values()
        if p.name != "self"
    ]
    called = signature.replace(
        parameters=asked_for, return_annotation=inspect.Signature.empty
    )
    bare = FUNCTION.sub(r"\1", str(called)).replace("'", '"')
    text = inspect.getdoc(made) or ""
    said, *sections = SECTION.split(text)
    held = dict(zip(sections[::2], sections[1::2], strict=True))
    asked = [_parameter(p) for p in re.split(r"\n(?=\S)", held["Parameters"].strip())]
    return "\n".join(
        [
            f"### {name}\n",
            said.strip().replace("``", "`") + "\n",
            f"```python\n{name}{bare}\n```\n",
            *asked,
            f"\n```python\n{held['Examples'].strip()}\n```\n",
        ]
    )


def _parameter(text: str) -> str:
    names, _, said = text.partition("\n")
    words = " ".join(said.split()).replace("``", "`")
    return f"- `{names.strip()}`: {words}"


if __name__ == "__main__":
    sys.stdout.write(reference())
