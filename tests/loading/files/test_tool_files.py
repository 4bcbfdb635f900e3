"""What is left to tools in a source folder, and is no document."""

from __future__ import annotations

from pathlib import Path

import pytest
from post_files import write_files
from sphinx_anthology.loading.files.post_files import PostFiles
from sphinx_anthology.loading.files.source_folder import SourceWalk
from sphinx_anthology.loading.files.tool_files import ToolFiles
from sphinx_anthology.problems import Code, Problem, Report, ignore_problem
from sphinx_anthology.settings import Settings


def find(
    source: Path, files: dict[str, str], *named: str, built: tuple[str, ...] = (), report: Report = ignore_problem
) -> list[str]:
    """Return the documents among *files*, given the patterns of the configuration."""
    write_files(source, {"index.md": "# Home", **files})
    tools = ToolFiles(source, named, [str(source / path) for path in built])
    post_files = PostFiles.find(source, Settings())
    walk = SourceWalk(source, (".md", ".rst"), ("posts/**",), post_files, tools=tools, report=report)
    return [path for path in walk.find_documents() if path != "index.md"]


@pytest.mark.parametrize(
    "folder",
    [
        *(".venv/lib", ".github", ".obsidian/plugins", "node_modules/a", "posts/node_modules/a", "web/bower_components/b"),
        *("_build/html", "_site/2025", "__pycache__", "vendor/bundle/ruby/gems", "blog/vendor/cache", "env/site-packages/a"),
    ],
)
def test_a_folder_that_tools_fill_is_known_by_its_name(tmp_path: Path, folder: str) -> None:
    assert find(tmp_path, {f"{folder}/notes.md": "# Notes"}) == []


@pytest.mark.parametrize(
    "mark",
    [
        *("python312/pyvenv.cfg", "posts/env/pyvenv.cfg", "conda/conda-meta/history", "tmp/CACHEDIR.TAG"),
        *("www/.buildinfo", "trees/environment.pickle", "dist/index.html", "docs/build/index.html"),
    ],
)
def test_a_folder_that_tools_fill_is_known_by_a_file_in_it(tmp_path: Path, mark: str) -> None:
    folder = mark.rpartition("/")[0].removesuffix("/conda-meta")
    assert find(tmp_path, {mark: "", f"{folder}/lib/notes.md": "# Notes"}) == []


@pytest.mark.parametrize(
    "path",
    [
        *("venv/notes.md", "env/notes.md", "build/notes.md", "dist/notes.md", "posts/site/notes.md", "vendor/notes.md"),
        *("public/notes.md", "lessons/index.html/notes.md", "posts/README.md", "posts/go/readme.md", "readme-first.md"),
    ],
)
def test_a_folder_of_documents_may_have_the_name_of_a_folder_of_tools(tmp_path: Path, path: str) -> None:
    assert find(tmp_path, {path: "# Notes"}) == [path]


def test_a_folder_in_which_the_build_writes_has_no_documents(tmp_path: Path) -> None:
    assert find(tmp_path, {"www/notes.md": "", "posts/a.md": ""}, built=("www",)) == ["posts/a.md"]


def test_a_folder_of_a_tool_that_the_configuration_names_has_documents(tmp_path: Path) -> None:
    files = {"_site/notes.md": "", "_site/node_modules/a.md": "", ".secret/a.md": ""}
    assert find(tmp_path, files, "_site/**") == ["_site/notes.md"]
    assert find(tmp_path, files, "**", "_site/node_modules/*") == ["_site/notes.md", "_site/node_modules/a.md"]


HIDDEN = {
    "posts/.secret.md": "---\ntitle: A\n---\n",
    "posts/go/.draft.md": "\ufeff\n+++\ntitle = 'A'\n+++\n",
    "posts/..two.rst": ":title: A\n\nText.\n",
    "posts/._a.md": "\0\5\x16\7",
    "posts/.#a.md": "",
    "posts/.note.md": "Text.\n",
    "posts/.long.md": " " * 2000 + "---\n",
    "posts/.git/a.md": "---\ntitle: A\n---\n",
    ".page.md": "---\ntitle: A\n---\n",
}


def test_a_hidden_file_is_no_document_and_is_named_if_it_begins_as_a_post(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/.link.md").symlink_to(tmp_path / "index.md")
    (tmp_path / "posts/.gone.md").symlink_to("gone")
    problems: list[Problem] = []
    assert find(tmp_path, {**HIDDEN, "index.md": "---\n"}, report=problems.append) == []
    assert [one.path for one in problems] == ["posts/..two.rst", "posts/.secret.md", "posts/go/.draft.md"]
    assert {(one.code, one.message) for one in problems} == {
        (Code.FILE_NAME, "File has a name that begins with a dot, so it is hidden and has no page. Rename it.")
    }


def test_html_with_front_matter_is_no_document_and_is_named(tmp_path: Path) -> None:
    files = {"posts/2020-01-01-a.html": "---\ntitle: A\n---\n<p>A</p>\n", "posts/b.html": "<p>B</p>\n", "c.html": "---\n---\n"}
    problems: list[Problem] = []
    assert find(tmp_path, {**files, "posts/d.md": "---\n"}, report=problems.append) == ["posts/d.md"]
    message = "File is HTML with front matter, so it has no page. Let its name end in '.md': Markdown may have HTML."
    assert [(one.path, one.code, one.message) for one in problems] == [("posts/2020-01-01-a.html", Code.FILE_NAME, message)]


def test_a_hidden_file_that_the_configuration_names_is_a_document(tmp_path: Path) -> None:
    assert find(tmp_path, HIDDEN, "**", "posts/.secret.md", ".page.md", "posts/*.md") == [".page.md", "posts/.secret.md"]


def test_a_home_page_may_be_hidden(tmp_path: Path) -> None:
    write_files(tmp_path, {".home.md": "# Home", ".other.md": ""})
    walk = SourceWalk(tmp_path, (".md",), (), PostFiles.find(tmp_path, Settings()), tools=ToolFiles(tmp_path, root_doc=".home"))
    assert [*walk.find_documents()] == [".home.md"]


@pytest.mark.parametrize("name", ["README.md", "readme.rst", "Readme.ko.md"])
def test_a_readme_at_the_root_is_no_document(tmp_path: Path, name: str) -> None:
    assert find(tmp_path, {name: "# How to build this"}) == []


@pytest.mark.parametrize(
    "home",
    [
        *(
            "```{toctree}\nREADME\n```",
            "```{toctree}\nAbout <README.md>\nposts/a\n```",
            "[About](README.md)",
            "See {doc}`README`.",
        ),
        *("See {doc}`the project <README>`.",),
    ],
)
def test_a_readme_that_the_home_page_names_is_a_document(tmp_path: Path, home: str) -> None:
    assert find(tmp_path, {"index.md": home, "README.md": "# About"}) == ["README.md"]


def test_a_readme_that_prose_mentions_is_no_document(tmp_path: Path) -> None:
    assert find(tmp_path, {"index.md": "The README of the repository says more.", "README.md": ""}) == []


def test_a_readme_that_the_configuration_names_is_a_document(tmp_path: Path) -> None:
    assert find(tmp_path, {"README.md": ""}, "**", "README.md") == ["README.md"]


def test_a_readme_is_a_document_where_it_is_the_home_page_or_there_is_none(tmp_path: Path) -> None:
    write_files(tmp_path, {"README.md": ""})
    assert not ToolFiles(tmp_path, root_doc="README").has_file("README.md", (".md",))
    assert not ToolFiles(tmp_path).has_file("README.md", (".md",))
