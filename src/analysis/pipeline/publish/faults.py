"""Find what speaks against publishing a site."""

import os
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from analysis.errors import PublishError
from analysis.pipeline.manifest import NAME, Manifest, read_manifest
from analysis.pipeline.site import checksums
from analysis.protocol import EDITIONS_FOLDER

LINKING = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}


def open_manifest(site: Path) -> Manifest:
    """Return the manifest of the build that made a site.

    Raises
    ------
    PublishError
        If no build has made it.
    """
    manifest = read_manifest(site)
    if manifest is None:
        raise PublishError(
            f"There is no site to publish in {site}: it has no {NAME}. "
            "Run 'evaluation build' first."
        )
    return manifest


def find_faults(site: Path) -> list[str]:
    """Return every reason not to publish a site, in words.

    Raises
    ------
    PublishError
        If no build has made it, or it holds a symbolic link: what that leads to would
        be published.
    """
    editions = {"": open_manifest(site), **_editions(site)}
    _refuse_symlinks(site)
    failed = [
        f"The report {home}{report.page} failed: {report.reason}"
        for home, manifest in editions.items()
        # The latest is under its date as well, and is named once.
        if not home or manifest.as_at != editions[""].as_at
        for report in manifest.reports
        # A build that left it out kept a failed one as it is, with the reason.
        if report.reason
    ]
    changed = [
        f"{home}{name} {what}."
        for home in editions
        for name, what in checksums.changed(site / home).items()
    ]
    return [*failed, *changed, *_strangers(site, editions), *broken_links(site)]


def _editions(site: Path) -> dict[str, Manifest]:
    """Return the manifest of each edition under its date, by its folder in the site."""
    folders = [path.parent for path in sorted(site.glob(f"{EDITIONS_FOLDER}/*/{NAME}"))]
    return {f"{EDITIONS_FOLDER}/{f.name}/": open_manifest(f) for f in folders}


def _refuse_symlinks(site: Path) -> None:
    for folder, inner, names in os.walk(site):
        for name in (*inner, *names):
            path = Path(folder, name)
            if path.is_symlink():
                raise PublishError(
                    f"{path.relative_to(site).as_posix()} is a symbolic link, which no "
                    "build makes: what it leads to would be published. Remove it, and "
                    "build again."
                )


def _strangers(site: Path, editions: dict[str, Manifest]) -> Iterator[str]:
    """Name files among the editions that are part of none."""
    for path in sorted((site / EDITIONS_FOLDER).rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith(tuple(filter(None, editions))):
            yield f"{name} was not made by the build."


def broken_links(site: Path) -> list[str]:
    """Return every link of a site that leads to nothing in it, in words."""
    anchors: dict[str, set[str]] = {}
    addresses: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        # A site of many pages is never held whole.
        tree = html.parse(str(path)).getroot()
        anchors[name] = {
            str(a) for a in (*tree.xpath("//@id"), *tree.xpath("//a/@name"))
        }
        addresses[name] = [
            str(address)
            for tag, attribute in LINKING.items()
            for address in tree.xpath(f"//{tag}/@{attribute}")
        ]
    broken = {
        f"{name}: the link {address} leads to {why}.": None
        for name, found in addresses.items()
        for address in found
        if (why := _why_broken(name, address, site, anchors))
    }
    return list(broken)


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
