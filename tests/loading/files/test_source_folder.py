"""The walk of the source folder: names and kinds of files, links, and permissions."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from permissions import run_unprivileged
from post_files import write_files
from sphinx_anthology.loading.files.post_files import PostFiles
from sphinx_anthology.loading.files.source_folder import SourceWalk
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.settings import Settings

Found = tuple[dict[str, str], list[Problem]]


def walk(source: Path, posts: tuple[str, ...] = ("posts/**",), allowed: tuple[str, ...] = ()) -> Found:
    """Return the docnames of the documents in a folder by path, and what was left out."""
    problems: list[Problem] = []
    files = PostFiles.find(source, Settings(posts=posts, allowed_paths=allowed))
    found = SourceWalk(source, (".md", ".mdx", ".rst"), posts, files, report=problems.append).find_documents()
    return found, problems


def codes(problems: list[Problem]) -> list[tuple[str, Code]]:
    return [(problem.path, problem.code) for problem in problems]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source folder with one post."""
    source = tmp_path / "source"
    write_files(source, {"posts/good.md": "# Good"})
    return source


def test_documents_are_found_in_the_order_of_folders_and_names(source: Path) -> None:
    write_files(source, {"posts/b/x.mdx": "", "posts/a/y.rst": "", "index.md": "", "posts/notes.txt": ""})
    found, problems = walk(source)
    assert list(found.items()) == [
        ("index.md", "index"),
        ("posts/good.md", "posts/good"),
        ("posts/a/y.rst", "posts/a/y"),
        ("posts/b/x.mdx", "posts/b/x"),
    ]
    assert problems == []


GOOD_NAMES = [
    *("CON.md", "a#b.md", "a?b.md", "a%2fb.md", "a*b.md", "[a].md", "a\\b.md", "-a.md", '"a".md', "it's.md", "a..md", "a .md"),
    *(" a.md", "a:b.md", "<a>.md", "a|b.md", "$a.md", "{{a}}.md", "~a.md", "`a`.md", "\u00a0a.md", "\u3000.md"),
    *("한글.md", "👩\u200d👩\u200d👧.md", "a.md.md"),
]


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_name_that_sphinx_can_build_is_that_of_a_document(source: Path, name: str) -> None:
    write_files(source, {f"posts/{name}": ""})
    found, problems = walk(source)
    assert found[f"posts/{name}"] == f"posts/{name.removesuffix('.md')}"
    assert problems == []


@pytest.mark.parametrize("name", ["a" * 247 + ".md", "가" * 82 + ".md", "a" * 247 + ".rst", "a" * 246 + ".mdx"])
def test_a_name_is_as_long_as_those_of_the_files_made_from_it_allow(source: Path, name: str) -> None:
    write_files(source, {f"posts/{name}": ""})
    assert f"posts/{name}" in walk(source)[0]


@pytest.mark.parametrize(
    "name", ["a" * 248 + ".md", "a" * 252 + ".md", "가" * 84 + ".md", "가" * 83 + ".md", "a" * 248 + ".mdx"]
)
def test_a_name_that_is_too_long_for_a_doctree_is_left_out(source: Path, name: str) -> None:
    write_files(source, {f"posts/{name}": ""})
    found, problems = walk(source)
    assert found == {"posts/good.md": "posts/good"}
    assert codes(problems) == [(f"posts/{name}", Code.FILE_NAME)]
    assert "too long" in problems[0].message


@pytest.mark.parametrize(
    ("name", "shown", "reason"),
    [
        (b"\xff.md", "\\xff.md", "not in UTF-8"),
        (b"\xed\xa0\x80.md", "\\xed\\xa0\\x80.md", "not in UTF-8"),
        ("a\nb.md", None, "control character"),
        ("a\x1b[31m.md", None, "control character"),
        ("a\x7f.md", None, "control character"),
        ("a\u0085.md", None, "control character"),
        ("a\u2028b.md", None, "control character"),
        ("\u202egpj.md", None, "control character"),
        (".md", None, "no name"),
        ("..md", None, "no name"),
        ("...md", None, "no name"),
        ("A.MD", None, "upper case"),
        ("A.Mdx", None, "upper case"),
    ],
)
def test_a_file_whose_name_cannot_be_built_is_named(source: Path, name: bytes | str, shown: str | None, reason: str) -> None:
    (source / "posts" / os.fsdecode(name)).touch()
    found, problems = walk(source)
    assert found == {"posts/good.md": "posts/good"}
    assert [problem.code for problem in problems] == [Code.FILE_NAME]
    assert reason in problems[0].message
    if shown:
        assert problems[0].path == f"posts/{shown}"


def test_a_suffix_in_upper_case_outside_of_posts_is_no_problem(source: Path) -> None:
    write_files(source, {"README.MD": ""})
    assert walk(source)[1] == []


@pytest.mark.parametrize("folder", [b"\xff", b"a\nb"])
def test_a_folder_whose_name_cannot_be_built_is_named_once_if_it_has_documents(source: Path, folder: bytes) -> None:
    for parent in (source, source / "posts"):
        (parent / os.fsdecode(folder) / "deep").mkdir(parents=True)
    for name in ("a.md", "b.md"):
        (source / "posts" / os.fsdecode(folder) / "deep" / name).touch()
    found, problems = walk(source)
    assert found == {"posts/good.md": "posts/good"}
    assert [problem.code for problem in problems] == [Code.FILE_NAME]
    assert problems[0].message.startswith("Folder has")


def make_pipe(file: Path) -> None:
    os.mkfifo(file)


def make_socket(file: Path) -> None:
    current = Path.cwd()
    os.chdir(file.parent)  # the path of a socket is at most 107 bytes long
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(file.name)
    finally:
        os.chdir(current)


def make_broken_link(file: Path) -> None:
    file.symlink_to("nowhere.md")


def make_link_to_itself(file: Path) -> None:
    file.symlink_to(file.name)


def make_link_to_pipe(file: Path) -> None:
    os.mkfifo(file.with_suffix(".pipe"))
    file.symlink_to(file.with_suffix(".pipe"))


KINDS = {
    make_pipe: "is a named pipe",
    make_socket: "is a socket",
    make_broken_link: "No such file",
    make_link_to_itself: "Too many levels",
    make_link_to_pipe: "is a named pipe",
}


@pytest.mark.parametrize(("make", "reason"), KINDS.items())
@pytest.mark.parametrize("folder", ["posts", "guide"])
def test_what_is_no_readable_file_is_named_and_not_opened(
    source: Path, folder: str, make: Callable[[Path], None], reason: str
) -> None:
    (source / folder).mkdir(exist_ok=True)
    make(source / folder / "odd.md")
    found, problems = walk(source)
    assert found == {"posts/good.md": "posts/good"}
    assert codes(problems) == [(f"{folder}/odd.md", Code.FILE_UNREADABLE)]
    assert reason in problems[0].message


def test_a_folder_with_the_name_of_a_document_is_walked(source: Path) -> None:
    write_files(source, {"posts/x.md/y.md": ""})
    assert walk(source) == ({"posts/good.md": "posts/good", "posts/x.md/y.md": "posts/x.md/y"}, [])


@pytest.mark.parametrize(
    "links",
    [
        {"posts/self": "."},
        {"posts/self": ".", "posts/other": "."},
        {"posts/a/b": ".."},
        {"posts/a/b/c": "../../.."},
        {"posts/a": "../guide", "guide/b": "../posts"},
        {"posts/a": "/", "posts/b": ".."},
        {"posts/a/x": "../b", "posts/b/y": "../c", "posts/c/z": "../a"},
    ],
    ids=str,
)
def test_links_in_circles_are_not_followed(source: Path, links: dict[str, str]) -> None:
    for path, target in links.items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).symlink_to(target)
    found, problems = walk(source)
    assert "posts/good.md" in found
    assert len(found) <= 2  # the post, and once more through a link from another folder
    assert problems
    assert {problem.code for problem in problems} <= {Code.FILE_UNREADABLE, Code.PATH_OUTSIDE}


def test_a_tree_of_links_does_not_grow_without_bounds(source: Path) -> None:
    for level in range(30):
        write_files(source, {f"posts/{level:02}/post.md": ""})
        for name in "abc":
            (source / f"posts/{level:02}" / name).symlink_to(f"../{level + 1:02}")
    found, problems = walk(source)
    assert len(found) < 30 * 60
    assert {problem.code for problem in problems} == {Code.FILE_UNREADABLE}


def test_a_link_to_a_folder_beside_it_is_followed(source: Path) -> None:
    write_files(source, {"shared/a.md": ""})
    (source / "posts/link").symlink_to("../shared")
    (source / "guide").symlink_to("shared")
    found, problems = walk(source)
    assert set(found) == {"posts/good.md", "shared/a.md", "posts/link/a.md", "guide/a.md"}
    assert problems == []


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the source folder with two files."""
    write_files(tmp_path / "outside", {"secret.md": "", "deep/post.md": ""})
    return tmp_path / "outside"


@pytest.mark.parametrize("target", ["secret.md", ""])
@pytest.mark.parametrize("posts", ["posts/**", "posts/*.md", "**"])
def test_a_link_among_posts_does_not_lead_out_of_the_source_folder(
    source: Path, outside: Path, target: str, posts: str
) -> None:
    (source / "posts/link.md").symlink_to(outside / target)
    found, problems = walk(source, (posts,))
    assert found == {"posts/good.md": "posts/good"}
    assert codes(problems) == [("posts/link.md", Code.PATH_OUTSIDE)]


def test_a_link_in_another_folder_is_followed_as_sphinx_does(source: Path, outside: Path) -> None:
    (source / "guide").symlink_to(outside)
    assert "guide/secret.md" in walk(source)[0]


def test_the_folder_of_posts_may_be_a_link(tmp_path: Path, outside: Path) -> None:
    source = tmp_path / "other"
    source.mkdir()
    (source / "posts").symlink_to(outside)
    (outside / "again.md").symlink_to("secret.md")
    found, problems = walk(source)
    assert set(found) == {"posts/secret.md", "posts/again.md", "posts/deep/post.md"}
    assert problems == []


def test_a_link_among_posts_may_lead_to_a_folder_that_posts_may_use(source: Path, outside: Path) -> None:
    (source / "posts/link").symlink_to(outside)
    assert "posts/link/secret.md" in walk(source, allowed=(str(outside),))[0]


def test_of_two_files_with_one_docname_the_first_has_the_page(source: Path) -> None:
    write_files(source, {"posts/good.mdx": "", "posts/good.rst": ""})
    found, problems = walk(source)
    assert found == {"posts/good.md": "posts/good"}
    assert codes(problems) == [("posts/good.mdx", Code.FILE_NAME), ("posts/good.rst", Code.FILE_NAME)]


def test_names_that_differ_in_case_are_two_documents(source: Path) -> None:
    write_files(source, {"posts/Good.md": ""})
    assert len(walk(source)[0]) == 2


def test_a_name_in_nfd_has_a_docname_in_nfc(source: Path) -> None:
    path = normalize("NFD", "posts/여름/가을.md")
    write_files(source, {path: ""})
    assert walk(source)[0][path] == "posts/여름/가을"


def test_of_two_names_that_differ_in_their_unicode_form_the_one_in_nfc_has_the_page(source: Path) -> None:
    paths = [normalize(form, "posts/봄.md") for form in ("NFC", "NFD")]
    write_files(source, dict.fromkeys(paths, ""))
    found, problems = walk(source)
    assert paths[0] in found
    assert codes(problems) == [(paths[1], Code.FILE_NAME)]


@pytest.mark.parametrize("folder", ["posts/a.doctree", "posts/a.html", "posts/a.xhtml", "posts/a.md.txt"])
def test_a_folder_with_the_name_of_a_file_that_is_made_is_left_out(source: Path, folder: str) -> None:
    write_files(source, {"posts/a.md": "", f"{folder}/b.md": "", f"{folder}/c/d.md": ""})
    found, problems = walk(source)
    assert set(found) == {"posts/good.md", "posts/a.md"}
    assert codes(problems) == [(folder, Code.FILE_NAME)]


def test_folders_are_walked_to_a_depth_that_python_can_make(source: Path) -> None:
    write_files(source, {f"posts/{'a/' * 90}x.md": "", f"posts/{'b/' * 150}x.md": ""})
    found, problems = walk(source)
    assert f"posts/{'a/' * 90}x.md" in found
    assert [problem.code for problem in problems] == [Code.FILE_NAME]
    assert "folders deep" in problems[0].message


def test_a_path_that_is_too_long_is_named(source: Path) -> None:
    path = f"posts/{('a' * 200 + '/') * 10}x.md"
    write_files(source, {path: ""})
    problems = walk(source)[1]
    assert codes(problems) == [(path, Code.FILE_NAME)]
    assert "path that is too long" in problems[0].message


@pytest.fixture
def locked(source: Path) -> Iterator[Path]:
    """A source folder with folders and files that may not be read."""
    write_files(source, {"posts/locked/a.md": "", "posts/private.md": "", "data/b.md": "", "posts/blind/c.md": ""})
    paths = {"posts/locked": 0, "posts/private.md": 0, "data": 0, "posts/blind": 0o400}
    for path, mode in paths.items():
        (source / path).chmod(mode)
    yield source
    for path in paths:
        (source / path).chmod(0o700)


def test_what_may_not_be_read_among_posts_is_named(locked: Path) -> None:
    found, problems = run_unprivileged(lambda: walk(locked))
    assert found == {"posts/good.md": "posts/good"}
    assert sorted(codes(problems), key=str) == [
        ("posts/blind/c.md", Code.FILE_UNREADABLE),
        ("posts/locked", Code.FILE_UNREADABLE),
        ("posts/private.md", Code.FILE_UNREADABLE),
    ]
    assert all("Permission denied" in problem.message for problem in problems)
