"""Nothing in the tree depends on the machine it was written on."""

import re

from repository import ROOT, text_of, tracked

# Folders in which a machine keeps what is its own, and whose they are.
OWN = re.compile(
    r"(?<![\w.~/-])/(?:home|Users|root|work|tmp|opt|mnt)/(\w+)"
    r"|\b[A-Z]:\\+Users\\+(\w+)"
)
EXAMPLES = {"me", "ann"}
GENERATED = {ROOT / "requirements.lock", ROOT / "requirements-dev.lock"}


def test_no_file_names_a_folder_of_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path not in GENERATED and path.name != "test_tree.py"
        for match in OWN.finditer(text_of(path) or "")
        if not EXAMPLES.intersection(match.groups())
    ]
    assert found == []


def test_what_is_built_is_not_kept() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert not top & {"reports", ".venv", "_site", ".quarto"}
