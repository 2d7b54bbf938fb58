"""Fourteen edits of docs/notebooks.md: each in one place, none of them in src."""

import re
from pathlib import Path

import pypdfium2
import pytest
from conftest import Project, code, place_of, words
from nbformat.v4 import new_notebook, new_raw_cell

STAFFING = """---
page: "{partner}/staffing"
title: "{partner_name}: staffing"
description: "How many people work for the partnership."
nav: "Staffing"
order: 60
---"""
PARAMETERS = 'partner = "newham"\nas_at = ""\ndata = "../data/onesource"'


def test_a_reword_a_sentence(project: Project) -> None:
    project.replace("customers who answered were satisfied in", "users were happy in")
    project.build()
    assert "73% of Newham’s users were happy in spring 2018." in project.words()


def test_b_add_a_sentence_with_a_live_number(project: Project) -> None:
    said = 'Newham was surveyed in `{python} count(len(waves), "season")`.'
    project.add(words(said))
    project.build()
    assert "Newham was surveyed in three seasons." in project.words()


def test_c_a_line_becomes_bars_in_another_colour(project: Project) -> None:
    before = project.pictures()[0]
    project.replace(
        'axes.plot(x, waves.percent, "o-", color=DARK_BLUE, label=name)',
        'axes.bar(x, waves.percent, color="#801650", label=name)',
    )
    project.build()
    after = project.pictures()[0]
    assert "#801650" not in before
    assert after.count("fill: #801650") >= 3


def test_d_a_column_more(project: Project) -> None:
    project.replace('"overall": whose', '"fieldwork": "When asked", "overall": whose')
    project.build()
    table = project.page().select_one("main table")
    assert table is not None
    assert "When asked" in table.get_text(" ")
    assert "2017-03" in table.get_text(" ")


def test_e_a_section_less(project: Project) -> None:
    notebook = project.cells()
    start = place_of(notebook, "remarks = ")
    del notebook.cells[start : place_of(notebook, "staff = ")]
    assert "What respondents said" in project.words()
    project.save(notebook)
    project.build()
    assert "What respondents said" not in project.words()


def test_f_sections_in_another_order(project: Project) -> None:
    notebook = project.cells()
    start, end = place_of(notebook, "remarks = "), place_of(notebook, "staff = ")
    moved = notebook.cells[start:end]
    del notebook.cells[start:end]
    at = place_of(notebook, "## Sources")
    notebook.cells[at:at] = moved
    project.save(notebook)
    project.build()
    headings = project.headings()
    assert headings.index("What respondents said") == headings.index("Sources") - 1


def test_g_a_section_of_ones_own(project: Project) -> None:
    project.add(
        words("## How the councils compare\n\nEach council was asked the same."),
        code(
            "import seaborn as sns\n\n"
            "rows = record.satisfaction\n"
            'rows = rows[rows.customer_group == "customers"]\n'
            'means = rows.groupby("partner", as_index=False).percent.mean()\n'
            'with chart("Bar chart of average satisfaction.", data=means) as axes:\n'
            '    sns.barplot(means, x="partner", y="percent", ax=axes)'
        ),
        code('table(means, caption="Average satisfaction", percent=["percent"])'),
        code("means"),
        code(
            "from great_tables import GT\n\n"
            'GT(means).tab_header(title="Set by great_tables")'
        ),
    )
    project.build()
    said = project.words()
    assert "How the councils compare Each council was asked the same." in said
    assert "Average satisfaction" in said
    assert "Set by great_tables" in said
    assert len(project.pictures()) == 2
    assert said.count("bexley") == 3


def test_h_a_new_topic(project: Project) -> None:
    notebook = new_notebook(
        cells=[
            new_raw_cell(STAFFING),
            code(PARAMETERS),
            code(
                "from analysis.data import open_partnership\n"
                "from analysis.present import count\n"
                "record = open_partnership(data, as_at)\n"
                "name = record.name_of('partners', partner)"
            ),
            words("`{python} name` shared `{python} count(22, 'service')`."),
        ],
        metadata=project.cells().metadata,
    )
    notebook.cells[1].metadata["tags"] = ["parameters"]
    project.save(notebook, "staffing")
    project.build("--partner", "newham", "--topic", "staffing")
    assert "Newham shared 22 services." in project.words("newham/staffing")


def test_i_a_table_of_ones_own(project: Project) -> None:
    own = project.data / "own"
    own.mkdir()
    (own / "staffing.csv").write_text("year,posts\n2016,1350\n2018,800\n", "utf-8")
    project.add(
        code(
            "import pandas as pd\n\n"
            'posts = pd.read_csv(f"{data}/own/staffing.csv")\n'
            'table(posts.astype({"year": str}), caption="Posts by year")'
        ),
    )
    project.build()
    assert "Posts by year" in project.words()
    (own / "staffing.csv").write_text("year,posts\n2016,1350\n2018,801\n", "utf-8")
    project.build()
    assert "801" in project.words()


def test_j_another_target(project: Project) -> None:
    file = project.data / "targets.csv"
    text = file.read_text(encoding="utf-8")
    row = re.search(r"^S094,.*$", text, re.MULTILINE)
    assert row
    text = text.replace(row[0], row[0].replace(",80,", ",72,"))
    file.write_text(text, encoding="utf-8")
    project.build()
    assert "1 percentage point above the target of 72%" in project.words()
    assert "The target was met in two of the three surveys" in project.headings()


def test_k_commentary_of_a_finance_director(project: Project) -> None:
    folder = project.data / "commentary"
    folder.mkdir()
    (folder / "newham-satisfaction.md").write_text(
        "---\nauthor: A. Name\nrole: Director of Finance\ndate: 2019-02-01\n---\n"
        "We asked *fewer* people.\n",
        encoding="utf-8",
    )
    pages = ("--topic", "satisfaction", "--partner", "newham", "--partner", "havering")
    project.build(*pages)
    said = "A. Name, Director of Finance, 1 February 2019 We asked fewer people."
    assert said in project.words()
    assert "A. Name" not in project.words("havering/satisfaction")
    set_apart = project.page().select_one("main .commentary")
    assert set_apart is not None
    project.build(*pages, "--format", "pdf", "--out", "reports/paper")
    pdf = project.root / "reports/paper/newham/satisfaction.pdf"
    assert "We asked fewer people." in paper(pdf)
    project.build(*pages, "--as-at", "2019-01-31", "--out", "reports/site-before")
    before = project.root / "reports/site-before/newham/satisfaction.html"
    assert "A. Name" not in before.read_text(encoding="utf-8")


def test_l_an_annotation_on_the_chart_of_one_council(project: Project) -> None:
    project.build("--topic", "satisfaction")
    councils = ("newham/satisfaction", "havering/satisfaction")
    before = {page: project.pictures(page)[0] for page in councils}
    project.replace(
        "    mark_breaks(axes, breaks, x)\n",
        "    mark_breaks(axes, breaks, x)\n"
        '    if partner == "newham":\n'
        '        axes.annotate("New system", ("Autumn 2017", 70))\n',
    )
    project.build("--topic", "satisfaction")
    after = {page: project.pictures(page)[0] for page in councils}
    texts = re.compile(r'id="text_')
    added = {
        p: len(texts.findall(after[p])) - len(texts.findall(before[p])) for p in after
    }
    assert added == {"newham/satisfaction": 1, "havering/satisfaction": 0}


def test_m_the_order_of_councils(project: Project) -> None:
    file = project.data / "partners.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    names = [row.split(",")[1] for row in rows]
    file.write_text("\n".join([head, *rows[::-1]]) + "\n", encoding="utf-8")
    project.build("--topic", "satisfaction", "--topic", "home")
    shown = [h.get_text(strip=True) for h in project.page("index").select("main h3")]
    assert [one for one in shown if one in names] == names[::-1]


def test_n_a_word_changed_in_the_whole_house(project: Project) -> None:
    file = project.root / "notebooks" / "words.toml"
    file.write_text('below = "short of"\n', encoding="utf-8")
    project.build()
    assert "7 percentage points short of the target of 80%" in project.words()
    file.write_text('belwo = "short of"\n', encoding="utf-8")
    with pytest.raises(AssertionError, match="belwo"):
        project.build()


def paper(file: Path) -> str:
    """Return the words of a PDF."""
    document = pypdfium2.PdfDocument(file)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())
