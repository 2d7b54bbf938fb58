"""The workflows run what there is, with no more rights and no other code than named."""

import re
from typing import Any

import pytest
import yaml
from repository import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
PINNED = re.compile(r"- uses: [\w-]+(/[\w-]+)+@[0-9a-f]{40}  # v\d+\.\d+\.\d+")
WRITES = {("publish.yml", "publish"): {"contents"}, ("publish.yml", "deploy"): {"pages",
          "id-token"}}  # fmt: skip
"""The jobs that may write, and to what."""

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def read(name: str) -> Any:
    """Return a workflow; YAML reads its word on as true."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def said(job: Any) -> str:
    """Return all that a job runs."""
    return "\n".join(step.get("run", "") for step in job["steps"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_digest_and_says_its_version(path: Any) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    used = [line.strip() for line in lines if "uses:" in line]
    used = [line if line.startswith("- ") else f"- {line}" for line in used]
    assert used
    assert [line for line in used if not PINNED.fullmatch(line)] == []


def test_an_action_is_pinned_to_one_version_everywhere() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    pins = set(re.findall(r"uses: (\S+)@(\S+)  # (v\S+)", text))
    assert len(pins) == len({action for action, _, _ in pins})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_may_do_only_what_it_needs(path: Any) -> None:
    workflow = read(path.name)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        writes = {what for what, how in job["permissions"].items() if how == "write"}
        assert writes == WRITES.get((path.name, name), set())
        assert "timeout-minutes" in job


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_make_target_that_is_run_is_there(path: Any) -> None:
    targets = re.findall(r"\bmake ([\w-]+)", path.read_text(encoding="utf-8"))
    assert [t for t in targets if not re.search(rf"^{t}:", MAKEFILE, re.M)] == []


def test_every_push_and_pull_request_is_checked_on_the_oldest_and_newest_python() -> (
    None
):
    workflow = read("ci.yml")
    assert {"push", "pull_request"} <= {*workflow[True]}
    fast = workflow["jobs"]["fast"]
    assert fast["strategy"]["matrix"]["python"] == ["3.11", "3.13"]
    assert "make lint" in said(fast)
    assert "make test-fast" in said(fast)


def test_everything_runs_each_night_with_quarto() -> None:
    workflow = read("ci.yml")
    assert workflow[True]["schedule"][0]["cron"].endswith("* * *")
    everything = workflow["jobs"]["all"]
    assert "schedule" in everything["if"]
    assert ".ci/run" in said(everything)


def test_all_workflows_take_the_quarto_that_the_reports_are_tested_with() -> None:
    versions = {
        step["with"]["version"]
        for path in WORKFLOWS
        for job in read(path.name)["jobs"].values()
        for step in job["steps"]
        if "quarto-actions/setup" in step.get("uses", "")
    }
    (version,) = versions
    assert f"QUARTO := quarto-cli=={version}\n" in MAKEFILE
