"""One real build, shared by the tests that look at what it made; and quicker ones."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import StringIO

import pytest
from rich.console import Console
from small import (
    SHOW,
    TABLE,
    Built,
    Lent,
    PlainEngine,
    code,
    make_project,
    notebook,
    usual_notebooks,
    words,
)

from analysis.pipeline.execute.warm import Crew, WarmExecutor
from analysis.pipeline.manifest import Manifest
from analysis.pipeline.pipeline import build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build seven reports with real kernels; two of them fail."""
    root = tmp_path_factory.mktemp("built") / "project"
    sums = code("# Add up the savings\nsum([1, None])")
    notebooks = {
        **usual_notebooks(),
        "charts": notebook(
            "charts", code(f"{SHOW}\n{SHOW}"), code(SHOW), code(TABLE), order=50
        ),
        "sums": notebook(
            "{partner}/sums",
            words("## Sums that fail"),
            code("import sys\nprint('before', file=sys.stderr)"),
            sums,
            words("## After"),
            order=30,
        ),
    }
    request = replace(make_project(root, **notebooks), jobs=2)
    said = StringIO()
    record = build(request, engine=PlainEngine(), console=Console(file=said, width=200))
    return Built(request, root / "reports" / "site", record, said.getvalue())


@pytest.fixture(scope="module")
def build_warm(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Manifest]]:
    """Return what builds as ever, without the start of a process for each build."""
    log = tmp_path_factory.mktemp("warm") / "workers.log"
    with WarmExecutor(Crew(2, log, {"PYTHONHASHSEED": "0"})) as pool:
        yield partial(build, executor=lambda _: Lent(pool))
