from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx_anthology.outputs.index_files import write, write_start_page
from sphinx_anthology.outputs.index_pages import MARKER, IndexPage
from sphinx_anthology.problems import Code, Problem

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".rst", ".md", ".mdx")
OWN = "# Mine\n"


def page(name: str, text: str = "# T\n") -> IndexPage:
    return IndexPage(f"browse/{name}", f"{MARKER}\n\n{text}", None)


def put(source: Path, *pages: IndexPage) -> list[Problem]:
    return list(write(source, ["browse"], pages, SUFFIXES).values())


def files(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def own(source: Path, name: str, text: str = OWN) -> Path:
    file = source / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
    return file


def test_pages_are_written_into_their_folder(tmp_path: Path) -> None:
    assert put(tmp_path, page("posts"), page("categories/개발")) == []
    assert files(tmp_path) == {"browse/posts.md", "browse/categories/개발.md", "browse/.gitignore"}
    assert (tmp_path / "browse/posts.md").read_bytes() == f"{MARKER}\n\n# T\n".encode()


def test_a_page_that_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    put(tmp_path, page("posts"))
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)}
    put(tmp_path, page("posts"))
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)} == before


def test_a_page_that_differs_is_written_again(tmp_path: Path) -> None:
    put(tmp_path, page("posts", "one"))
    put(tmp_path, page("posts", "two"))
    assert (tmp_path / "browse/posts.md").read_text().endswith("two")


def test_a_page_that_is_no_longer_wanted_is_deleted_with_its_empty_folder(tmp_path: Path) -> None:
    put(tmp_path, page("posts"), page("categories/dev/page-2"))
    put(tmp_path, page("posts"))
    assert {path.name for path in (tmp_path / "browse").iterdir()} == {"posts.md", ".gitignore"}


def test_a_folder_may_be_named_twice(tmp_path: Path) -> None:
    put(tmp_path, page("posts"), page("old"))
    write(tmp_path, ["browse", "browse"], [page("posts")], SUFFIXES)
    assert files(tmp_path) == {"browse/posts.md", "browse/.gitignore"}


def test_when_no_page_is_wanted_nothing_remains(tmp_path: Path) -> None:
    put(tmp_path, page("posts"), page("categories/dev"))
    put(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_page_of_the_authors_is_kept_whatever_its_suffix(tmp_path: Path, suffix: str) -> None:
    file = own(tmp_path, f"browse/posts{suffix}")
    (notice,) = put(tmp_path, page("posts"), page("other"))
    assert (notice.path, notice.code) == (f"browse/posts{suffix}", Code.PAGE_KEPT)
    assert file.read_text() == OWN
    assert files(tmp_path) == {f"browse/posts{suffix}", "browse/other.md", "browse/.gitignore"}


def test_other_files_of_the_authors_are_kept(tmp_path: Path) -> None:
    own(tmp_path, "browse/notes.md")
    own(tmp_path, "browse/categories/picture.png")
    put(tmp_path, page("categories/dev"))
    put(tmp_path)
    assert files(tmp_path) == {"browse/notes.md", "browse/categories/picture.png"}


def test_a_page_becomes_the_authors_when_the_marker_is_deleted(tmp_path: Path) -> None:
    put(tmp_path, page("posts"))
    own(tmp_path, "browse/posts.md", (tmp_path / "browse/posts.md").read_text().replace(MARKER, ""))
    assert [notice.code for notice in put(tmp_path, page("posts", "new"))] == [Code.PAGE_KEPT]
    assert "new" not in (tmp_path / "browse/posts.md").read_text()


def test_a_page_written_over_by_an_authors_page_of_another_suffix_is_deleted(tmp_path: Path) -> None:
    put(tmp_path, page("posts"))
    own(tmp_path, "browse/posts.rst")
    put(tmp_path, page("posts"))
    assert files(tmp_path) == {"browse/posts.rst"}


@pytest.mark.parametrize("text", ["", f"text\n\n\n\n\n{MARKER}\n", f"    {MARKER}\n", f"Not: {MARKER}\n", "\ufeff"])
def test_a_page_without_the_marker_line_at_its_top_is_the_authors(tmp_path: Path, text: str) -> None:
    own(tmp_path, "browse/notes.md", text)
    put(tmp_path, page("posts"))
    assert (tmp_path / "browse/notes.md").read_text(encoding="utf-8") == text


def test_a_page_of_the_authors_may_have_any_bytes(tmp_path: Path) -> None:
    file = own(tmp_path, "browse/posts.md")
    file.write_bytes(b"\xff\xfe\x00\x81 own")
    put(tmp_path, page("posts"))
    assert file.read_bytes() == b"\xff\xfe\x00\x81 own"


def test_the_marker_is_known_with_windows_line_ends(tmp_path: Path) -> None:
    own(tmp_path, "browse/old.md", f"{MARKER}\r\n\r\n# T\r\n")
    put(tmp_path, page("posts"))
    assert files(tmp_path) == {"browse/posts.md", "browse/.gitignore"}


def test_git_is_told_of_the_written_pages_only(tmp_path: Path) -> None:
    own(tmp_path, "browse/notes.md")
    put(tmp_path, page("posts"), page("categories/dev"))
    lines = (tmp_path / "browse/.gitignore").read_text().splitlines()
    assert lines[1:] == ["/.gitignore", "/categories/dev.md", "/posts.md"]


def test_a_home_page_is_written_once_and_then_the_authors(tmp_path: Path) -> None:
    assert write_start_page(tmp_path, "index", "one", SUFFIXES)
    assert not write_start_page(tmp_path, "index", "two", SUFFIXES)
    assert (tmp_path / "index.md").read_text() == "one"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_home_page_is_written_beside_one_of_any_suffix(tmp_path: Path, suffix: str) -> None:
    own(tmp_path, f"index{suffix}")
    assert not write_start_page(tmp_path, "index", "one", SUFFIXES)
    assert files(tmp_path) == {f"index{suffix}"}


def test_an_ignore_file_of_the_authors_is_not_written_over(tmp_path: Path) -> None:
    file = own(tmp_path, "browse/.gitignore", "drafts/\n")
    put(tmp_path, page("posts"))
    assert "drafts/" in file.read_text()


def test_an_ignore_file_of_the_authors_is_not_deleted(tmp_path: Path) -> None:
    file = own(tmp_path, "browse/.gitignore", "drafts/\n")
    put(tmp_path)
    assert file.exists()


@pytest.mark.parametrize("name", ["browse/posts.md/x", "browse/posts"], ids=["folder", "file"])
def test_something_in_the_way_does_not_stop_the_build(tmp_path: Path, name: str) -> None:
    own(tmp_path, name)
    put(tmp_path, page("posts/page-2"), page("posts"))
    assert (tmp_path / name).read_text() == OWN


def test_suffixes_may_be_any_iterable(tmp_path: Path) -> None:
    file = own(tmp_path, "browse/posts.md")
    write(tmp_path, ["browse"], [page("categories"), page("posts")], iter(SUFFIXES))
    assert file.read_text() == OWN
