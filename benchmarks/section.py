"""Write a benchmark's own section of docs/performance.md, and nothing else of it."""

from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
OPENING = """\
# How fast it is

Each section is written by the benchmark that it names, with the command and the
machine. What counts are the ratios within one run: seconds differ by machine.
"""


def write_section(name: str, heading: str, text: str, page: Path = PAGE) -> None:
    """Put a section between its marks, where it stands or at the end.

    Parameters
    ----------
    name
        What the marks are called.
    heading
        The section's heading, written once.
    text
        Markdown.
    page
        The page; made where it is not there.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    whole = page.read_text("utf-8") if page.exists() else OPENING
    if begin not in whole:
        whole = f"{whole.rstrip()}\n\n## {heading}\n\n{begin}\n{end}\n"
    head, _, rest = whole.partition(begin)
    _, _, tail = rest.partition(end)
    page.write_text(f"{head}{begin}\n\n{text.strip()}\n\n{end}{tail}", "utf-8")
