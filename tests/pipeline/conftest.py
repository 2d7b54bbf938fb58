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
