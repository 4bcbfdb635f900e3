"""Symbolic links in the place of files that say something about posts."""

from __future__ import annotations

from pathlib import Path

import pytest
from post_files import Files, load, make_post
from sphinx_anthology.problems import Code

SECRETS = {
    "authors.yml": "key: {name: SECRET, bio: SECRET}\n",
    "tags.yml": "key: SECRET\n",
    "_redirects": "/SECRET /posts/a/\n",
    "authors/key/_index.md": "---\ntitle: SECRET\n---\n",
}


@pytest.mark.parametrize(
    "place", ["authors.yml", "posts/authors.yml", "tags.yml", "posts/tags.yml", "_redirects", "authors/key/_index.md"]
)
def test_a_link_to_a_file_outside_is_not_read(tmp_path: Path, place: str) -> None:
    files: Files = {"posts/a.md": make_post(author="key", tags="[key]")}
    outside = tmp_path / "outside"
    outside.write_text(next(text for name, text in SECRETS.items() if place.endswith(name)), encoding="utf-8")
    link = tmp_path / "site" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    loaded = load(tmp_path / "site", files)
    (post,) = loaded.catalogue.posts
    assert "SECRET" not in repr((post, post.authors, post.aliases, loaded.problems))
    outside_problems = [problem for problem in loaded.problems if problem.code is Code.PATH_OUTSIDE]
    assert [problem.path for problem in outside_problems] == [place]
    link.unlink()
    link.write_bytes(outside.read_bytes())
    assert "SECRET" in repr([(one, one.authors, one.aliases) for one in load(tmp_path / "site", files).catalogue.posts])


def test_a_link_to_the_configuration_is_not_read(tmp_path: Path) -> None:
    files: Files = {"posts/a.md": make_post(tags="[key]"), "secrets.yml": "key: SECRET\n", ".env": "key: SECRET\n"}
    for target in ("secrets.yml", ".env"):
        link = tmp_path / "posts/tags.yml"
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(tmp_path / target)
        loaded = load(tmp_path, files)
        assert loaded.catalogue.posts[0].tags == ("key",)
        assert Code.PATH_PRIVATE in [problem.code for problem in loaded.problems]


def test_a_link_to_a_file_of_the_project_is_read(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/tags.yml").symlink_to(tmp_path / "data-of-tags.yml")
    loaded = load(tmp_path, {"posts/a.md": make_post(tags="[key]"), "data-of-tags.yml": "key: Label\n"})
    assert loaded.catalogue.posts[0].tags == ("Label",)
