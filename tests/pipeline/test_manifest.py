"""What was built can be read back from the site."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import BuildError
from analysis.pipeline.manifest import FileDigest, Manifest, digest, read_manifest

records = st.builds(Manifest, schema=st.just(1))


@given(records)
def test_a_record_comes_back_unchanged(record: Manifest) -> None:
    assert Manifest.from_json(record.to_json()) == record


def test_keys_are_in_order() -> None:
    record = Manifest("oneSource", "2019-07-12", "embedded", "1", (), "0", "3", (), ())
    keys = list(json.loads(record.to_json()))
    assert keys == sorted(keys)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1}', '{"schema": 99}'])
def test_what_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "build.json").write_text(text, "utf-8")
    with pytest.raises(BuildError, match=r"build\.json is"):
        read_manifest(tmp_path)


def test_a_folder_without_a_record_has_none(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None


def test_a_file_is_named_from_the_projects_folder(tmp_path: Path) -> None:
    path = tmp_path / "data" / "x.csv"
    path.parent.mkdir()
    path.write_bytes(b"")
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest(path, tmp_path) == FileDigest("data/x.csv", nothing)
    assert digest(path, tmp_path / "elsewhere").path == "data/x.csv"
