"""What changed since the edition before is told from what that edition published."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pages import shown

from analysis.data import Partnership, open_partnership
from analysis.data.editions import Editions
from analysis.present import changes
from analysis.present.display import Table
from analysis.present.package import package_files
from analysis.protocol import EDITIONS_VARIABLE, PACKAGE_FOLDER

EARLY, LATE = "2018-01-31", "2025-12-31"
Beside = Callable[..., Partnership]


def publish(record: Partnership, folder: Path) -> Path:
    """Write what an edition carries in its downloads."""
    for name, content in package_files(record).items():
        path = folder / PACKAGE_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def early(
    as_at: Callable[[str], Partnership], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of an edition as at the end of January 2018."""
    return publish(as_at(EARLY), tmp_path_factory.mktemp("early"))


def listing(folder: Path, **editions: Path) -> Editions:
    """Name editions as a build does."""
    file = folder / "editions.json"
    named = {
        day[1:].replace("_", "-"): {"folder": str(f)} for day, f in editions.items()
    }
    file.write_text(json.dumps(named), encoding="utf-8")
    return Editions(file)


@pytest.fixture
def later(published: Path, early: Path, tmp_path: Path) -> Partnership:
    """Return the record as at the end of 2025, beside that edition."""
    kept = listing(tmp_path, _2018_01_31=early)
    return open_partnership(published, LATE, kept)


def rows(table: object) -> list[dict[str, str]]:
    assert isinstance(table, Table)
    return table.data.to_dict("records")


def test_an_edition_reads_back_what_it_published(
    as_at: Callable[[str], Partnership], later: Partnership
) -> None:
    edition = later.editions.before(later.as_at)
    assert edition is not None
    assert edition.as_at == date(2018, 1, 31)
    for name, table in edition.tables.items():
        assert table.equals(as_at(EARLY).tables[name]), name


def test_one_sentence_says_how_much_is_new_revised_and_withdrawn(
    later: Partnership,
) -> None:
    said = changes.answer(later).markdown
    assert "Since 31 January 2018: 71 new figures, 1 revised, none withdrawn." in said


def test_a_revised_figure_is_shown_before_and_now_with_its_source(
    later: Partnership,
) -> None:
    (row,) = rows(changes.revised(later))
    assert row["Before"] == "£11.069m"
    assert row["Now"].startswith("[£12.85m](site:sources#fact-P012")
    assert row["By how much"] == "+£1.781m"
    assert "before: applied" in row["Status and basis"]
    assert "site:sources#annual-report-2017-18" in row["Source"]


def test_the_topics_hold_every_new_figure_once(later: Partnership) -> None:
    counted = rows(changes.by_topic(later))
    assert sum(int(row["New"]) for row in counted) == 71
    for row in counted:
        assert len(rows(changes.new(later, row["Topic"]))) == int(row["New"])


def test_new_figures_come_newest_first_and_each_has_its_source(
    later: Partnership,
) -> None:
    listed = rows(changes.new(later, "Overspend"))
    assert listed[0]["Published"].endswith("2023")
    assert listed[-1]["Published"].endswith("2018")
    assert all("](site:sources#" in row["Source"] for row in listed)


def test_what_an_edition_published_counts_and_not_what_its_rows_are_today(
    published: Path, early: Path, tmp_path: Path
) -> None:
    """A value mended in the tables since, without any new document, is revised."""
    edition = tmp_path / "edition"
    shutil.copytree(early, edition)
    table = edition / PACKAGE_FOLDER / "savings.csv"
    text = table.read_text("utf-8")
    assert text.count(",5400000.0,") == 1
    table.write_text(text.replace(",5400000.0,", ",5300000.0,"), "utf-8")
    gone = table.with_name("targets.csv")
    row = gone.read_text("utf-8").splitlines()[-1]
    more = row.replace("P100", "P100X").replace("satisfaction,80", "speed,80")
    gone.write_text(gone.read_text("utf-8") + more + "\n", "utf-8")
    kept = listing(tmp_path, _2018_01_31=edition)
    record = open_partnership(published, EARLY.replace("-31", "-30"), kept)
    assert "nothing to compare" in changes.answer(record).markdown
    record = open_partnership(published, "2018-02-01", kept)
    (moved,) = rows(changes.revised(record))
    assert (moved["Before"], moved["By how much"]) == ("£5.3m", "+£100k")
    (lost,) = rows(changes.withdrawn(record))
    assert (lost["Value"], "speed" in lost["Figure"]) == ("80%", True)


def test_a_source_that_is_gone_is_named_without_a_link(
    published: Path, early: Path, tmp_path: Path
) -> None:
    edition = tmp_path / "edition"
    shutil.copytree(early, edition)
    for name in ("targets", "sources"):
        table = edition / PACKAGE_FOLDER / f"{name}.csv"
        lines = table.read_text("utf-8").splitlines()
        old = next(line for line in lines if "satisfaction-report-2017-07-28" in line)
        new = old.replace("satisfaction-report-2017-07-28", "lost-paper")
        new = new.replace("P100", "P100X").replace("satisfaction,80", "speed,80")
        table.write_text("\n".join([*lines, new]) + "\n", "utf-8")
    record = open_partnership(
        published, "2018-02-01", listing(tmp_path, _2018_01_31=edition)
    )
    (lost,) = rows(changes.withdrawn(record))
    assert "site:" not in lost["Source"]
    assert lost["Source"] != "lost-paper"


def test_an_edition_without_data_is_named_and_nothing_is_made_up(
    published: Path, tmp_path: Path
) -> None:
    kept = listing(tmp_path, _2018_01_31=tmp_path / "nothing")
    record = open_partnership(published, LATE, kept)
    assert "carries no data" in changes.answer(record).markdown
    assert changes.revised(record).markdown == ""


def test_the_front_page_names_the_newest_documents_with_or_without_an_edition(
    record: Partnership, later: Partnership
) -> None:
    first, since = (changes.whats_new(r).markdown for r in (record, later))
    assert "Since the edition as at 31 January 2018: 71 new figures" in since
    for said in (first, since):
        assert said.count("](site:sources#") == 3
        assert "(site:changes" in said


def test_the_page_reads_well_with_an_edition_before(later: Partnership) -> None:
    cells = shown("changes", later)
    assert sum(isinstance(cell.shown, Table) for cell in cells) == 8
    words = "\n".join(cell.words for cell in cells)
    assert not re.search(r"\bnan\b|\bNone\b|\bNaT\b|<NA>|\[x\]", words)


def test_notebooks_find_what_the_build_has_named(
    published: Path, early: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = listing(tmp_path, _2018_01_31=early).listed
    monkeypatch.setenv(EDITIONS_VARIABLE, str(named))
    found = open_partnership(published, LATE).editions.all
    assert [edition.as_at for edition in found] == [date(2018, 1, 31)]
