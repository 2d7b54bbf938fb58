"""Write down what was measured: a table and a chart in docs/."""

import os
import platform
from io import StringIO
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt
from section import write_section

DOCS = Path(__file__).parents[2] / "docs"
ROWS = {
    "naive": "papermill and Quarto, one report after another (s)",
    "naive_two": "the same, two at a time (s)",
    "quarto": "ours, Quarto, cold (s)",
    "quarto_nothing": "ours, Quarto, nothing changed (s)",
    "quarto_edit": "ours, Quarto, one page after an edit (s)",
    "embedded": "ours, embedded, cold (s)",
    "embedded_nothing": "ours, embedded, nothing changed (s)",
    "embedded_edit": "ours, embedded, one page after an edit (s)",
    "preview": "ours, a page after an edit, with the preview open (s)",
    "embedded_cpu": "ours, embedded, cold (processor s)",
    "embedded_edit_cpu": "ours, embedded, one page after an edit (processor s)",
    "embedded_megabytes": "memory of the coordinating process (MB)",
    "run": "ours, notebooks only (s)",
    "run_cpu": "ours, notebooks only (processor s)",
    "floor_cpu": "the floor: plain functions (processor s)",
}
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
"""The Analysis Function's, as in the reports."""
LINES = ("naive", "naive_two", "quarto", "embedded")


def write(results: list[dict[str, float]], command: str, *, quarto: bool) -> None:
    """Write the table and the chart.

    Parameters
    ----------
    results
        What was measured so far, by size.
    command
        How it was measured.
    quarto
        Whether there was a Quarto.
    """
    (DOCS / "images").mkdir(exist_ok=True)
    (DOCS / "images" / "batch.svg").write_text(chart(results), "utf-8")
    write_section("batch", "The batch", body(results, command, quarto=quarto))


def body(results: list[dict[str, float]], command: str, *, quarto: bool) -> str:
    """Return the Markdown that stands between the marks."""
    names = [name for name in ROWS if any(name in found for found in results)]
    head = "".join(f" {found['councils']} |" for found in results)
    table = [
        f"| councils (four reports each) |{head}",
        "| --- |" + " ---: |" * len(results),
    ]
    for name in names:
        cells = "".join(f" {figure(found.get(name))} |" for found in results)
        table.append(f"| {ROWS[name]} |{cells}")
    cores, release = os.cpu_count(), platform.python_version()
    notes = [
        f"`{command}`, on {cores} processors, Python {release}, {platform.system()}."
    ]
    measured = [int(f["naive_measured"]) for f in results if "naive_measured" in f]
    if measured:
        notes.append(
            f"The naive loop made {min(measured)} reports of each size, whole "
            "councils: its time for all is reckoned from these, since it makes each "
            "on its own."
        )
    notes.append(
        "The floor counts the reports alone, with libraries loaded; running the "
        "notebooks counts everything, the start of its processes too."
    )
    if not quarto:
        notes.append("There was no Quarto: its rows are left out.")
    picture = (
        "![Seconds by number of reports, for each way of building](images/batch.svg)"
    )
    return "\n".join(
        ["", *table, "", " ".join(notes), "", picture, "", *factors(results), ""]
    )


def factors(results: list[dict[str, float]]) -> list[str]:
    """Return what the goals are about, as a list."""
    lines = []
    for found in results:
        said = []
        for engine in ("embedded", "quarto"):
            if engine in found and "naive" in found:
                times = found["naive"] / found[engine]
                said.append(f"{engine} is {times:.1f} times as fast as the loop")
        if "floor_cpu" in found:
            times = found["run_cpu"] / found["floor_cpu"]
            said.append(f"running notebooks takes {times:.2f} times the floor")
        if "embedded" in found:
            each = found["embedded"] / found["reports"]
            share = found["embedded_nothing"] / found["embedded"]
            said.append(f"embedded takes {each:.2f} s a report")
            said.append(f"{share:.2%} of that where nothing changed")
        if said:
            lines.append(f"- At {found['councils']} councils, {'; '.join(said)}.")
    return lines


def figure(value: float | None) -> str:
    """Return a figure with as many digits as it deserves."""
    if value is None:
        return "-"
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def chart(results: list[dict[str, float]]) -> str:
    """Return the chart as SVG: each way named at the end of its line."""
    figure, axes = plt.subplots(figsize=(5, 3.6))
    for name, colour in zip(LINES, COLOURS, strict=True):
        points = [(f["reports"], f[name]) for f in results if name in f]
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", color=colour)
            axes.annotate(
                ROWS[name].removesuffix(" (s)"),
                points[-1],
                xytext=(10, 0),
                textcoords="offset points",
                va="center",
                fontsize=9,
                color=colour,
            )
    sizes = [int(found["reports"]) for found in results]
    axes.set(xscale="log", yscale="log", xlabel="Reports", ylabel="Seconds")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#D9D9D9")
    out = StringIO()
    figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
    return out.getvalue()
