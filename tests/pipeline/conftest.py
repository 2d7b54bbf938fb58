"""One real build, shared by the tests that look at what it made; and quicker ones."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console
from small import (
    SHOW,
    TABLE,
    Built,
    PlainEngine,
    code,
    make_project,
    notebook,
    usual_notebooks,
    words,
)

from analysis.pipeline.execute.imports import ALWAYS
from analysis.pipeline.execute.pool import Pool, Workers
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


@pytest.fixture(scope="session", autouse=True)
def _fork_server(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have the fork server, of which a process has one, load what notebooks take."""
    log = tmp_path_factory.mktemp("server") / "log"
    with Pool(Workers(1, log, {"PYTHONHASHSEED": "0"}, ALWAYS)) as pool:
        pool.submit(abs, -1).result()
