"""The link to the source of an article, on pages of several themes."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Build, Site

NAMES = ("one", "c# 100% {x}", "봄")
EDIT = "https://github.com/kim/notes/edit/main/docs/posts/"
ENCODED = {"one": "one.md", "c# 100% {x}": "c%23%20100%25%20%7Bx%7D.md", "봄": "%EB%B4%84.md"}
FURO = {"source_repository": "https://github.com/kim/notes/", "source_branch": "main", "source_directory": "docs/"}


@pytest.fixture
def blog(site: Site) -> Site:
    for name in NAMES:
        site.post(name)
    outside = site.folder.parent / "outside.md"
    outside.write_text("---\ntitle: Outside\ndate: 2025-01-01\n---\n\nText.\n")
    (site.folder / ".git").mkdir()
    return site


def find_links(built: Build, page: str) -> list[str]:
    return [link["href"] for link in built.soup(page).select("a[rel~=edit]")]


def test_the_button_of_furo_leads_to_the_file(blog: Site) -> None:
    (blog.folder / "posts" / "linked.md").symlink_to(blog.folder.parent / "outside.md")
    built = blog.build(html_theme_options=FURO, anthology_allowed_paths=[str(blog.folder.parent)])
    for name in NAMES:
        assert find_links(built, f"posts/{name}") == [EDIT + ENCODED[name]]
        assert built.soup(f"posts/{name}").select(".view-this-page a")[0]["href"].endswith(f"/{ENCODED[name]}?plain=1")
    if (built.output / "posts/linked.html").is_file():
        assert find_links(built, "posts/linked") == []
    template = {"source_edit_link": "https://git.example.org/notes/{filename}?edit"}
    built = blog.build(html_theme_options=template, anthology_allowed_paths=[str(blog.folder.parent)])
    for name in NAMES:
        assert find_links(built, f"posts/{name}") == [f"https://git.example.org/notes/posts/{ENCODED[name]}?edit"]


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_read_the_docs_names_the_repository(blog: Site, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"GIT_CLONE_URL": "https://token@github.com/kim/notes.git", "GIT_IDENTIFIER": "main", "VERSION_TYPE": "branch"}
    assert find_links(blog.build(html_theme=theme), "posts/one") == []
    for name, value in values.items():
        monkeypatch.setenv(f"READTHEDOCS_{name}", value)
    built = blog.build(html_theme=theme)
    for name in NAMES:
        assert find_links(built, f"posts/{name}") == [EDIT.replace("docs/", "") + ENCODED[name]]
    assert [page for page in ("index", "browse/posts", "search") if find_links(built, page)] == []
    assert "token" not in built.text("posts/one.html")
    monkeypatch.setenv("READTHEDOCS_VERSION_TYPE", "external")
    assert find_links(blog.build(html_theme=theme), "posts/one") == []


@pytest.mark.parametrize("more", [{}, {"display_github": True}])
def test_another_theme_has_one_link(blog: Site, more: dict[str, Any]) -> None:
    values = {"github_user": "kim", "github_repo": "notes", "github_version": "main", "conf_py_path": "/docs/", **more}
    built = blog.build(html_theme="alabaster", html_context=values)
    assert find_links(built, "posts/one") == ([] if more else [f"{EDIT}one.md"])
