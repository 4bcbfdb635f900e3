"""The tutorial, followed step by step."""

from __future__ import annotations

import subprocess

import pytest
from bs4 import BeautifulSoup
from doc_steps import Follower, list_blocks, list_commands
from own_docs import ROOT

TUTORIAL = (ROOT / "docs/tutorial/first-site.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def follower(tmp_path_factory: pytest.TempPathFactory) -> Follower:
    """Somebody who has done all that the tutorial says, with a repository on this machine as the host."""
    place = tmp_path_factory.mktemp("tutorial")
    host, folder = place / "host.git", place / "field-notes"
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", host], check=True)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{name}_NAME", "Kim")
            patch.setenv(f"GIT_{name}_EMAIL", "kim@example.org")
        one = Follower(folder, {"https://github.com/kim/field-notes.git": str(host)})
        one.follow(TUTORIAL)
    return one


def article(follower: Follower, page: str) -> str:
    """Return the words of a page of the built site."""
    soup = BeautifulSoup((follower.folder / f"build/html/{page}.html").read_text(encoding="utf-8"), "html.parser")
    found = soup.select_one("article[role=main]")
    assert found is not None
    return " ".join(found.get_text(" ").split())


@pytest.mark.build
def test_each_command_of_the_tutorial_is_run_or_installs_something(follower: Follower) -> None:
    commands = [command for block in list_blocks(TUTORIAL) for command, _ in list_commands(block.content)]
    others = ["python3 -m venv .venv", ". .venv/bin/activate", "python -m pip install sphinx-anthology nox", "nox -s live"]
    assert [command for command in commands if command not in follower.done] == others


@pytest.mark.build
def test_the_site_has_what_the_tutorial_says(follower: Follower) -> None:

    assert "Reading a tide table" in article(follower, "posts/how-tides-work")
    assert "Do not feed them." in article(follower, "posts/gulls")
    home = article(follower, "index")
    assert [title for title in ("Reading a tide table", "How tides work", "Birds", "Coast") if title not in home] == []
    output = follower.folder / "build/html"
    assert "posts/gulls.html" in (output / "2019/08/gulls/index.html").read_text(encoding="utf-8")
    assert [name for name in ("atom.xml", "sitemap.xml", "404.html") if not (output / name).is_file()] == []


@pytest.mark.build
def test_the_host_has_what_the_tutorial_has_pushed(follower: Follower) -> None:
    command = ["git", "log", "--format=%s", "origin/main"]
    log = subprocess.run(command, cwd=follower.folder, capture_output=True, text=True, check=True).stdout
    assert log.splitlines() == ["Set the address of the site", "Begin the field notes"]
    command = ["git", "ls-tree", "-r", "--name-only", "origin/main"]
    files = subprocess.run(command, cwd=follower.folder, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {"urls.json", ".github/workflows/pages.yml", "posts/gulls.md"} <= set(files)
    assert not any(file.startswith(("build/", ".venv/")) for file in files)
