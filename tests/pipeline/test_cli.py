"""The command answers with a status, and with one message where it cannot go on."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import Result
from small import code, make_project, notebook, words
from typer.testing import CliRunner

from analysis.cli import app

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with the published record and two tiny notebooks."""
    root = tmp_path / "project"
    home = notebook("index", words("Welcome."), order=1)
    make_project(root, home=home, savings=notebook("{partner}/savings"))
    shutil.copytree(ROOT / "data" / "onesource", root / "data" / "onesource")
    shutil.rmtree(root / "assets")
    shutil.copytree(ROOT / "assets", root / "assets")
    for name in ("_quarto.yml", "_brand.yml"):
        shutil.copy(ROOT / name, root / name)
    monkeypatch.chdir(root / "notebooks")
    return root


def evaluation(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert "Traceback" not in result.output
    return result


def spoil(project: Path, table: str, column: str, value: str) -> None:
    """Replace a column's value in the first row of a table."""
    path = project / "data" / "onesource" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_data_without_problems_are_said_to_have_none(project: Path) -> None:
    result = evaluation("check")
    assert result.exit_code == 0
    assert result.stdout.endswith("onesource: no problems\n")


def test_every_problem_is_listed_and_counted(project: Path) -> None:
    spoil(project, "satisfaction", "percent", "many")
    spoil(project, "partners", "joined", "soon")
    result = evaluation("check")
    assert result.exit_code == 2
    *problems, last = result.stdout.splitlines()
    assert any("satisfaction.csv, row 2, column percent: 'many'" in p for p in problems)
    assert any("partners.csv, row 2, column joined: 'soon'" in p for p in problems)
    assert last.endswith(f"onesource: {len(problems)} problems")


def test_data_that_do_not_check_are_not_built(project: Path) -> None:
    spoil(project, "satisfaction", "percent", "many")
    result = evaluation("build")
    assert result.exit_code == 2
    assert "satisfaction.csv, row 2, column percent: 'many'" in result.stderr
    assert not (project / "reports").exists()


def with_ledger(project: Path, problems: str) -> None:
    """Give the partnership a ledger whose third line holds an impossible date."""
    data = project / "data" / "onesource"
    with (data / "partnership.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[ledger]\nfiles = ["ledger/gl.csv"]\n')
        settings.write(f'problems = "{problems}"\n')
    tables = {
        "accounts": "account,name,group\n1000,Pay,employees\n",
        "cost_centres": "cost_centre,name,service\nA1,Desk,finance\n",
        "ledger/gl": "Date,Account,Cost centre,Amount\n"
        "01/04/2017,1000,A1,5.00\n31/02/2018,1000,A1,7.00\n",
    }
    (data / "ledger").mkdir()
    for name, text in tables.items():
        (data / f"{name}.csv").write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_a_ledger_row_that_cannot_be_read_stops_a_build_and_nothing_is_lost(
    project: Path,
) -> None:
    site = project / "reports" / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("as it was", encoding="utf-8")
    with_ledger(project, "refuse")
    result = evaluation("build", "--engine", "embedded", "--format", "html")
    assert result.exit_code == 2
    assert "gl.csv, row 3, column Date: '31/02/2018'" in result.stderr
    assert [f.name for f in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text("utf-8") == "as it was"


@pytest.mark.slow
def test_a_ledger_row_may_be_set_apart_and_the_rest_is_built(project: Path) -> None:
    with_ledger(project, "set apart")
    result = evaluation("build", "--engine", "embedded", "--format", "html")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (project / "reports" / "site" / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--partner", "bexlye"), "There is no partner 'bexlye'."),
        (
            ("--topic", "saving"),
            "There is no topic 'saving'. There are: home, savings.",
        ),
        (("--as-at", "yesterday"), "expected a date as YYYY-MM-DD"),
        (("--data", "nowhere"), "There is no folder nowhere"),
        (("--engine", "latex"), "'latex' is not one of"),
        (("--jobs", "0"), "Invalid value for '--jobs'"),
    ],
)
def test_wrong_usage_ends_with_status_2(
    project: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = evaluation("build", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    # What the data say may be in the cache by now; nothing is built.
    made = {path.name for path in (project / "reports").glob("*")}
    assert made <= {"cache"}


def test_outside_of_a_project_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = evaluation("build")
    assert result.exit_code == 2
    assert "is not in a project" in result.stderr


@pytest.mark.slow
def test_a_failed_report_gives_status_1_and_is_named(project: Path) -> None:
    nbformat.write(
        notebook("{partner}/savings", code("1 / 0")),
        project / "notebooks" / "savings.ipynb",
    )
    arguments = ("--partner", "newham", "--engine", "embedded", "--format", "html")
    result = evaluation("build", *arguments, "--as-at", "2019-07-12")
    assert result.exit_code == 1
    assert (
        "failed: newham/savings: cell 3: ZeroDivisionError: division by zero"
        in result.stderr
    )
    site = project / "reports" / "site"
    assert "as at 12 July 2019" in (site / "index.html").read_text("utf-8")
    assert (site / "newham" / "savings.html").is_file()
    assert not (site / "havering").exists()


def test_the_doctor_says_which_renderer_is_used_and_why(project: Path) -> None:
    result = evaluation("doctor")
    assert result.exit_code == 0
    assert "found   kernel python3" in result.stdout
    assert "open-sans-regular" in result.stdout
    assert "A build uses " in result.stdout
    assert "because" in result.stdout


def test_help_imports_nothing_that_is_slow() -> None:
    program = (
        "import sys, analysis.cli\n"
        "slow = {'pandas', 'papermill', 'nbformat', 'matplotlib', 'pydantic'}\n"
        "sys.exit(str(slow & set(sys.modules)) if slow & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_data_that_were_opened_once_are_opened_again_when_they_change(
    project: Path,
) -> None:
    assert evaluation("build", "--topic", "home", "--format", "html").exit_code == 0
    again = evaluation("build", "--topic", "home", "--format", "html")
    assert again.stdout.startswith("0 of 1 reports run, 0 pages rendered")
    spoil(project, "satisfaction", "percent", "many")
    result = evaluation("build", "--topic", "home", "--format", "html")
    assert result.exit_code == 2
    assert "satisfaction.csv, row 2, column percent: 'many'" in result.stderr
