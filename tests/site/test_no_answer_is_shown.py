"""Nothing that one respondent said, and no id of one, is in anything that is built.

The illustrative partnership is built whole, and every file that the build leaves is
searched: pages, the search's index, documents, downloads, the data package, notebooks,
logs, what is kept for the next build, and what the command said. The search is itself
tried: what is planted in any of these kinds of file is found.
"""

import gzip
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from once import built_once
from whole import PARTS, Built

MARK = re.compile(r"TR-[0-9a-f]{8}")
HEX = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(?![0-9a-f])")
ANSWER = "Overall, how satisfied are you?"


class Answers:
    """Hold what respondents said, to be searched for."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.glob("responses-*.csv"))
        rows = pd.concat([pd.read_csv(file, dtype=str) for file in files])
        self.ids = {i.removeprefix("TR-") for i in rows["Response"]}
        self.comments = set(rows["Comment"].dropna())
        # An id stands behind each comment; before it is what the respondent wrote.
        self.words = {comment.rsplit(" (", 1)[0] for comment in self.comments}
        who, group, said = (
            "|".join(re.escape(word) for word in rows[column].unique())
            for column in ("Organisation", "Who", ANSWER)
        )
        self.rows = re.compile(rf"({who})\W{{1,8}}({group})\b.{{0,60}}\b({said})\b")

    def found(self, text: str) -> list[str]:
        """Return what a text tells of respondents: ids, comments, whole answers."""
        plain = re.sub(r"\s+", " ", text)
        ids = [i for i in HEX.findall(text) if i in self.ids]
        words = [w for w in self.words if w in plain]
        rows = [match.group() for match in self.rows.finditer(plain)]
        return [*MARK.findall(text), *ids, *words, *rows]


@pytest.fixture(scope="module")
def answers(root: Path) -> Answers:
    return Answers(root / "data" / "example")


@pytest.fixture(scope="module")
def built(shared: Path, root: Path) -> Built:
    """Build the illustrative partnership: every council, every topic, HTML and PDF."""
    made = built_once(
        shared, root, "example", "--data", "data/example", "--engine", "embedded"
    )
    assert made.status == 0, made.out + made.err
    return made


def texts(folder: Path, leave: tuple[str, ...] = ()) -> Iterator[tuple[Path, str]]:
    """Return every file as text, with what is packed in it unpacked."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.relative_to(folder).parts[0] not in leave:
            yield path, "\n".join(unpacked(path.name, path.read_bytes()))


def unpacked(name: str, raw: bytes) -> Iterator[str]:
    """Return the texts of a file: as it is, and as a reader's program shows it."""
    yield raw.decode("utf-8", "replace")
    if raw.startswith(b"%PDF"):
        yield from of_document(raw)
    elif raw.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            for inner in packed.namelist():
                yield from unpacked(inner, packed.read(inner))
    elif raw.startswith(b"\x1f\x8b"):
        yield from unpacked(name.removesuffix(".gz"), gzip.decompress(raw))
    elif name.endswith((".svg", ".xml", ".rels")):
        yield BeautifulSoup(raw, "xml").get_text(" ")
    elif name.endswith(".html"):
        yield BeautifulSoup(raw, "lxml").get_text(" ")
    elif name.endswith((".json", ".ipynb")):
        yield from strings(json.loads(raw))


def of_document(raw: bytes) -> Iterator[str]:
    """Return what stands on a document's pages, and the strings behind them."""
    for page in (document := pypdfium2.PdfDocument(raw)):
        yield page.get_textpage().get_text_range()
    document.close()
    with pikepdf.open(BytesIO(raw)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary):
                yield from (
                    str(v) for v in item.values() if isinstance(v, pikepdf.String)
                )


def strings(value: object) -> Iterator[str]:
    """Return every string in what a JSON file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (str(key), *strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_what_was_built_shows_the_survey(built: Built) -> None:
    assert "Satisfaction by service" in built.words("castlemere/satisfaction")
    kinds = {p.suffix for p in built.site.rglob("*") if p.is_file()}
    assert {".html", ".pdf", ".csv", ".xlsx", ".json", ".svg"} <= kinds


def test_twenty_thousand_answered_in_six_waves(answers: Answers, root: Path) -> None:
    assert len(answers.ids) == 20_000
    assert len(answers.comments) > 1_000
    assert len(list((root / "data" / "example").glob("responses-*.csv"))) == 6


def test_none_of_them_is_in_anything_built(built: Built, answers: Answers) -> None:
    searched = 0
    for path, text in texts(built.project, leave=PARTS):
        searched += 1
        assert answers.found(text) == [], path
    assert searched > 300


def test_no_extract_is_copied_into_what_is_built(built: Built) -> None:
    assert [p for p in built.site.rglob("responses*") if p.is_file()] == []


def as_page(path: Path, words: str) -> None:
    path.write_text(f"<p>{words.replace(' ', '</b> <b>')}</p>", encoding="utf-8")


def as_index(path: Path, words: str) -> None:
    path.write_text(json.dumps([{"text": f"\u2019{words}"}]), encoding="ascii")


def as_workbook(path: Path, words: str) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Hidden")["B7"] = words
    book.save(path)


def as_notebook(path: Path, words: str) -> None:
    output = nbformat.v4.new_output("stream", text=words)
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)


def as_log(path: Path, words: str) -> None:
    path.write_bytes(gzip.compress(f"could not read row 7: {words}\n".encode()))


def as_package(path: Path, words: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("data.csv", f"a,b\n1,{words}\n")


KINDS: dict[str, Callable[[Path, str], None]] = {
    "page.html": as_page,
    "search.json": as_index,
    "tables.xlsx": as_workbook,
    "run.ipynb": as_notebook,
    "run.log.gz": as_log,
    "package.zip": as_package,
}


@pytest.mark.parametrize("name", KINDS)
def test_the_search_finds_what_is_planted_in_a_file(
    name: str, answers: Answers, tmp_path: Path
) -> None:
    mark, comment = min(answers.ids), min(answers.comments)
    row = "Castlemere Council,Customer,Finance,Dissatisfied,1.00"
    for words in (f"TR-{mark}", mark, comment.rsplit(" (", 1)[0], row):
        KINDS[name](tmp_path / name, words)
        ((_, text),) = texts(tmp_path)
        assert answers.found(text), words


def test_the_search_reads_documents_that_were_built(
    built: Built, answers: Answers, tmp_path: Path
) -> None:
    shutil.copy(built.site / "castlemere" / "evaluation.pdf", tmp_path)
    ((_, text),) = texts(tmp_path)
    assert "Who answered: customers of Castlemere" in re.sub(r"\s+", " ", text)
    with pikepdf.open(tmp_path / "evaluation.pdf", allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Subject"] = f"TR-{min(answers.ids)}"
        pdf.save()
    ((_, text),) = texts(tmp_path)
    assert answers.found(text)
