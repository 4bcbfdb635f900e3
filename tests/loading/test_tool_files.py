"""What is left to tools in a source folder, and is no document."""

from __future__ import annotations

from pathlib import Path

import pytest
from post_files import write_files
from sphinx_anthology.loading.post_files import PostFiles
from sphinx_anthology.loading.source_folder import SourceWalk
from sphinx_anthology.loading.tool_files import ToolFiles
from sphinx_anthology.settings import Settings


def find(source: Path, files: dict[str, str], *named: str, built: tuple[str, ...] = ()) -> list[str]:
    """Return the documents among *files*, given the patterns of the configuration."""
    write_files(source, {"index.md": "# Home", **files})
    tools = ToolFiles(source, named, [str(source / path) for path in built])
    post_files = PostFiles.find(source, Settings())
    walk = SourceWalk(source, (".md", ".rst"), ("posts/**",), post_files, tools=tools)
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
