"""Dependencies point one way."""

import subprocess
import sys
from pathlib import Path

from repository import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def test_no_room_knows_more_than_it_may() -> None:
    checked = subprocess.run(
        [LINT_IMPORTS, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert "3 kept, 0 broken" in checked.stdout
