"""A small prepared project, as the batch hands it to a renderer."""

import io
import json
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import yaml
from great_tables import GT
from matplotlib import pyplot as plt
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

from analysis.pipeline.render.pages import page_notebook
from analysis.pipeline.render.prepare import body
from analysis.pipeline.render.project import write_page

ROOT = Path(__file__).parents[2]
CHART_ALT = (
    "Column chart. Newham's shared services were underspent in each year from "
    "2014/15 (by £0.4m) to 2017/18 (by £1.3m)."
)
QUOTED_ALT = 'The same columns, which one report called a "quiet" year.'
YEARS = ["2014/15", "2015/16", "2016/17", "2017/18"]
VARIANCE = [-0.412, -0.195, -0.080, -1.342]


def front(title: str, **more: object) -> nbformat.NotebookNode:
    fields = {
        "title": title,
        "subtitle": "oneSource, as at 12 July 2019",
        "description": "What the published record says.",
        "lang": "en-GB",
        "date": "2019-07-12",
        **more,
    }
    text = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True)
    return new_raw_cell(f"---\n{text}---", id="front")


def markdown(name: str, text: str) -> nbformat.NotebookNode:
    return new_markdown_cell(text, id=name)


def chart() -> str:
    with plt.style.context(["afcharts.afcharts", {"svg.hashsalt": "sample"}]):
        figure, axes = plt.subplots(figsize=(7.2, 3.6))
        bars = axes.bar(YEARS, VARIANCE, width=0.6)
        labels = [f"−£{-v:.1f}m" for v in VARIANCE]
        axes.bar_label(bars, labels=labels, padding=3)
        axes.axhline(0, color="#3D3D3D", linewidth=1)
        axes.set_ylabel("£ million", rotation=0, ha="left", y=1.03)
        out = io.StringIO()
        figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
        plt.close(figure)
    return out.getvalue()


def figure_cell(
    name: str, alt: str, caption: str | None = None
) -> nbformat.NotebookNode:
    options = ["#| echo: false", f"#| fig-alt: {json.dumps(alt, ensure_ascii=False)}"]
    if caption:
        options.append(f"#| fig-cap: {json.dumps(caption, ensure_ascii=False)}")
    output = new_output(
        "display_data",
        {"image/svg+xml": chart(), "text/plain": "<Figure>"},
        metadata={"alt": alt},
    )
    return new_code_cell("\n".join(options), id=name, outputs=[output])


def table_cell(name: str, html: str) -> nbformat.NotebookNode:
    output = new_output("display_data", {"text/html": html, "text/plain": "GT"})
    return new_code_cell("#| echo: false", id=name, outputs=[output])


def variance_table(*, wide: bool = False) -> str:
    frame = pd.DataFrame(
        {
            "Financial year": YEARS,
            "Scope": ["Shared", "Shared", "Both", "Shared"],
            "Status": ["Outturn", "Outturn", "Outturn", "Provisional outturn"],
            "Budget, £m": ["58.0", "55.3", "[x]", "43.6"],
            "Variance, £m": [f"−{-v:.3f} underspend" for v in VARIANCE],
            "Source": ["S014", "S022", "P031", "P064"],
        }
    )
    if wide:
        for n in range(6):
            frame[f"Measure number {n + 1}"] = [
                f"£{n + 1}.{y}23m, approximate" for y in range(4)
            ]
    table = (
        GT(frame, id="variance")
        .cols_align("right", columns=["Budget, £m", "Variance, £m"])
        .tab_source_note("[x] not published.")
        .opt_align_table_header("left")
    )
    html = table.as_raw_html()
    caption = "<caption>Variance against budget by year, Newham, £ million</caption>"
    start = html.index(">", html.index("<table")) + 1
    return html[:start] + caption + html[start:]


def grouped_table() -> str:
    frame = pd.DataFrame(
        {
            "group": ["Finance", "Finance", "Property"],
            "Service": ["Payroll", "Exchequer", "Facilities"],
            "2016/17": ["−0.023", "[x]", "0.110"],
            "2017/18": ["0.373", "−0.040", "0.007"],
        }
    )
    table = (
        GT(frame, id="services", rowname_col="Service", groupname_col="group")
        .cols_align("right", columns=["2016/17", "2017/18"])
        .tab_spanner("Variance, £ million", columns=["2016/17", "2017/18"])
        .tab_stubhead("Service")
    )
    link = '<a href="../methods.html#signs">[x]</a>'
    return table.as_raw_html().replace(">[x]<", f">{link}<")


NAV = """\
::: {.page-nav}
[Overview](index.ipynb) · [Savings](savings.ipynb) · **Overspend** ·
[Satisfaction](satisfaction.ipynb) · [PDF](overspend.pdf)
:::
"""
FINDING = """\
::: {.finding}
Shared services were **underspent in every year** since 2014/15, most in 2017/18.
:::
"""
HEADLINES = """\
:::: {.headlines}

::: {.headline}
**−£1.342m**

underspend in 2017/18 against a shared budget of £43.6m.

[Evidence: sufficient. Source: [minutes](../methods.html#fact-P071)]{.evidence}
:::

::: {.headline}
**−£0.080m**

underspend in 2016/17, the year before.
:::

::: {.headline}
**[x]**

shared budget of 2016/17: not published.
:::

::::

:::: {.facts}
::: {.fact data-fact="P071"}
**−£1.342m**, budget position, 2017/18; outturn. Evidence: sufficient. Source:
oneSource Joint Committee, 12 July 2019, <https://www.gov.uk/>.
:::
::::
"""
NOTICE = """\
::: {.notice}
**Illustrative data.** The figures on this page are made up by a generator and
describe no council.
:::
"""
BY_YEAR = """\
## The underspend grew in 2017/18

Variance is outturn less budget: a positive figure is an overspend. Forecasts in the
year went +2.3, +0.796 and +0.142, then −1.342 (£ million). See the
[methods](../methods.ipynb) and the [auditor's letter](https://www.gov.uk/).
"""
ONE_MEDIUM = """\
::: {.html-only}
Only on the page.
:::

::: {.content-visible when-format="html"}
On screen only.
:::

::: {.content-visible when-format="typst"}
In print only.
:::
"""
HOW_SURE = """\
## How sure we are

- The split of 2016/17 was printed *without signs*; only one reading adds up.
- The provisional outturn has not been audited.

### What could change it

The audit of 2017/18.

::: {.evidence}
Evidence: sufficient. Committee report of 12 July 2019.
:::
"""
SOURCES = """\
## Where it comes from

| Document | Date |
|---|---:|
| Budget outturn | 12 July 2019 |
| Annual report | 5 June 2018 |
"""


def overspend_page() -> nbformat.NotebookNode:
    return new_notebook(
        cells=[
            front("Newham: overspend"),
            markdown("nav", NAV),
            markdown("finding", FINDING),
            markdown("headlines", HEADLINES),
            markdown("notice", NOTICE),
            markdown("year", BY_YEAR),
            figure_cell("chart", CHART_ALT, "Variance against budget, £ million"),
            table_cell("table", variance_table()),
            figure_cell("quoted", QUOTED_ALT),
            table_cell("grouped", grouped_table()),
            markdown("medium", ONE_MEDIUM),
            markdown("sure", HOW_SURE),
            markdown("sources", SOURCES),
        ]
    )


def simple_page(title: str, body: str, **more: object) -> nbformat.NotebookNode:
    return new_notebook(cells=[front(title, **more), markdown("body", body)])


def evaluation_page() -> nbformat.NotebookNode:
    return new_notebook(
        cells=[
            front("Newham: evaluation", format="typst"),
            markdown("one", "# Savings\n\n## Saved\n\nText of the first part.\n"),
            figure_cell("chart", CHART_ALT),
            markdown("two", "# Overspend\n\n## Overspent\n\nText of the second part."),
            table_cell("wide", variance_table(wide=True)),
        ]
    )


def make_project(folder: Path) -> Path:
    """Lay out a project of seven pages in a folder, with the repository's own look."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "_brand.yml", folder)
    shutil.copytree(ROOT / "assets", folder / "assets")
    config = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    # As a build does: it is for who types quarto render in the project.
    del config["project"]["pre-render"]
    config["website"]["navbar"]["left"] = [
        {"text": "Home", "href": "index.ipynb"},
        {"text": "Newham", "href": "newham/index.ipynb"},
        {
            "text": "More",
            "menu": [
                {"text": "Methods", "href": "methods.ipynb"},
                {"text": "Satisfaction", "href": "newham/satisfaction.ipynb"},
            ],
        },
    ]
    config["website"]["page-footer"]["left"] = (
        "oneSource evaluation. Built 12 July 2019."
    )
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    (folder / "_quarto.yml").write_text(text, encoding="utf-8")
    pages = {
        "index": simple_page(
            "oneSource: evaluation of shared services",
            "## Reports\n\n- [Newham](newham/index.ipynb)\n- [Methods](methods.ipynb)",
        ),
        "methods": simple_page("Methods", "## Signs\n\n`[x]` means not published."),
        "newham/index": simple_page("Newham: overview", "## Overview\n\nText."),
        "newham/savings": simple_page("Newham: savings", "## Saved\n\nText."),
        "newham/satisfaction": simple_page("Newham: satisfaction", "## Asked\n\nText."),
        "newham/overspend": overspend_page(),
        "newham/evaluation": evaluation_page(),
    }
    for name, notebook in pages.items():
        cells = body(notebook, name)
        write_page(folder, name, page_notebook([notebook.cells[0], *cells]))
    return folder
