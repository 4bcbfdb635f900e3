"""Files with odd names and kinds among the posts: they are named, and everything else is built."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize

import pytest
from conftest import Site
from permissions import run_unprivileged

POST = b"---\ntitle: Odd\ndate: 2025-01-01\n---\n\nText of an odd file.\n"


def write_bytes(site: Site, name: bytes) -> None:
    (site.folder / "posts").mkdir(exist_ok=True)
    (site.folder / "posts" / os.fsdecode(name)).write_bytes(POST)


@pytest.fixture
def odd_site(site: Site) -> Site:
    """A site with a good post among many files that cannot be built."""
    site.post("good", body="Text of the good post.\n")
    for odd in (b"\xff.md", b"a\nb.md", b"\x1b[31m.md", b"a" * 252 + b".md", "가".encode() * 84 + b".md", b"A.MD", b"..md"):
        write_bytes(site, odd)
    posts = site.folder / "posts"
    os.mkfifo(posts / "pipe.md")
    for name, target in {
        "self": ".",
        "again": ".",
        "root": "/",
        "broken.md": "nowhere",
        "loop.md": "loop.md",
        "passwd.md": "/etc/passwd",
        "etc": "/etc",
        "zero.md": "/dev/zero",
    }.items():
        (posts / name).symlink_to(target)
    (posts / "deep").mkdir()
    (posts / "deep/up").symlink_to("..")
    return site


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub", "text", "latex"])
def test_odd_files_are_named_once_and_the_others_are_built(odd_site: Site, builder: str) -> None:
    built = odd_site.build(builder, fresh=True)
    assert sorted(set(built.codes)) == ["anthology.file-name", "anthology.file-unreadable", "anthology.path-outside"]
    assert len(built.codes) == 7 + 3 + 3 + 4  # names, kinds, circles, places
    page = {"html": "posts/good.html", "dirhtml": "posts/good/index.html", "text": "posts/good.txt", "epub": "posts/good.xhtml"}
    if builder in page:
        assert "Text of the good post." in built.text(page[builder])
    for file in built.output.rglob("*"):
        if file.is_file():
            assert b"Text of an odd file." not in file.read_bytes()
            assert b"root:x:0" not in file.read_bytes()


def test_each_odd_file_is_named_with_its_path_and_reason(odd_site: Site) -> None:
    warnings = odd_site.build().warnings
    for path, reason in {
        "pipe.md": "is a named pipe",
        "self": "is a symbolic link to a folder that contains it",
        "again": "is a symbolic link to a folder that contains it",
        "deep/up": "is a symbolic link to a folder that contains it",
        "broken.md": "is not readable (No such file or directory)",
        "passwd.md": "is a symbolic link to what is outside of the source folder",
        "etc": "is a symbolic link to what is outside of the source folder",
        "\\xff.md": "has a name that is not in UTF-8",
        "가" * 84 + ".md": "has a name that is too long",
        "A.MD": "has a suffix in upper case",
    }.items():
        assert f"posts/{path}:1: WARNING: " in warnings
        assert reason in warnings.partition(f"posts/{path}:1: WARNING: ")[2].partition("\n")[0]


def test_names_that_can_be_built_have_pages_that_listings_lead_to(site: Site) -> None:
    names = ["a#b", "a?b", "a%20b", "a*b", "[a]", "a\\b", '"a"', "a .", "a:b", "<a>", "한글", "CON", "-a", "가" * 82, "a" * 247]
    for name in names:
        site.post(name, slug=f"s{len(name)}-{ord(name[0])}", title="A post")
    built = site.build()
    pages = {f"posts/{name}.html" for name in names}
    assert pages == {str(file.relative_to(built.output)) for file in (built.output / "posts").iterdir()}
    links = built.soup("browse/posts").select(".anthology-card-link")
    assert len(links) == len(names)


def test_a_name_in_nfd_is_built_and_linked(site: Site) -> None:
    name = normalize("NFD", "봄날")
    site.write(f"posts/{name}.md", "---\ntitle: Spring\ndate: 2025-01-01\n---\n\nText.\n")
    site.post("b", body="[[봄날]] [link](봄날.md)\n")
    built = site.build()
    assert built.warnings == ""
    assert "Text." in built.article("posts/봄날")
    assert [link["href"] for link in built.soup("posts/b").select("p a.reference.internal")][-2:] == [
        "%EB%B4%84%EB%82%A0.html",
        "%EB%B4%84%EB%82%A0.html",
    ]


def test_a_post_that_is_replaced_by_a_pipe_loses_its_page_and_gets_it_back(site: Site) -> None:
    site.post("good")
    file = site.post("odd")
    assert (site.build().output / "posts/odd.html").is_file()
    text = file.read_text(encoding="utf-8")
    file.unlink()
    os.mkfifo(file)
    built = site.build()
    assert built.codes == ["anthology.file-unreadable"]
    assert not (built.output / "posts/odd.html").exists()
    file.unlink()
    file.write_text(text, encoding="utf-8")
    assert (site.build().output / "posts/odd.html").is_file()


def test_a_post_that_becomes_unreadable_is_named_and_leaves_every_listing(site: Site) -> None:
    site.post("good")
    file = site.post("odd")
    site.build()
    file.chmod(0)
    built = run_unprivileged(site.build)
    assert built.codes == ["anthology.file-unreadable"]
    assert "posts/odd.md:1: WARNING: File is not readable (Permission denied)" in built.warnings
    assert not (built.output / "posts/odd.html").exists()
    assert "Title of odd" not in built.article("browse/posts")


def test_an_unreadable_folder_of_posts_is_named(site: Site) -> None:
    site.post("good")
    site.post("locked/odd")
    (site.folder / "posts/locked").chmod(0)
    try:
        built = run_unprivileged(site.build)
    finally:
        (site.folder / "posts/locked").chmod(0o700)
    assert built.codes == ["anthology.file-unreadable"]
    assert "posts/locked:1: WARNING: Folder is not readable (Permission denied)" in built.warnings


def test_a_post_that_is_too_large_is_named_and_left_out(site: Site) -> None:
    site.post("good")
    site.post("large", body="x" * 1_100_000)
    built = site.build(anthology_max_size=1)
    assert built.codes == ["anthology.file-too-large"]
    assert "posts/large.md:1: WARNING: File has 1.1 MB" in built.warnings
    assert not (built.output / "posts/large.html").exists()


def test_the_folder_of_posts_may_be_a_link_out_of_the_source_folder(site: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_bytes(POST)
    (site.folder / "posts").symlink_to(elsewhere)
    built = site.build()
    assert built.warnings == ""
    assert "Text of an odd file." in built.article("posts/a")


def test_pipes_in_index_folders_static_roots_and_data_folders_are_not_waited_for(site: Site) -> None:
    site.post("good", cover="/x.png", author="someone")
    for path in ("browse/odd.md", "browse/tags/odd.md", "public/x.png", "authors.yml", "posts/authors.json"):
        (site.folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(site.folder / path)
    built = site.build()
    assert "Title of good" in built.article("posts/good")
    assert "anthology.path-private" in built.codes
    assert built.codes.count("anthology.file-unreadable") == 2


def test_what_tools_leave_in_the_source_folder_is_no_document(site: Site) -> None:
    site.post("a")
    for path in (".venv/lib/LICENSE.md", "venv/lib/LICENSE.md", "node_modules/x/README.md", "_build/old.md", "README.md"):
        site.write(path, "# Not a page\n")
    site.write("venv/pyvenv.cfg", "home = /usr/bin\n")
    first = site.build(output=site.folder / "www")
    assert first.warnings == ""
    site.write("www/html/copied.md", "# Not a page\n")
    assert site.build(output=site.folder / "www").warnings == ""
    assert not [*(site.folder / "www" / "html").rglob("README.html"), *(site.folder / "www" / "html").rglob("LICENSE.html")]


def test_a_readme_that_include_patterns_name_is_a_page(site: Site) -> None:
    site.write("README.md", "---\norphan: true\n---\n\n# About\n")
    assert "About" in site.build(include_patterns=["**", "README.md"]).article("README")
