"""Find what speaks against publishing a site as it stands."""

from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from analysis.errors import PublishError
from analysis.pipeline.manifest import NAME, Manifest, digest, read_manifest
from analysis.pipeline.site import checksums
from analysis.protocol import EDITIONS_FOLDER

LEADING = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}


def open_record(site: Path) -> Manifest:
    """Return the record of the build that made a site.

    Parameters
    ----------
    site
        The site's folder.

    Raises
    ------
    PublishError
        If no build has made it.
    """
    record = read_manifest(site)
    if record is None:
        raise PublishError(
            f"There is no site to publish in {site}: it has no {NAME}. "
            "Run 'evaluation build' first."
        )
    return record


def find_faults(site: Path) -> list[str]:
    """Return every reason not to publish a site, in words.

    Parameters
    ----------
    site
        The site's folder.

    Raises
    ------
    PublishError
        If no build has made it.
    """
    editions = {"": open_record(site), **_editions(site)}
    failed = [
        f"The report {home}{report.page} failed: {report.reason}"
        for home, record in editions.items()
        # The newest stands under its date as well, and is named once.
        if not home or record.as_at != editions[""].as_at
        for report in record.reports
        # A build that left it out kept a failed one as it is, with the reason.
        if report.reason
    ]
    changed = [w for home, r in editions.items() for w in _changed(r, site, home)]
    return [*failed, *changed, *broken_links(site)]


def _editions(site: Path) -> dict[str, Manifest]:
    """Return the record of each edition under its date, by its folder in the site."""
    folders = [path.parent for path in sorted(site.glob(f"{EDITIONS_FOLDER}/*/{NAME}"))]
    return {f"{EDITIONS_FOLDER}/{f.name}/": open_record(f) for f in folders}


def _changed(record: Manifest, site: Path, home: str) -> Iterator[str]:
    """Name what of an edition is not as the build left it.

    An earlier release listed pages and PDFs only.
    """
    found = checksums.changed(site / home)
    for report in record.reports:
        for file in report.files:
            path = site / home / file.path
            if not path.is_file():
                found[file.path] = "is missing from the site"
            elif digest(path, site).sha256 != file.sha256:
                found[file.path] = "was changed after it was built"
    yield from (f"{home}{name} {what}." for name, what in found.items())


def broken_links(site: Path) -> list[str]:
    """Return every link of a site that leads to nothing inside of it.

    Parameters
    ----------
    site
        The site's folder; links to other hosts are not followed.
    """
    anchors: dict[str, set[str]] = {}
    addresses: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        # A site of many pages is never held whole.
        tree = html.parse(str(path)).getroot()
        anchors[name] = {str(anchor) for anchor in _anchors(tree)}
        addresses[name] = [str(address) for address in _addresses(tree)]
    broken: dict[str, None] = {}
    for name, found in addresses.items():
        for address in found:
            why = _why_broken(name, address, site, anchors)
            if why:
                broken[f"{name}: the link {address} leads to {why}."] = None
    return list(broken)


def _anchors(tree: html.HtmlElement) -> set[str]:
    return {*tree.xpath("//@id"), *tree.xpath("//a/@name")}


def _addresses(tree: html.HtmlElement) -> Iterator[str]:
    for tag, attribute in LEADING.items():
        yield from tree.xpath(f"//{tag}/@{attribute}")


def _why_broken(
    page: str, address: str, site: Path, anchors: dict[str, set[str]]
) -> str | None:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    target = normpath(join(dirname(page), unquote(parts.path))) if parts.path else page
    if target.startswith(".."):
        return "a place outside of the site"
    if (site / target).is_dir():
        target = normpath(join(target, "index.html"))
    if not (site / target).is_file():
        return "no file"
    anchor = unquote(parts.fragment)
    if anchor and target in anchors and anchor not in anchors[target]:
        return "no such place on the page"
    return None
