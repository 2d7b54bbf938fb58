"""A site of three files, as a build leaves it."""

from pathlib import Path

from analysis.pipeline.manifest import NAME, Manifest, ReportEntry
from analysis.pipeline.site import checksums

PAGE = '<html><body><h1 id="top">{}</h1>{}</body></html>'


def make_site(
    folder: Path,
    links: str = '<a href="newham/savings.html#top">Savings</a>',
    words: str = "Home",
    reason: str | None = None,
) -> Path:
    """Write a site; `reason` makes one of its reports a failed one."""
    (folder / "newham").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE.format(words, links), encoding="utf-8")
    page = PAGE.format("Savings", '<a href="../index.html">Home</a>')
    (folder / "newham" / "savings.html").write_text(page, encoding="utf-8")
    status = "failed" if reason else "built"
    reports = (
        ReportEntry("index", "home", None, "built", None),
        ReportEntry("newham/savings", "savings", "newham", status, None, {}, reason),
    )
    manifest = Manifest(
        partnership="oneSource",
        as_at="2025-12-31",
        engine="embedded",
        engine_version="1",
        formats=("html",),
        package="0",
        python="3",
        reports=reports,
        inputs=(),
    )
    (folder / NAME).write_text(manifest.to_json(), encoding="utf-8")
    checksums.write(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
