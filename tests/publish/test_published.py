"""Publishing to a real folder, a real zip file and a real git remote."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from site_of_three import contents, make_site

from analysis.errors import PublishError
from analysis.pipeline.publish import branch, targets
from analysis.pipeline.publish.branch import to_branch
from analysis.pipeline.publish.owned import LISTING
from analysis.pipeline.publish.targets import to_folder, to_zip
from analysis.pipeline.site import deploy


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


def published(folder: Path) -> dict[str, bytes]:
    return {k: v for k, v in contents(folder).items() if k != LISTING}


def test_a_folder_holds_the_site_and_nothing_else(site: Path, tmp_path: Path) -> None:
    to_folder(site, tmp_path / "web")
    assert published(tmp_path / "web") == contents(site)


def test_files_of_the_last_time_go_and_those_of_others_stay(
    site: Path, tmp_path: Path
) -> None:
    web = tmp_path / "web"
    (web / "papers").mkdir(parents=True)
    (web / "robots.txt").write_text("theirs", encoding="utf-8")
    (web / "papers" / "a.pdf").write_bytes(b"theirs")
    to_folder(site, web)
    shutil.rmtree(site)
    make_site(site, links="", words="Second")
    (site / "newham" / "savings.html").unlink()
    to_folder(site, web)
    theirs = {"robots.txt": b"theirs", "papers/a.pdf": b"theirs"}
    assert published(web) == contents(site) | theirs


def test_a_file_of_somebody_else_is_not_overwritten(site: Path, tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    (web / "index.html").write_text("theirs", encoding="utf-8")
    with pytest.raises(PublishError, match=r"index\.html, which was not published"):
        to_folder(site, web)
    assert contents(web) == {"index.html": b"theirs"}


@pytest.mark.parametrize("theirs", ["newham", "index.html/a.txt", ".published/a"])
def test_nor_is_one_that_bears_the_name_of_a_folder_or_lies_in_one_of_a_file(
    site: Path, tmp_path: Path, theirs: str
) -> None:
    web = tmp_path / "web"
    (web / theirs).parent.mkdir(parents=True)
    (web / theirs).write_text("theirs", encoding="utf-8")
    with pytest.raises(PublishError, match="which was not published by this command"):
        to_folder(site, web)
    assert contents(web) == {theirs: b"theirs"}


def test_a_file_is_never_replaced_by_a_folder(site: Path, tmp_path: Path) -> None:
    (tmp_path / "web").write_text("theirs", encoding="utf-8")
    with pytest.raises(PublishError, match="is no folder"):
        to_folder(site, tmp_path / "web")
    assert (tmp_path / "web").read_text("utf-8") == "theirs"


def test_a_web_server_may_read_all_files_whatever_the_umask(
    site: Path, tmp_path: Path
) -> None:
    before = os.umask(0o077)
    try:
        site.chmod(0o700)
        (site / "index.html").chmod(0o600)
        to_folder(site, tmp_path / "web")
    finally:
        os.umask(before)
    web = tmp_path / "web"
    rights = {p.stat().st_mode & 0o777 for p in (web, *web.rglob("*")) if p.is_dir()}
    assert rights == {0o755}
    assert {p.stat().st_mode & 0o777 for p in web.rglob("*.*")} == {0o644}


@pytest.mark.parametrize("inside", ["site/web", "."])
def test_a_folder_in_the_site_or_around_it_is_refused(
    site: Path, tmp_path: Path, inside: str
) -> None:
    with pytest.raises(PublishError, match="lie in each other"):
        to_folder(site, tmp_path / inside)


@pytest.mark.parametrize("step", ["copytree", "copy2"])
def test_publishing_that_is_interrupted_leaves_the_old_site_whole(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    web = tmp_path / "web"
    web.mkdir()
    (web / "robots.txt").write_text("theirs", encoding="utf-8")
    to_folder(site, web)
    before = contents(web)
    shutil.rmtree(site)
    make_site(site, words="Second")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(targets.shutil, step, stop)
    with pytest.raises(KeyboardInterrupt):
        to_folder(site, web)
    assert contents(web) == before


def test_a_process_killed_between_the_renames_loses_nothing(
    site: Path, tmp_path: Path
) -> None:
    web = tmp_path / "web"
    to_folder(site, web)
    before = contents(web)
    web.rename(tmp_path / ".web.old")
    with deploy.lock(web, shared=True):
        assert contents(web) == before


def test_a_zip_file_holds_the_site_and_is_the_same_every_time(
    site: Path, tmp_path: Path
) -> None:
    to_zip(site, tmp_path / "one.zip")
    for path in site.rglob("*.html"):
        path.touch()
    to_zip(site, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        assert {n: archive.read(n) for n in archive.namelist()} == contents(site)


def test_a_zip_file_that_cannot_be_finished_leaves_the_old_one(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "site.zip"
    to_zip(site, file)
    before = file.read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(targets, "write_zip", stop)
    with pytest.raises(KeyboardInterrupt):
        to_zip(site, file)
    assert file.read_bytes() == before
    assert [p.name for p in tmp_path.glob(".*.zip*")] == []


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clone with one commit whose remote is a bare repository."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Web team")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "web@example.org")
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    clone = tmp_path / "clone"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "clone")
    (clone / "README.md").write_text("a project", encoding="utf-8")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "Begin")
    git(clone, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(clone, "push", "--quiet", "origin", "main")
    return clone


def send(site: Path, repository: Path, name: str = "gh-pages") -> None:
    to_branch(site, name, repository=repository, remote="origin", message="Publish")


def on_the_remote(repository: Path, name: str = "gh-pages") -> dict[str, bytes]:
    remote = repository.parent / "remote.git"
    names = git(remote, "ls-tree", "-r", "--name-only", name).splitlines()
    found = {n: git(remote, "show", f"{name}:{n}").encode() for n in names}
    return {name: content for name, content in found.items() if name != LISTING}


def test_the_branch_of_a_remote_holds_the_site_and_nothing_else(
    site: Path, repository: Path
) -> None:
    send(site, repository)
    assert on_the_remote(repository) == contents(site)
    assert git(repository, "status", "--porcelain") == ""
    assert set(on_the_remote(repository, "main")) == {"README.md"}


def test_the_next_publication_follows_the_last_even_if_another_clone_made_it(
    site: Path, repository: Path, tmp_path: Path
) -> None:
    send(site, repository)
    git(tmp_path, "clone", "--quiet", "--branch=main", "remote.git", "other")
    shutil.rmtree(site)
    make_site(site, words="Second")
    send(site, tmp_path / "other")
    shutil.rmtree(site)
    make_site(site, words="Third")
    send(site, repository)
    assert on_the_remote(repository) == contents(site)
    count = git(tmp_path / "remote.git", "rev-list", "--count", "gh-pages")
    assert count.strip() == "3"


def test_the_branch_that_is_checked_out_is_never_replaced(
    site: Path, repository: Path
) -> None:
    with pytest.raises(PublishError, match="main is checked out"):
        send(site, repository, "main")


def test_a_branch_of_something_else_is_never_replaced(
    site: Path, repository: Path
) -> None:
    git(repository, "push", "--quiet", "origin", "main:work")
    (repository / "build.json").write_text("theirs", "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "A file of the same name")
    git(repository, "push", "--quiet", "origin", "main:other")
    for name in ("work", "other"):
        before = on_the_remote(repository, name)
        with pytest.raises(PublishError, match="something that is no published site"):
            send(site, repository, name)
        assert on_the_remote(repository, name) == before


def test_what_others_have_put_on_the_branch_stays(
    site: Path, repository: Path, tmp_path: Path
) -> None:
    send(site, repository)
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", "remote.git", "other")
    (tmp_path / "other" / "CNAME").write_text("reports.example.org", "utf-8")
    git(tmp_path / "other", "add", ".")
    git(tmp_path / "other", "commit", "--quiet", "-m", "Name the host")
    git(tmp_path / "other", "push", "--quiet")
    (site / "newham" / "savings.html").unlink()
    send(site, repository)
    theirs = {"CNAME": b"reports.example.org"}
    assert on_the_remote(repository) == contents(site) | theirs


def test_a_file_of_others_on_the_branch_is_not_overwritten(
    site: Path, repository: Path, tmp_path: Path
) -> None:
    send(site, repository)
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", "remote.git", "other")
    (tmp_path / "other" / "papers").write_text("theirs", "utf-8")
    git(tmp_path / "other", "add", ".")
    git(tmp_path / "other", "commit", "--quiet", "-m", "A file")
    git(tmp_path / "other", "push", "--quiet")
    (site / "papers").mkdir()
    (site / "papers" / "a.html").write_text("ours", "utf-8")
    with pytest.raises(PublishError, match="gh-pages holds papers, which was not pub"):
        send(site, repository)


def test_no_branch_of_the_clone_is_touched(site: Path, repository: Path) -> None:
    git(repository, "branch", "gh-pages")
    unpushed = git(repository, "rev-parse", "gh-pages")
    send(site, repository)
    assert git(repository, "rev-parse", "gh-pages") == unpushed
    assert on_the_remote(repository) == contents(site)


def test_what_somebody_pushes_meanwhile_is_not_lost(
    site: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(site, repository)
    fetch = branch._fetch

    def push_after_the_fetch(*about: Any) -> str:
        found = fetch(*about)
        monkeypatch.setattr(branch, "_fetch", fetch)
        make_site(site.parent / "second", words="Second")
        send(site.parent / "second", repository)
        return found

    monkeypatch.setattr(branch, "_fetch", push_after_the_fetch)
    make_site(site.parent / "third", words="Third")
    with pytest.raises(PublishError, match="git push"):
        send(site.parent / "third", repository)
    assert on_the_remote(repository) == contents(site.parent / "second")


def test_publishing_the_same_again_adds_no_commit(site: Path, repository: Path) -> None:
    send(site, repository)
    send(site, repository)
    remote = repository.parent / "remote.git"
    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "1"


def test_bytes_are_those_of_the_site_whatever_git_is_set_to(
    site: Path, repository: Path
) -> None:
    git(repository, "config", "core.autocrlf", "true")
    (site / "lines.txt").write_bytes(b"one\r\ntwo\r\n")
    send(site, repository)
    remote = repository.parent / "remote.git"
    shown = subprocess.run(
        ["git", "-C", remote, "show", "gh-pages:lines.txt"],
        check=True,
        capture_output=True,
    )
    assert shown.stdout == b"one\r\ntwo\r\n"


@pytest.mark.parametrize("name", ["HEAD", "+x", "-x", "refs/heads/x", "a..b", "", " "])
def test_what_is_no_name_of_a_branch_is_refused(
    site: Path, repository: Path, name: str
) -> None:
    with pytest.raises(PublishError, match="cannot be the name of a branch"):
        send(site, repository, name)


def test_a_remote_is_never_read_as_an_option(
    site: Path, repository: Path, tmp_path: Path
) -> None:
    program = f"--upload-pack=touch {tmp_path / 'run'};"
    with pytest.raises(PublishError, match="There is no git remote"):
        to_branch(site, "x", repository=repository, remote=program, message="Publish")
    assert not (tmp_path / "run").exists()


def test_a_branch_whose_name_only_ends_alike_is_another(
    site: Path, repository: Path
) -> None:
    git(repository, "push", "--quiet", "origin", "main:refs/heads/team/gh-pages")
    send(site, repository)
    assert on_the_remote(repository) == contents(site)


def test_a_remote_that_refuses_is_one_clear_message_and_stays_as_it_is(
    site: Path, repository: Path
) -> None:
    send(site, repository)
    before = on_the_remote(repository)
    hook = repository.parent / "remote.git" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    shutil.rmtree(site)
    make_site(site, words="Second")
    with pytest.raises(PublishError, match="git push"):
        send(site, repository)
    assert on_the_remote(repository) == before


def test_a_project_without_a_remote_is_said_in_one_message(
    site: Path, tmp_path: Path
) -> None:
    with pytest.raises(PublishError, match="no git repository with a remote"):
        send(site, tmp_path)
