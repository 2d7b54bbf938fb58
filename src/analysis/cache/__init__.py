"""Keep results under a digest of everything they were made from.

An *action* names a result and what it is made from: a notebook, its parameters, code,
versions. What it *reads* is known only once it has run. So a result is found in two
steps, as ccache and Bazel do it: the action's key leads to the results of earlier
runs, and the one whose reads are all unchanged is taken. Its *outputs* are files,
kept as *blobs* under the SHA-256 of their content and verified before they are given
away; its *metadata* is small and JSON.

Nothing in the cache is ever the only copy: without it a build takes longer, and makes
the same.
"""

from analysis.cache.collect import collect, collect_daily
from analysis.cache.digests import digest_of_bytes, digest_of_value
from analysis.cache.files import ABSENT, FileDigests, files_below, write_whole
from analysis.cache.store import Action, Cache, Entry, Lookup, outputs_below
from analysis.cache.versions import versions

__all__ = [
    "ABSENT",
    "Action",
    "Cache",
    "Entry",
    "FileDigests",
    "Lookup",
    "collect",
    "collect_daily",
    "digest_of_bytes",
    "digest_of_value",
    "files_below",
    "outputs_below",
    "versions",
    "write_whole",
]
