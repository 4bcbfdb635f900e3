"""The dates of commits as updates of posts."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIGURATION, Build, Site
from sphinx_anthology.sphinx_ext.sources.commit_dates import read_commit_dates

WITH_GIT = CONFIGURATION.replace('"sphinx_anthology"', '"sphinx_anthology", "sphinx_last_updated_by_git"')


def git(folder: Path, *arguments: str, date: str = "2024-01-01T12:00:00Z") -> str:
    """Run git in a folder, with the author date of commits."""
    author = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": date}
    committer = {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **author, **committer}, check=True, capture_output=True, text=True
    ).stdout


def commit(folder: Path, date: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x", date=date)
    return git(folder, "rev-parse", "HEAD").strip()


def updates(built: Build, *names: str) -> list[str | None]:
    """Return the day of update in the byline of each post."""
    found = [built.soup(f"posts/{name}").select_one(".anthology-byline .dt-updated") for name in names]
    return [str(moment["datetime"])[:10] if moment else None for moment in found]


def test_the_last_commit_is_the_update_of_a_post_that_names_none(site: Site) -> None:
    site.write("conf.py", WITH_GIT)
    site.write(".gitignore", "build\nbrowse\n")
    site.post("old", title="Old", date="2024-01-01")
    site.post("own", title="Own", date="2024-01-01", updated="2024-02-02")
    site.post("봄 소식", title="봄 소식", date="2024-03-01")
    site.post("early", title="Early", date="2025-01-01")
    site.post("untracked", title="Untracked", date="2024-01-01")
    (site.folder / ".git/info").mkdir(parents=True)
    git(site.folder, "init", "--quiet")
    (site.folder / ".git/info/exclude").write_text("untracked.md\n", encoding="utf-8")
    first = commit(site.folder, "2024-05-05T23:30:00Z")
    options: dict[str, Any] = {
        "html_baseurl": "https://kb.example.org/",
        "anthology_timezone": "Asia/Seoul",
        "anthology_share_cards": False,
    }
    names = ("old", "own", "봄 소식", "early", "untracked")
    built = site.build(**options)
    assert built.warnings == ""
    assert updates(built, *names) == ["2024-05-06", "2024-02-02", "2024-05-06", None, None]
    page, feed = ((built.output / name).read_text(encoding="utf-8") for name in ("posts/old.html", "atom.xml"))
    assert page.count('property="article:modified_time"') == 1
    assert '"dateModified":"2024-05-06T08:30:00+09:00"' in page.replace(": ", ":")
    assert "<updated>2024-05-06T08:30:00+09:00</updated>" in feed
    assert "2024-05-06T08:30:00+09:00" in (built.output / "sitemap.xml").read_text(encoding="utf-8")

    # A commit changes no file that is built, and each page that shows its date.
    (site.folder / "posts/봄 소식.md").write_bytes((site.folder / "posts/봄 소식.md").read_bytes() + b"\nMore.\n")
    site.build(**options)
    commit(site.folder, "2024-06-06T00:00:00Z")
    assert updates(site.build(**options), *names) == ["2024-05-06", "2024-02-02", "2024-06-06", None, None]
    assert updates(site.build(**options, git_exclude_commits=[first]), "old", "봄 소식") == [None, "2024-06-06"]
    last = site.build(**options, git_exclude_patterns=["posts/old.md"], anthology_feed_size=0)
    assert updates(last, "old", "봄 소식") == [None, "2024-06-06"]
    assert last.codes == ["anthology.option-invalid"], "options are checked once"


def test_without_the_extension_no_dates_are_read(site: Site) -> None:
    site.post("old", title="Old", date="2024-01-01")
    git(site.folder, "init", "--quiet")
    commit(site.folder, "2024-05-05T12:00:00Z")
    assert updates(site.build(), "old") == [None]


def test_a_folder_without_a_repository_has_no_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    assert read_commit_dates(tmp_path, ["a.md"]) == {}
    git(tmp_path, "init", "--quiet")
    assert read_commit_dates(tmp_path, ["a.md"]) == {}, "there is no commit"
    monkeypatch.setenv("PATH", "")
    assert read_commit_dates(tmp_path, ["a.md"]) == {}, "there is no git"


def test_a_shallow_clone_has_dates_of_the_commits_it_has(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "posts").mkdir(parents=True)
    git(source, "init", "--quiet")
    names = ["posts/*.md", "posts/[b].md", "posts/ü.md"]
    for number, name in enumerate(names, start=1):
        (source / name).write_text("x", encoding="utf-8")
        commit(source, f"2024-01-0{number}T00:00:00Z")
    git(tmp_path, "clone", "--quiet", "--depth=2", source.as_uri(), "clone")
    days = {name: 1704067200 + 86400 * number for number, name in enumerate(names)}
    assert read_commit_dates(source, [*names, "missing.md", "\udce9.md"]) == days
    assert read_commit_dates(tmp_path / "clone", names) == {name: days[name] for name in names[2:]}
