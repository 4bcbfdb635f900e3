"""From which files generated pages are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sphinx_anthology.outputs.indexes.generated_pages import GeneratedPages
from sphinx_anthology.outputs.indexes.pages import MARKER

TEXT = f"{MARKER}\n\n# T\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    (source / "browse").mkdir(parents=True)
    return source


def make_pages(source: Path, **texts: str) -> GeneratedPages:
    """Return generated pages in ``browse``."""
    pages = {f"browse/{name}": text for name, text in texts.items()}
    return GeneratedPages(source, source.with_name("copies"), pages, ["browse"])


def test_a_page_has_a_copy(source: Path) -> None:
    pages = make_pages(source, a=TEXT, b=f"{TEXT}봄\n")
    copy = pages.find_copy("browse/b")
    assert copy is not None
    assert copy.read_bytes() == f"{TEXT}봄\n".encode()


@pytest.mark.parametrize("text", ["older", TEXT.replace("T", "U"), TEXT])
def test_the_file_in_the_source_folder_has_no_effect(source: Path, text: str) -> None:
    (source / "browse/a.md").write_text(text, encoding="utf-8")
    copy = make_pages(source, a=TEXT).find_copy("browse/a")
    assert copy is not None
    assert copy.read_text(encoding="utf-8") == TEXT


def test_a_handwritten_page_has_no_copy(source: Path) -> None:
    assert make_pages(source, a=TEXT).find_copy("browse/other") is None


def test_an_unchanged_copy_keeps_its_modification_time(source: Path) -> None:
    copy = make_pages(source, a=TEXT).find_copy("browse/a")
    assert copy is not None
    os.utime(copy, ns=(1, 1))
    make_pages(source, a=TEXT).find_copy("browse/a")
    assert copy.stat().st_mtime_ns == 1
    make_pages(source, a=TEXT + "x").find_copy("browse/a")
    assert copy.read_text(encoding="utf-8") == TEXT + "x"


def test_copies_of_pages_that_are_gone_are_deleted(source: Path) -> None:
    pages = make_pages(source, a=TEXT, b=TEXT)
    copies = [pages.find_copy(docname) for docname in pages.texts]
    make_pages(source, b=TEXT)
    assert [copy is not None and copy.exists() for copy in copies] == [False, True]


@pytest.mark.parametrize(
    ("path", "text", "is_stale"),
    [
        ("browse/gone.md", TEXT, True),
        ("browse/deep/gone.md", TEXT, True),
        ("browse/a.md", TEXT, False),
        ("browse/own.md", "# Own\n", False),
        ("browse/own.rst", TEXT, False),
        ("elsewhere/copy.md", TEXT, False),
        ("browser/copy.md", TEXT, False),
    ],
)
def test_a_page_of_an_earlier_build_is_stale(source: Path, path: str, text: str, is_stale: bool) -> None:
    (source / path).parent.mkdir(parents=True, exist_ok=True)
    (source / path).write_text(text, encoding="utf-8")
    assert make_pages(source, a=TEXT).is_stale(path) is is_stale


def test_a_file_that_another_build_has_deleted_is_not_stale(source: Path) -> None:
    assert not make_pages(source, a=TEXT).is_stale("browse/gone.md")
