"""The record of oneSource is whole: every fact is in it, and leads to its source."""

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.data import TABLES, Partnership

FACTS = Path(__file__).with_name("fact_ids.txt").read_text("utf-8").split()
ID = re.compile(r"\b[PS]\d{3}\b")


def in_tables(record: Partnership) -> set[str]:
    tables = [record.tables[name] for name, table in TABLES.items() if table.facts]
    return {identifier for table in tables for identifier in table["id"]}


def in_readme(published: Path) -> set[str]:
    """Return the ids in the first column of the lists of facts that are no row."""
    text = (published / "README.md").read_text(encoding="utf-8")
    _, lists = text.split("## Facts that are no row")
    listed = {line.split("|")[1].strip() for line in lists.splitlines() if "|" in line}
    words = re.search(r"Two more facts are words.*?\n\n", lists, re.DOTALL)
    assert words
    return {i for i in listed if ID.fullmatch(i)} | set(ID.findall(words[0]))


def test_every_fact_that_was_found_is_a_row_or_listed_with_its_reason(
    record: Partnership, published: Path
) -> None:
    assert len(FACTS) == 232
    there = in_tables(record) | in_readme(published)
    assert sorted(set(FACTS) - there) == []


def test_every_fact_of_the_record_was_found_in_a_document(
    record: Partnership, published: Path
) -> None:
    there = in_tables(record) | in_readme(published)
    assert sorted(there - set(FACTS)) == []


def test_facts_of_public_documents_are_numbered_without_a_gap() -> None:
    public = [fact for fact in FACTS if fact.startswith("P")]
    assert public == [f"P{number:03}" for number in range(1, 145)]


def test_derived_figures_are_computed_and_never_stored(
    record: Partnership, published: Path
) -> None:
    text = (published / "README.md").read_text(encoding="utf-8")
    derived = text.split("## Facts that are no row")[1].split("\n## ")[0]
    ids = {line.split("|")[1].strip() for line in derived.splitlines() if "|" in line}
    assert {"S009", "S045", "S106"} <= ids
    # S048 is a list in words; the count that was made of it is not stored.
    assert ids & in_tables(record) == {"S048"}
    assert "S048" in set(record.statements["id"])


def test_the_readme_counts_the_rows_of_every_table(published: Path) -> None:
    text = (published / "README.md").read_text(encoding="utf-8")
    pattern = r"^\| `(\w+)\.csv` \|[^|]*\| (\d+) \|"
    said = dict(re.findall(pattern, text, re.MULTILINE))
    found = {
        file.stem: len(pd.read_csv(file, dtype=str)) for file in published.glob("*.csv")
    }
    assert {name: int(count) for name, count in said.items()} == found


@pytest.mark.parametrize("name", [n for n, table in TABLES.items() if table.facts])
def test_a_note_tells_nothing_that_was_published_after_its_row(
    record: Partnership, name: str
) -> None:
    tables = [record.tables[n] for n, table in TABLES.items() if table.facts]
    days = pd.concat(tables).groupby("id")["published"].min()
    for _, row in record.tables[name].dropna(subset=["note"]).iterrows():
        for other in ID.findall(row["note"]):
            if other in days:
                assert days[other] <= row["published"], f"{row['id']} names {other}"


def test_sources_with_an_address_have_a_whole_one(record: Partnership) -> None:
    addresses = record.sources["reference"]
    web = addresses[addresses.str.contains("://")]
    assert len(web) > 20
    assert web.str.fullmatch(r"https?://[^\s]+").all()


def test_every_source_is_used_by_a_row_or_named_in_a_note(record: Partnership) -> None:
    tables = [t for name, t in record.tables.items() if name != "sources"]
    used = {s for t in tables if "source" in t for s in t["source"].dropna()}
    notes = " ".join(n for t in tables if "note" in t for n in t["note"].dropna())
    titles = record.sources.set_index("id")["title"]
    unused = {source for source in titles.index if source not in used}
    assert [titles[source] for source in unused if titles[source] not in notes] == []


def test_the_councils_are_named_by_their_lower_case_names(record: Partnership) -> None:
    assert list(record.partners["id"]) == ["havering", "newham", "bexley"]


def test_money_is_in_whole_pounds(record: Partnership) -> None:
    for table, column in (("savings", "amount_gbp"), ("spending", "variance_gbp")):
        amounts = record.tables[table][column].dropna()
        assert (amounts == amounts.round()).all(), table
