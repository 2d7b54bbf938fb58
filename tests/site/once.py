"""Sites that several files of tests look at, each built once in a run."""

from pathlib import Path

from filelock import FileLock
from two import build_two_editions
from whole import Built, build, copy_of_the_project


def built_once(
    shared: Path, root: Path, name: str, *options: str, out: str = "site"
) -> Built:
    """Build a site, unless another process of this run has built it already.

    Sites of one project have its cache in common: what two of them show is run once.
    """
    project = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not project.exists():
            copy_of_the_project(root, project)
    site = project / "reports" / out
    with FileLock(shared / f"{name}-{out}.lock"):
        if not site.exists():
            build(project, *options, "--out", str(site), out=out)
    return Built.of(project, out)


def two_editions(shared: Path, root: Path, engine: str = "embedded") -> Built:
    """Build two editions of a site, unless another process has built them already."""
    project = shared / f"two-editions-{engine}"
    with FileLock(shared / f"{project.name}.lock"):
        if not project.exists():
            build_two_editions(root, project, engine)
    return Built.of(project)
