"""A report that raises, hangs, uses all memory or ends its process fails alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from small import Built, PlainEngine, code, make_project, notebook, words

from analysis.pipeline.execute.pool import can_fork
from analysis.pipeline.pipeline import build

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="processes cannot be forked"),
]

HERE = words("## Here")
BAD = {
    "raises": "1 / 0",
    "hangs": "import time\ntime.sleep(600)",
    "eats": "import numpy as np\nheld = np.ones(2**30)",
    "ends": "import os\nos._exit(3)",
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build four bad reports and a good one."""
    root = tmp_path_factory.mktemp("limits") / "project"
    books = {name: notebook(name, HERE, code(source)) for name, source in BAD.items()}
    books["good"] = notebook("good", words("All is well."))
    request = make_project(root, **books)
    # The ceiling is below what eats asks for (8 GB), the limit above what starts.
    request = replace(request, seconds=10, megabytes=2048)
    record = build(request, engine=PlainEngine())
    return Built(request, root / "reports" / "site", record, "")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("raises", "cell 4 under “Here”: ZeroDivisionError: division by zero"),
        ("hangs", "cell 4 under “Here”: TimeLimit: a report may take 10 s"),
        ("eats", "cell 4 under “Here”: MemoryError: Unable to allocate 8.00 GiB"),
        ("eats", "(a report may use 2048 MB)"),
        ("ends", "ProcessDied: its process ended by itself, with status 3"),
    ],
)
def test_its_page_says_why(bad: Built, page: str, reason: str) -> None:
    (report,) = [r for r in bad.record.failed if r.page == page]
    assert reason in (report.reason or "")
    text = (bad.site / f"{page}.html").read_text("utf-8")
    assert "This report could not be built." in text
    assert "cell 4, which begins" in text


def test_the_others_are_built(bad: Built) -> None:
    assert {r.page for r in bad.record.failed} == set(BAD)
    assert "All is well." in (bad.site / "good.html").read_text("utf-8")


def test_only_a_process_that_died_is_tried_again(tmp_path: Path) -> None:
    count = tmp_path / "count"
    count.write_text("")
    source = f"import os\nwith open({str(count)!r}, 'a') as f:\n    f.write('x')\n"
    once = "if os.path.getsize({!r}) == 1:\n    os._exit(1)\n'lived'"
    books = {"dies": notebook("dies", code(source + once.format(str(count))))}
    request = make_project(tmp_path / "project", **books)
    assert not build(request, engine=PlainEngine()).failed
    assert count.read_text() == "xx"
