"""Have Pandoc write many documents, in one format or two, in one run."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pypandoc

HERE = Path(__file__).parent
FILTERS = HERE / "filters"


@cache
def version() -> str:
    """Return the version of the Pandoc that comes with the wheels, such as 3.9."""
    return str(pypandoc.get_pandoc_version())


@cache
def _abbreviations() -> list[str]:
    """Return after which words no line begins: the program knows, its Lua does not."""
    return _run("--print-default-data-file=abbreviations").stdout.split()


def convert(
    documents: Mapping[str, Mapping[str, Any]],
    settings: Mapping[str, Any],
    work: Path,
) -> Iterator[tuple[str, str | None]]:
    """Convert documents; yield the source of each, and why it was refused, if it was.

    Each is yielded as soon as it is written, while Pandoc goes on.

    Parameters
    ----------
    documents
        By source, and by format: a target and variables.
    settings
        The reader and, by format, template, filters, metadata, variables, options.
    work
        A folder to work in.
    """
    listed = [{"source": source, "to": to} for source, to in documents.items()]
    content = {**settings, "abbreviations": _abbreviations(), "documents": listed}
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=work, suffix=".json", delete=False
    ) as file:
        json.dump(content, file)
    left = set(documents)
    with subprocess.Popen(  # noqa: S603
        [pypandoc.get_pandoc_path(), "lua", HERE / "convert.lua", file.name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        for line in running.stdout or ():
            said = json.loads(line)
            left.discard(said["source"])
            yield said["source"], said.get("why")
        complaint = running.stderr.read() if running.stderr else ""
    # Those that it did not come to have what it said before it ended.
    ended = complaint.strip() or f"it ended with status {running.returncode}"
    for source in sorted(left):
        yield source, ended


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    # Not through pypandoc's functions: they change the whole process's folder.
    return subprocess.run(  # noqa: S603
        [pypandoc.get_pandoc_path(), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
