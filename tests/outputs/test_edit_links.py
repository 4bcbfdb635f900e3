"""Addresses at which sources are changed."""

from __future__ import annotations

import pytest
from sphinx_anthology.outputs.edit_links import SourceRepository, parse_repository, read_context


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://github.com/kim/notes", "https://github.com/kim/notes"),
        ("https://github.com/kim/notes.git/", "https://github.com/kim/notes"),
        ("git@github.com:kim/notes.git", "https://github.com/kim/notes"),
        ("ssh://git@git.example.org:2222/kim/notes.git", "https://git.example.org/kim/notes"),
        ("git@git.sr.ht:~kim/notes", "https://git.sr.ht/~kim/notes"),
        ("https://kim:secret@gitlab.example.org/group/sub/notes.git", "https://gitlab.example.org/group/sub/notes"),
        ("https://x-access-token:ghs_secret@github.com/kim/notes", "https://github.com/kim/notes"),
        ("/srv/git/notes.git", ""),
        ("../notes", ""),
        ("javascript:alert(1)", ""),
        ("https://github.com/kim/notes?token=secret", ""),
        ('https://github.com/kim/"><script>', "https://github.com/kim/%22%3E%3Cscript%3E"),
        ("", ""),
    ],
)
def test_a_repository_has_an_address_on_the_web_without_passwords(address: str, url: str) -> None:
    assert parse_repository(address) == url


@pytest.mark.parametrize(
    ("url", "edit"),
    [
        ("https://github.com/kim/notes", "/edit/main/docs/posts/a%20b%23%7B%7D%3F.md"),
        ("https://gitlab.com/kim/notes", "/-/edit/main/docs/posts/a%20b%23%7B%7D%3F.md"),
        ("https://gitlab.example.org/kim/notes", "/-/edit/main/docs/posts/a%20b%23%7B%7D%3F.md"),
        ("https://bitbucket.org/kim/notes", "/src/main/docs/posts/a%20b%23%7B%7D%3F.md?mode=edit&at=main"),
        ("https://codeberg.org/kim/notes", "/_edit/main/docs/posts/a%20b%23%7B%7D%3F.md"),
        ("https://git.sr.ht/~kim/notes", "/tree/main/item/docs/posts/a%20b%23%7B%7D%3F.md"),
    ],
)
def test_each_host_has_its_form(url: str, edit: str) -> None:
    assert SourceRepository(url, "main", "docs").make_edit_url("posts/a b#{}?.md") == url + edit


def test_an_unknown_host_has_no_editor() -> None:
    assert SourceRepository("https://git.example.org/kim/notes", "main").make_edit_url("a.md") == ""
    assert SourceRepository("https://notgithub.com/kim/notes", "main").make_edit_url("a.md") == ""


def test_a_branch_may_have_slashes_and_odd_characters() -> None:
    repository = SourceRepository("https://github.com/kim/notes", "fix/봄 #1")
    assert repository.make_edit_url("a.md") == "https://github.com/kim/notes/edit/fix/%EB%B4%84%20%231/a.md"
    assert repository.make_view_url("a.md") == "https://github.com/kim/notes/blob/fix/%EB%B4%84%20%231/a.md?plain=1"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"github_user": "kim", "github_repo": "notes", "github_version": "main", "conf_py_path": "/docs/"},
            SourceRepository("https://github.com/kim/notes", "main", "docs"),
        ),
        (
            {"gitlab_user": "kim", "gitlab_repo": "notes", "gitlab_version": "main", "gitlab_host": "git.example.org"},
            SourceRepository("https://git.example.org/kim/notes", "main"),
        ),
        (
            {"bitbucket_user": "kim", "bitbucket_repo": "notes", "bitbucket_version": "main", "doc_path": "docs"},
            SourceRepository("https://bitbucket.org/kim/notes", "main", "docs"),
        ),
        ({"github_user": "None", "github_repo": "None", "github_version": "main"}, None),
        ({"github_user": "kim", "github_repo": "notes"}, None),
        ({}, None),
    ],
)
def test_a_project_names_its_repository_for_templates(values: dict[str, str], expected: SourceRepository | None) -> None:
    assert read_context(lambda name: values.get(name, "")) == expected
