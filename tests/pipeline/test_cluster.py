"""A batch runs on a cluster, and goes on when one of its workers is killed."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest
from small import PARTNERS, PlainEngine, code, make_project, notebook, usual_notebooks

from analysis.errors import BuildError
from analysis.pipeline.execute.cluster import on_cluster
from analysis.pipeline.execute.pool import can_fork
from analysis.pipeline.pipeline import build

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="processes cannot be forked"),
    # What the cluster's client leaves to its event loop when it closes.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ADDRESS = re.compile(r"Scheduler at:\s+(tcp://\S+)")
DASK = [sys.executable, "-m", "distributed.cli.dask_scheduler"]


@dataclass(frozen=True)
class Cluster:
    """Hold a scheduler's address and its workers' processes."""

    address: str
    workers: "list[subprocess.Popen[bytes]]"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start a scheduler and two workers on loopback, as docs/scaling.md does."""
    file = tmp_path / "scheduler.json"
    loopback = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = subprocess.Popen(
        [*DASK, "--port", "0", "--scheduler-file", str(file), *loopback],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--no-nanny"]
    options = ["--scheduler-file", str(file), "--nthreads", "1", *loopback]
    workers = [
        subprocess.Popen(
            [*worker, *options, "--local-directory", str(tmp_path / name)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name in ("one", "two")
    ]
    try:
        assert scheduler.stderr
        (address,) = islice(
            (found[1] for line in scheduler.stderr if (found := ADDRESS.search(line))),
            1,
        )
        yield Cluster(address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.communicate()


def pages(site: Path) -> dict[str, bytes]:
    files = (p for p in site.rglob("*") if p.is_file() and p.suffix != ".json")
    return {str(p.relative_to(site)): p.read_bytes() for p in files}


def test_every_report_is_built_although_a_worker_is_killed(
    tmp_path: Path, cluster: Cluster
) -> None:
    killed = cluster.workers[0].pid
    # The first report that runs below the first worker kills it.
    source = (
        "import os, signal\nfrom pathlib import Path\n"
        "parent = int(Path(f'/proc/{os.getppid()}/stat').read_text().split()[3])\n"
        f"if parent == {killed}:\n    os.kill({killed}, signal.SIGKILL)\n'done'"
    )
    books = {f"p{n}": notebook(f"p{n}", code(f"{source}  # {n}")) for n in range(8)}
    request = replace(make_project(tmp_path / "project", **books), jobs=2)
    record = build(request, engine=PlainEngine(), executor=on_cluster(cluster.address))
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert [r.status for r in record.reports] == ["built"] * 8


def test_a_cluster_gives_the_same_bytes(tmp_path: Path, cluster: Cluster) -> None:
    request = make_project(tmp_path / "project", **usual_notebooks())
    request = replace(request, partners=PARTNERS[:1])
    build(request, engine=PlainEngine())
    here = pages(request.root / "reports" / "site")
    forced = replace(request, force=True)
    build(forced, engine=PlainEngine(), executor=on_cluster(cluster.address))
    assert pages(request.root / "reports" / "site") == here


def test_nobody_at_an_address_is_one_clear_message(tmp_path: Path) -> None:
    request = make_project(tmp_path / "project", **usual_notebooks())
    silent = on_cluster("tcp://127.0.0.1:1", seconds=1)
    with pytest.raises(BuildError, match=r"No scheduler answers at tcp://127.0.0.1:1"):
        build(request, engine=PlainEngine(), executor=silent)
