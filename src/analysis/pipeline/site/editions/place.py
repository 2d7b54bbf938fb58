"""Put an edition in its place in a site, beside those that are kept."""

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from analysis.errors import BuildError
from analysis.pipeline.files import write_whole
from analysis.pipeline.manifest import NAME, Manifest, read_manifest, with_files
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.site.deploy import deploy
from analysis.pipeline.site.editions.arrange import arrange


def put(whole: Path, edition: Edition, *, as_left: bool) -> None:
    """Put a finished edition in place; the site is replaced in one step.

    Parameters
    ----------
    whole
        The folder it was put together in; it goes.
    edition
        What was made.
    as_left
        Whether the site in place is known to be as the last build left it.
    """
    places = edition.places
    if edition.request.beside:
        deploy(whole, places.out)
        return
    shutil.rmtree(places.new, ignore_errors=True)
    editions = edition.others | {edition.day: whole}
    known = as_left and edition.stands()
    arrange(places.new, editions, edition.day, places.out if known else None)
    deploy(places.new, places.out)


def renew(edition: Edition, result: Manifest) -> bool:
    """Write down that an edition was built again, if it stands just like that.

    Parameters
    ----------
    edition
        What was made.
    result
        The record, with the digests of the files in place.

    Returns
    -------
    bool
        False, and nothing is written, where something is not as it was made.
    """
    records = {edition.standing: result}
    top = edition.shelf.top if edition.shelf else None
    if top and top.as_at == edition.day:
        out = edition.places.out
        reports = tuple(with_files(report, out) for report in result.reports)
        records[out] = replace(result, reports=reports, editions=top.editions)
    for folder, record in records.items():
        standing = None
        with suppress(BuildError):
            standing = read_manifest(folder)
        if standing is None or not record.same_files(standing):
            return False
    for folder, record in records.items():
        write_whole(folder / NAME, record.to_json())
    return True
