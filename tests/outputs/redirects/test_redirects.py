"""The old addresses of articles that need a redirect."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from post_files import load
from sphinx_anthology.outputs.page_addresses import docname_to_file
from sphinx_anthology.outputs.redirects.plan import Redirect, find_redirects
from sphinx_anthology.problems import Code, Problem


def find(folder: Path, front_matters: Mapping[str, str]) -> tuple[list[Redirect], list[Problem]]:
    """Return the redirects of posts and their problems.

    :param front_matters: the YAML of each post, by path.
    """
    catalogue = load(folder, {path: f"---\n{text}---\n\nText.\n" for path, text in front_matters.items()}).catalogue
    problems: list[Problem] = []
    files = {docname: docname_to_file(docname, "html") for docname in catalogue.by_docname}
    return find_redirects(catalogue, files, problems.append), problems


def test_of_two_posts_with_one_old_address_the_older_gets_it(tmp_path: Path) -> None:
    posts = {
        "new.md": "title: New\ndate: 2025-01-01\naliases:\n  - /x/\n",
        "old.md": "title: Old\ndate: 2024-01-01\nalias: /x\n",
        "undated.md": "title: Undated\npermalink: /x/index.html\n",
    }
    redirects, problems = find(tmp_path, posts)
    assert [(redirect.file, redirect.post.path) for redirect in redirects] == [("x/index.html", "old.md")]
    assert [(problem.path, problem.line, problem.code) for problem in problems] == [
        ("new.md", 4, Code.REDIRECT_COLLISION),
        ("undated.md", 3, Code.REDIRECT_COLLISION),
    ]
    assert "'old.md', which is older" in problems[0].message


def test_two_spellings_of_one_address_are_one_redirect(tmp_path: Path) -> None:
    redirects, problems = find(
        tmp_path, {"a.md": "title: A\npermalink: /x/\naliases: [/x, /x/index.html, 'https://old.example/x/']\n"}
    )
    assert ([redirect.file for redirect in redirects], problems) == (["x/index.html"], [])


def test_a_file_and_a_folder_cannot_have_the_same_name(tmp_path: Path) -> None:
    posts = {
        "one.md": "title: One\ndate: 2024-01-01\naliases: [/x.html, /y.html/z]\n",
        "two.md": "title: Two\ndate: 2025-01-01\naliases: [/x.html/y, /y.html]\n",
    }
    redirects, problems = find(tmp_path, posts)
    assert [redirect.file for redirect in redirects] == ["x.html", "y.html/z/index.html"]
    assert [problem.path for problem in problems] == ["two.md", "two.md"]


def test_a_post_whose_page_is_unknown_has_no_redirect(tmp_path: Path) -> None:
    catalogue = load(tmp_path, {"a.md": "---\ntitle: A\nalias: /x/\n---\n\nText.\n"}).catalogue
    problems: list[Problem] = []
    assert (find_redirects(catalogue, {}, problems.append), problems) == ([], [])
