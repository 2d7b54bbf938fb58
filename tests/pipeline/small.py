"""A small project: a few tiny notebooks, and a renderer that writes plain files."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import nbformat
import yaml
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_raw_cell,
)

from analysis.errors import EngineError
from analysis.pipeline.config import BuildRequest, Partner
from analysis.pipeline.execute.notebook import Job
from analysis.pipeline.execute.outcome import Failure, Outcome
from analysis.pipeline.execute.pool import Workers
from analysis.pipeline.manifest import Manifest
from analysis.pipeline.pipeline import build
from analysis.pipeline.render.engines import Engine

PARTNERS = (Partner("newham", "Newham"), Partner("havering", "Havering"))
CONFIG = {
    "project": {"type": "website", "output-dir": "reports/site"},
    "website": {"title": "Evaluation", "navbar": {"background": "dark", "left": []}},
    "execute": {"enabled": False},
    "format": {"html": {"toc": True}, "typst": {"papersize": "a4"}},
}
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
    "<rect width='9' height='9'/></svg>"
)
SAY = (
    "from IPython.display import Markdown\n"
    "Markdown(f'## {partner} saved most\\n\\nOf all councils.')"
)
SHOW = (
    "from IPython.display import display\n"
    f"display({{'image/svg+xml': {SVG!r}, 'text/plain': 'secret repr'}}, raw=True, "
    "metadata={'alt': 'One square of nine by nine.', 'caption': 'A square'})"
)
TABLE = (
    "from IPython.display import HTML\nprint('secret stream')\n"
    "HTML('<table><tr><td>83 %</td></tr></table>')"
)


def front(page: str, order: int, **more: object) -> NotebookNode:
    keys = {
        "page": page,
        "title": "{partner_name}: a page" if "{" in page else "A page",
        "subtitle": "{partnership_name}, as at {as_at_text}",
        "nav": page.rpartition("/")[2].capitalize(),
        "order": order,
        **more,
    }
    keys = {k: v for k, v in keys.items() if v is not None}
    return new_raw_cell(f"---\n{yaml.safe_dump(keys)}---")


def parameters(*names: str) -> NotebookNode:
    source = "\n".join(f'{name} = ""' for name in names)
    return new_code_cell(source, metadata={"tags": ["parameters"]})


def notebook(
    page: str,
    *cells: NotebookNode,
    order: int = 10,
    declares: Sequence[str] | None = None,
    **more: object,
) -> NotebookNode:
    if declares is None:
        declares = ("partner", "as_at", "data")[0 if "{" in page else 1 :]
    return new_notebook(
        cells=[front(page, order, **more), parameters(*declares), *cells]
    )


def code(source: str) -> NotebookNode:
    return new_code_cell(source)


def words(source: str) -> NotebookNode:
    return new_markdown_cell(source)


def make_project(root: Path, **notebooks: NotebookNode) -> BuildRequest:
    (root / "notebooks").mkdir(parents=True)
    (root / "assets").mkdir()
    (root / "assets" / "look.css").write_text("p {}", encoding="utf-8")
    (root / "data" / "tiny").mkdir(parents=True)
    table = root / "data" / "tiny" / "savings.csv"
    table.write_text("a\n1\n", encoding="utf-8")
    (root / "_quarto.yml").write_text(yaml.safe_dump(CONFIG), encoding="utf-8")
    for topic, content in notebooks.items():
        nbformat.write(content, root / "notebooks" / f"{topic}.ipynb")
    return BuildRequest(
        root=root,
        partnership="oneSource",
        partners=PARTNERS,
        as_at=date(2019, 7, 12),
        data=table.parent,
        inputs=(table,),
    )


def usual_notebooks() -> dict[str, NotebookNode]:
    return {
        "home": notebook("index", words("Welcome."), order=1),
        "overview": notebook("{partner}/index", code(SAY), order=10, nav="Overview"),
        "savings": notebook("{partner}/savings", code(SHOW), code(TABLE), order=20),
    }


@dataclass(frozen=True)
class Built:
    """Hold what a build was asked, what it made and what it said."""

    request: BuildRequest
    site: Path
    record: Manifest
    said: str


class Instead(Executor):
    """Take each notebook as if it had run, where a test is about what follows.

    A cell that divides by zero fails; no kernel starts.
    """

    def __init__(self, workers: Workers) -> None:
        self.workers = workers

    def submit(self, _: object, job: Job) -> "Future[Outcome]":
        """Copy the notebook to where its run would have put it."""
        failure = None
        if "1 / 0" in job.notebook.read_text("utf-8"):
            failure = Failure("ZeroDivisionError", "division by zero", 3)
            job.log.parent.mkdir(parents=True, exist_ok=True)
            job.log.write_text("ZeroDivisionError", "utf-8")
        else:
            job.output.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(job.notebook, job.output)
        future: Future[Outcome] = Future()
        content = hashlib.sha256(job.notebook.read_bytes()).hexdigest()
        future.set_result(Outcome(job.page, 0.0, failure, content=content))
        return future


def quickly(request: BuildRequest, engine: Engine) -> Manifest:
    """Build without kernels."""
    return build(request, engine=engine, executor=Instead)


class PlainEngine:
    """Write each page's cells as they are, in place of a renderer."""

    name = "embedded"
    version = "0"
    at_once = 200
    parallel = False
    modules = ()

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        self.rendered = 0

    def render(self, project: Path, formats: frozenset[str], log: Path) -> Path:
        """Write the project's notebooks out, or fail if told to."""
        self.rendered += 1
        log.write_text("rendered", encoding="utf-8")
        if self.fails:
            raise EngineError("index.ipynb cannot be rendered.")
        config = yaml.safe_load((project / "_quarto.yml").read_text(encoding="utf-8"))
        site = project / config["project"]["output-dir"]
        index = []
        for path in sorted(project.rglob("*.ipynb")):
            page = path.relative_to(project).with_suffix("").as_posix()
            nb = nbformat.read(path, as_version=4)
            text = "\n\n".join(c.source for c in nb.cells) + json.dumps(
                [c.get("outputs", []) for c in nb.cells]
            )
            (site / page).parent.mkdir(parents=True, exist_ok=True)
            if (project / f"{page}_files").is_dir():
                beside = site / f"{page}_files"
                shutil.copytree(project / f"{page}_files", beside)
            for wanted in formats:
                if wanted == "pdf" or "typst" not in nb.cells[0].source:
                    (site / f"{page}.{wanted}").write_text(text, encoding="utf-8")
            if (site / f"{page}.html").exists():
                index.append({"href": f"{page}.html", "title": page})
        if (project / "downloads").is_dir():
            shutil.copytree(project / "downloads", site / "downloads")
        (site / "search.json").write_text(json.dumps(index), encoding="utf-8")
        return site
