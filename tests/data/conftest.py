"""A copy of the published record that a test may spoil."""

import shutil
from pathlib import Path

import pytest
from folder import Folder


@pytest.fixture
def folder(tmp_path: Path, published: Path) -> Folder:
    """Return a copy of the published record."""
    return Folder(Path(shutil.copytree(published, tmp_path / "partnership")))


TABLES = {
    "partners.csv": "id,name,joined,source\neast,East,2014-04,minutes\n",
    "services.csv": "id,name\nfinance,Finance\n",
    "sources.csv": "id,title,publisher,kind,published,precision,reference\n"
    "minutes,Minutes,Joint Committee,minutes,2018-08-03,day,https://example.org/\n",
    "savings.csv": "id,partner,service,scope,period_from,period_to,status,basis,"
    "basis_evidence,cashable,recurrence,qualifier,amount_gbp,published,source\n"
    "A1,east,finance,shared,2017/18,2017/18,achieved,run-rate,stated,yes,"
    "recurrent,exact,500000,2018-08-03,minutes\n"
    "A2,partnership,all,shared,2017/18,2017/18,target,run-rate,stated,yes,"
    "recurrent,exact,400000,2018-08-03,minutes\n",
}
SETTINGS = 'name = "Both"\ndescription = "Two councils."\nprovider = "Both Ltd"\n'


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    """Return a folder of four small tables in which nothing is wrong."""
    path = tmp_path / "small"
    path.mkdir()
    (path / "partnership.toml").write_text(SETTINGS, encoding="utf-8")
    for name, text in TABLES.items():
        (path / name).write_text(text, encoding="utf-8")
    return Folder(path)
