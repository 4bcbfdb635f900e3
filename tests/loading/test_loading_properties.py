"""Properties of loading that hold for files with any contents."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.loading.files.encodings import decode, normalise_newlines
from sphinx_anthology.loading.loader import PostSource, load_posts
from sphinx_anthology.loading.posts.file_loader import FileLoader, LoadedFile
from sphinx_anthology.problems import Code

PIECES = st.sampled_from(
    [
        *(b"---", b"+++", b"{", b"}", b"...", b"title: x", b'title = "x"', b'"title": "x",', b"Title: x", b"date: 2025-04-23"),
        *(b"date = 2025-04-23", b"category: a > b", b"- a", b"tags: [a", b"]", b"[extra]", b"a.b.c = 1", b"author:"),
        *(b"name: Kim", b"  picture: /k.png", b"excerpt: |", b"  # x", b'"', b"'", b'title: "a "b"', b"cover: ../../x"),
        *(b"slug: ..", b"# H", b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\xc7\xd1\xb1\xdb", b"published: flase", b"\tx: y"),
        *(b"a: &a [*a]", b"aliases: {}", b'"a": [', b"x = [", b'x = """', b"<<: *a", b"? [x]", b": 1", b"path: 2026/03/26/x"),
        *(b"lang: ko_KR", b"status: x"),
    ]
)
BYTES = st.one_of(
    st.binary(max_size=200),
    st.lists(PIECES, max_size=10).map(b"\n".join),
    st.lists(PIECES, max_size=10).map(lambda pieces: b"---\n" + b"\n".join(pieces) + b"\n---\n"),
    st.lists(PIECES, max_size=10).map(lambda pieces: b"+++\n" + b"\n".join(pieces) + b"\n+++\n"),
    st.lists(PIECES, max_size=10).map(b"\r\n".join),
)
PATHS = st.sampled_from(
    ["posts/x.md", "posts/index.md", "2025/04/23/봄 (1).ko.md", "_posts/2025-04-23-.md", "a/b/README.en.md"]
)


def load(data: bytes, path: str) -> LoadedFile:
    with TemporaryDirectory() as folder:
        file = Path(folder, path)
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        docname = path.removesuffix(".md")
        return FileLoader(Path(folder), PostSource(Path(folder), {path: docname}).parse_options).load(path, docname)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(BYTES, PATHS)
def test_any_file_is_a_post_or_a_page_and_its_problems_are_in_the_file(data: bytes, path: str) -> None:
    loaded = load(data, path)
    lines = len(normalise_newlines(decode(data)[0]).split("\n"))
    assert isinstance(loaded.entry, Post | Page)
    assert loaded.entry.header_lines <= lines
    for problem in loaded.problems:
        assert problem.path == path
        assert problem.message
        assert 1 <= problem.line <= lines
        assert problem.column >= 1


@settings(deadline=None)
@given(st.lists(BYTES, max_size=3))
def test_a_folder_of_any_files_is_a_catalogue_with_unique_slugs(contents: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        paths = {f"posts/{number}.md": f"posts/{number}" for number in range(len(contents))}
        Path(folder, "posts").mkdir()
        for path, data in zip(paths, contents, strict=True):
            Path(folder, path).write_bytes(data)
        catalogue = load_posts(PostSource(Path(folder), paths)).catalogue
    assert len(catalogue.with_pages) + len(catalogue.unpublished) + len(catalogue.pages) == len(contents)
    assert len({post.slug for post in catalogue.with_pages}) == len(catalogue.with_pages)
    assert all(post.title.strip() and post.slug and post.reading_minutes > 0 for post in catalogue.with_pages)


@pytest.mark.parametrize("character", ["\x80", "\x99", "\x9f", "\ufffe", "\uffff"], ids=ascii)
@pytest.mark.parametrize("line", ["title: a{}b", "title: 'a{}b'", "title: a: {}b"])
def test_a_character_that_yaml_forbids_is_removed_and_reported(character: str, line: str) -> None:
    loaded = load(f"---\n{line.format(character)}\ndate: 2025-04-23\n---\nText.\n".encode(), "posts/x.md")
    assert isinstance(loaded.entry, Post)
    assert loaded.entry.published is not None
    assert (loaded.entry.title[0], loaded.entry.title[-1]) == ("a", "b")
    assert Code.CONTROL_CHARACTER in [problem.code for problem in loaded.problems]


def test_a_surrogate_in_json_is_removed() -> None:
    loaded = load(b'{"title": "a\\ud800b", "date": "2025-04-23"}\nText.\n', "posts/x.md")
    assert isinstance(loaded.entry, Post)
    assert loaded.entry.title.encode()
