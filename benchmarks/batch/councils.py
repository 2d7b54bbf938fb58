"""Make a partnership of any number of councils, as copies of one."""

import shutil
from pathlib import Path

import pandas as pd

COPIED = "newham"
# What the reports of a council are mostly about; each copy has as much as Newham.
TABLES = ("membership", "satisfaction", "savings", "spending", "targets")


ROOT = Path(__file__).parents[2]
PARTS = ("_quarto.yml", "_brand.yml", "assets", "notebooks")


def make_project(project: Path, councils: int) -> Path:
    """Make a project of so many councils; return its folder of data."""
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    data = project / "data" / "onesource"
    grow(ROOT / "data" / "onesource", data, councils)
    return data


def grow(source: Path, target: Path, councils: int) -> None:
    """Write a data folder of so many councils.

    Parameters
    ----------
    source
        The published record.
    target
        The folder to write.
    councils
        How many councils it shall have.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    partners = _read(target / "partners.csv")
    more = [f"council-{n:04}" for n in range(1, councils - len(partners) + 1)]
    like = partners[partners["id"] == COPIED].iloc[0]
    rows = [
        {
            **like,
            "id": name,
            "name": name.replace("-", " ").capitalize(),
            "ons_code": "",
        }
        for name in more
    ]
    _write(pd.concat([partners, pd.DataFrame(rows)]), target / "partners.csv")
    for table in TABLES:
        frame = _read(target / f"{table}.csv")
        own = frame[frame["partner"] == COPIED]
        copies = [_copy(own, name) for name in more]
        _write(pd.concat([frame, *copies]), target / f"{table}.csv")


def _copy(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    changed = rows.assign(partner=name)
    if "id" in rows:
        changed["id"] = rows["id"] + "-" + name
    if "part_of" in rows:
        changed["part_of"] = ""
    return changed


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _write(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False)
