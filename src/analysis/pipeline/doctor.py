"""Look at what reports are made with, and say what is missing."""

import platform
from pathlib import Path

import analysis
from analysis.pipeline.render.engines import Component, choose_engine, describe_engines


def examine(root: Path) -> list[Component]:
    """Return every part that a build rests on, found or not."""
    return [
        Component(
            "Python", platform.python_version(), found=True, remark="runs it all"
        ),
        Component(
            "shared-services-evaluation",
            analysis.__version__,
            found=True,
            remark="this package",
        ),
        _kernel(),
        _fonts(root),
        *describe_engines(),
    ]


def explain_choice() -> str:
    """Return which renderer a build takes by itself, and why."""
    engine = choose_engine("auto")
    why = "it is installed" if engine.name == "quarto" else "Quarto is not installed"
    return f"A build uses {engine.name} ({engine.version}), because {why}."


def _kernel() -> Component:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        remark = "no notebook can run; install ipykernel"
        return Component("kernel python3", None, found=False, remark=remark)
    return Component("kernel python3", None, found=True, remark="runs the notebooks")


def _fonts(root: Path) -> Component:
    folder = root / "assets" / "fonts"
    names = sorted(path.stem for path in folder.glob("*.ttf"))
    remark = ", ".join(names) or f"no fonts in {folder.name}: PDFs cannot be made"
    return Component("fonts", None, found=bool(names), remark=remark)
