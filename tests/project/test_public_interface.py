"""What the package offers is there, documented and typed."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from repository import PACKAGE, ROOT

import analysis
from analysis import errors

MODULES = sorted(PACKAGE.rglob("*.py"))
EVALUATION = Path(sys.executable).with_name("evaluation")


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def public(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Return what a module defines for others, methods included."""
    yield path.stem, (tree := ast.parse(path.read_text(encoding="utf-8")))
    parents: list[ast.Module | ast.ClassDef] = [tree]
    while parents:
        parent = parents.pop()
        for node in parent.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                if node.name.startswith("_"):
                    continue
                yield node.name, node
                if isinstance(node, ast.ClassDef):
                    parents.append(node)


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_everything_public_says_in_a_sentence_what_it_is_for(path: Path) -> None:
    for name, node in public(path):
        words = ast.get_docstring(node)  # type: ignore[arg-type]
        assert words, f"{name} has no docstring"
        first = words.split("\n\n")[0]
        assert first[0].isupper(), f"{name}: {first}"
        assert first.endswith((".", ":")), f"{name}: {first}"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_every_public_function_is_typed(path: Path) -> None:
    for name, node in public(path):
        if not isinstance(node, ast.FunctionDef):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        untyped = [a.arg for a in arguments if a.annotation is None]
        assert {*untyped} <= {"self", "cls"}, f"{name}: {untyped}"
        assert node.returns is not None, f"{name} does not say what it returns"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 300


def test_a_module_offers_what_it_lists() -> None:
    found = pkgutil.walk_packages(analysis.__path__, "analysis.")
    modules = [importlib.import_module(info.name) for info in found]
    listing = [module for module in modules if hasattr(module, "__all__")]
    assert "analysis.data" in [module.__name__ for module in listing]
    for module in listing:
        missing = [name for name in module.__all__ if not hasattr(module, name)]
        assert missing == [], module.__name__


def test_the_data_package_offers_this_and_no_more() -> None:
    import analysis.data

    assert analysis.data.__all__ == [
        "ALL_SERVICES",
        "TABLES",
        "WHOLE",
        "LedgerExtract",
        "Partnership",
        "Problem",
        "Settings",
        "Table",
        "check_folder",
        "listing",
        "open_ledger",
        "open_partnership",
    ]


def test_the_tree_of_errors_is_the_one_drawn_above_it() -> None:
    drawn = re.findall(r"^[│├└─ ]*(\w+Error) ", errors.__doc__ or "", re.MULTILINE)
    classes = {n for n, c in vars(errors).items() if isinstance(c, type)}
    assert {*drawn} == classes
    for name in drawn:
        assert issubclass(getattr(errors, name), errors.EvaluationError)


def test_the_command_lists_what_it_can_do() -> None:
    said = subprocess.run(
        [EVALUATION, "--help"], capture_output=True, text=True, check=True
    )
    for command in ("check", "build", "doctor"):
        assert re.search(rf"\b{command} +[A-Z]", said.stdout), command


def test_the_licence_is_the_one_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")


def test_the_version_is_the_one_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert analysis.__version__ == project["project"]["version"]
    assert f"## [{analysis.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
