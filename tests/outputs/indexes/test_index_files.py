"""The files of index pages in the source folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx_anthology.outputs.indexes.files import (
    find_former_folders,
    find_handwritten_pages,
    write_home_page,
    write_index_files,
)
from sphinx_anthology.outputs.indexes.pages import MARKER, IndexPage
from sphinx_anthology.problems import Code, Problem

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".rst", ".md", ".mdx")
OWN = "# Mine\n"


def make_page(name: str, text: str = "# T\n") -> IndexPage:
    return IndexPage(f"browse/{name}", f"{MARKER}\n\n{text}", None)


def write(source: Path, *pages: IndexPage) -> list[Problem]:
    """Write index pages, and return the problems."""
    problems: list[Problem] = []
    write_index_files(source, ["browse"], pages, SUFFIXES, problems.append)
    return problems


def list_files(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def write_own(source: Path, name: str, text: str = OWN) -> Path:
    file = source / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
    return file


def test_pages_are_written_to_their_folder(tmp_path: Path) -> None:
    assert write(tmp_path, make_page("posts"), make_page("categories/개발")) == []
    assert list_files(tmp_path) == {"browse/posts.md", "browse/categories/개발.md", "browse/.gitignore"}
    assert (tmp_path / "browse/posts.md").read_bytes() == f"{MARKER}\n\n# T\n".encode()


def test_an_unchanged_page_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts"))
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in list_files(tmp_path)}
    write(tmp_path, make_page("posts"))
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in list_files(tmp_path)} == before


def test_a_changed_page_is_written_again(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts", "one"))
    write(tmp_path, make_page("posts", "two"))
    assert (tmp_path / "browse/posts.md").read_text().endswith("two")


def test_folders_of_earlier_builds_are_found_and_emptied_but_for_what_authors_wrote(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts"), make_page("tags/a"))
    own = write_own(tmp_path, "browse/own.md")
    ignored = [write_own(tmp_path, f"{name}/.gitignore", "*.log\n") for name in ("docs", "list")]
    names = [file.relative_to(tmp_path).as_posix() for file in (*ignored, tmp_path / "browse/.gitignore")]
    assert find_former_folders(tmp_path, names, ["browse"]) == []
    former = find_former_folders(tmp_path, names, ["list"])
    assert former == ["browse"]
    page = IndexPage("list/posts", f"{MARKER}\n\n# T\n", None)
    write_index_files(tmp_path, ["list", *former], [page], SUFFIXES, lambda problem: None)
    assert list_files(tmp_path) == {"browse/own.md", "list/posts.md", "list/.gitignore", "docs/.gitignore"}
    assert own.read_text() == OWN


def test_a_stale_page_is_deleted_with_its_empty_folder(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts"), make_page("categories/dev/page-2"))
    write(tmp_path, make_page("posts"))
    assert {path.name for path in (tmp_path / "browse").iterdir()} == {"posts.md", ".gitignore"}


def test_a_folder_may_be_named_twice(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts"), make_page("old"))
    problems: list[Problem] = []
    write_index_files(tmp_path, ["browse", "browse"], [make_page("posts")], SUFFIXES, problems.append)
    assert problems == []
    assert list_files(tmp_path) == {"browse/posts.md", "browse/.gitignore"}


def test_without_pages_no_file_remains(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts"), make_page("categories/dev"))
    write(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_handwritten_page_with_any_suffix_is_kept(tmp_path: Path, suffix: str) -> None:
    file = write_own(tmp_path, f"browse/posts{suffix}")
    (notice,) = write(tmp_path, make_page("posts"), make_page("other"))
    assert (notice.path, notice.code) == (f"browse/posts{suffix}", Code.PAGE_KEPT)
    assert file.read_text() == OWN
    assert list_files(tmp_path) == {f"browse/posts{suffix}", "browse/other.md", "browse/.gitignore"}


def test_other_files_of_the_author_are_kept(tmp_path: Path) -> None:
    write_own(tmp_path, "browse/notes.md")
    write_own(tmp_path, "browse/categories/picture.png")
    write(tmp_path, make_page("categories/dev"))
    write(tmp_path)
    assert list_files(tmp_path) == {"browse/notes.md", "browse/categories/picture.png"}


def test_a_page_without_its_marker_belongs_to_the_author(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts"))
    write_own(tmp_path, "browse/posts.md", (tmp_path / "browse/posts.md").read_text().replace(MARKER, ""))
    assert [notice.code for notice in write(tmp_path, make_page("posts", "new"))] == [Code.PAGE_KEPT]
    assert "new" not in (tmp_path / "browse/posts.md").read_text()


def test_a_generated_page_beside_a_handwritten_one_with_another_suffix_is_deleted(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts"))
    write_own(tmp_path, "browse/posts.rst")
    write(tmp_path, make_page("posts"))
    assert list_files(tmp_path) == {"browse/posts.rst"}


@pytest.mark.parametrize("text", ["", f"text\n\n\n\n\n{MARKER}\n", f"    {MARKER}\n", f"Not: {MARKER}\n", "\ufeff"])
def test_a_page_without_the_marker_line_at_its_top_is_kept(tmp_path: Path, text: str) -> None:
    write_own(tmp_path, "browse/notes.md", text)
    write(tmp_path, make_page("posts"))
    assert (tmp_path / "browse/notes.md").read_text(encoding="utf-8") == text


def test_a_handwritten_page_may_have_any_bytes(tmp_path: Path) -> None:
    file = write_own(tmp_path, "browse/posts.md")
    file.write_bytes(b"\xff\xfe\x00\x81 own")
    write(tmp_path, make_page("posts"))
    assert file.read_bytes() == b"\xff\xfe\x00\x81 own"


def test_the_marker_is_recognised_with_windows_line_ends(tmp_path: Path) -> None:
    write_own(tmp_path, "browse/old.md", f"{MARKER}\r\n\r\n# T\r\n")
    write(tmp_path, make_page("posts"))
    assert list_files(tmp_path) == {"browse/posts.md", "browse/.gitignore"}


def test_git_ignores_the_generated_pages_only(tmp_path: Path) -> None:
    write_own(tmp_path, "browse/notes.md")
    write(tmp_path, make_page("posts"), make_page("categories/dev"))
    lines = (tmp_path / "browse/.gitignore").read_text().splitlines()
    assert lines[1:] == ["/.gitignore", "/categories/dev.md", "/posts.md"]


def test_a_home_page_is_written_once(tmp_path: Path) -> None:
    assert write_home_page(tmp_path, "index", "one", SUFFIXES)
    assert not write_home_page(tmp_path, "index", "two", SUFFIXES)
    assert (tmp_path / "index.md").read_text() == "one"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_home_page_is_written_beside_a_handwritten_one(tmp_path: Path, suffix: str) -> None:
    write_own(tmp_path, f"index{suffix}")
    assert not write_home_page(tmp_path, "index", "one", SUFFIXES)
    assert list_files(tmp_path) == {f"index{suffix}"}


def test_a_handwritten_ignore_file_is_not_overwritten(tmp_path: Path) -> None:
    file = write_own(tmp_path, "browse/.gitignore", "drafts/\n")
    write(tmp_path, make_page("posts"))
    assert "drafts/" in file.read_text()


def test_a_handwritten_ignore_file_is_not_deleted(tmp_path: Path) -> None:
    file = write_own(tmp_path, "browse/.gitignore", "drafts/\n")
    write(tmp_path)
    assert file.exists()


@pytest.mark.parametrize("name", ["browse/posts.md/x", "browse/posts"], ids=["folder", "file"])
def test_something_in_the_way_does_not_stop_the_build(tmp_path: Path, name: str) -> None:
    write_own(tmp_path, name)
    write(tmp_path, make_page("posts/page-2"), make_page("posts"))
    assert (tmp_path / name).read_text() == OWN


def test_suffixes_may_be_any_iterable(tmp_path: Path) -> None:
    file = write_own(tmp_path, "browse/posts.md")
    problems: list[Problem] = []
    pages = [make_page("categories"), make_page("posts")]
    files = write_index_files(tmp_path, ["browse"], pages, iter(SUFFIXES), problems.append)
    assert files.handwritten == {"browse/posts"}
    assert not files.unwritten
    assert [problem.code for problem in problems] == [Code.PAGE_KEPT]
    assert file.read_text() == OWN


def test_handwritten_markdown_pages_are_found(tmp_path: Path) -> None:
    write(tmp_path, make_page("posts"))
    for name in ("browse/b.md", "browse/a/c.md", "browse/d.rst", "elsewhere/e.md"):
        write_own(tmp_path, name)
    assert find_handwritten_pages(tmp_path, ["browse"]) == {"browse/a/c.md": "browse/a/c", "browse/b.md": "browse/b"}
