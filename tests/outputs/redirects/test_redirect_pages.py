"""Pages at old addresses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import CONFIGURATION, Site


def read_redirects(output: Path) -> dict[str, bytes]:
    """Return the redirect pages of a build, by path."""
    files = {str(file.relative_to(output)): file.read_bytes() for file in sorted(output.rglob("*.html"))}
    return {path: data for path, data in files.items() if b"sphinx-anthology redirect" in data}


def test_hostile_aliases_are_reported_and_write_nothing(site: Site) -> None:
    outside = ["/../../etc/passwd", "C:\\\\x", "/%2e%2e/%2e%2e/up", "x" * 10_000]
    elsewhere = ["//evil.example/x", "javascript:alert(1)", "ftp://x.example/y"]
    quoted = ", ".join(f'"{alias}"' for alias in (*outside, *elsewhere, "/a\\0b"))
    site.write("posts/a.md", f'---\ntitle: A\ndate: 2025-01-01\ncategory: X\naliases: [{quoted}, "/good/"]\n---\n\nText.\n')
    before = set(site.folder.parent.rglob("*"))
    built = site.build()
    # The parser of front matter removes NUL characters.
    assert list(read_redirects(built.output)) == ["ab/index.html", "good/index.html"]
    assert built.codes.count("anthology.redirect-invalid") == 4
    assert built.codes.count("anthology.url-refused") == 3
    assert set(built.codes) == {"anthology.redirect-invalid", "anthology.url-refused", "anthology.control-character"}
    assert "posts/a.md:5: WARNING: Old address '//evil.example/x' is neither a path nor an HTTP address" in built.warnings
    new = set(site.folder.parent.rglob("*")) - before
    assert all(file.is_relative_to(site.folder / "build") or file.is_relative_to(site.folder / "browse") for file in new)


HIDDEN = ["/.git/config", "/.git/hooks/x.html", "/.htaccess", "/.well-known/security.txt", "/blog/.env", "/%2egit/x"]
RESERVED = [
    "/_static/x.html",
    "/_sources/index.md.txt",
    "/_redirects",
    "/searchindex.js",
    "/objects.inv",
    "/404.html",
    "/robots.txt",
]
IMPOSSIBLE = ["/a<b>/", "/a%3Ab/", "/a|b", "/con/x", "/nul.html", "/a./b", "/x%0Ay", "/x%00y", "/" + "x" * 300, "/" + "한" * 90]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_no_redirect_page_is_in_the_place_of_what_is_no_page(site: Site, builder: str) -> None:
    addresses = [*HIDDEN, *RESERVED, *IMPOSSIBLE]
    without = site.build(builder)
    files = {file.relative_to(without.output) for file in without.output.rglob("*")}
    quoted = ", ".join(f'"{address}"' for address in addresses)
    site.write("posts/a.md", f'---\ntitle: A\ndate: 2025-01-01\naliases: [{quoted}, "/good/"]\n---\n\nText.\n')
    built = site.build(builder)
    assert list(read_redirects(built.output)) == ["good/index.html"]
    assert built.codes.count("anthology.redirect-collision") == len(RESERVED)
    assert built.codes.count("anthology.redirect-invalid") == len(HIDDEN) + len(IMPOSSIBLE)
    new = {file.relative_to(built.output).parts[0] for file in built.output.rglob("*")} - {file.parts[0] for file in files}
    assert new <= {"good", "posts", "browse", "_search", ".buildinfo.bak"}  # the site has a name now


def test_what_is_no_file_in_the_output_is_not_replaced(site: Site) -> None:
    site.post("a", aliases="/x.html")
    (site.folder / "build/html").mkdir(parents=True)
    os.mkfifo(site.folder / "build/html/x.html")
    built = site.build()
    assert built.codes == ["anthology.redirect-collision"]
    assert (built.output / "x.html").is_fifo()


def test_a_symbolic_link_out_of_the_output_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.post("a", aliases="/out/x/")
    (tmp_path / "elsewhere").mkdir()
    (site.folder / "build/html").mkdir(parents=True)
    (site.folder / "build/html/out").symlink_to(tmp_path / "elsewhere")
    built = site.build()
    assert built.codes == ["anthology.redirect-collision"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_of_two_redirects_that_are_one_file_one_is_written(site: Site) -> None:
    site.post("a", date="2025-01-01", aliases="/OLD/x.html")
    site.post("b", date="2025-01-02", aliases="/old/x.html")
    site.post("c", date="2025-01-03", aliases="/Old/x.html")
    (site.folder / "build/html/old").mkdir(parents=True)
    (site.folder / "build/html/OLD").symlink_to("old")  # as if the folder did not tell upper from lower case
    built = site.build()
    assert built.codes == ["anthology.redirect-collision"]
    assert "posts/b.md:4: WARNING: Old address '/old/x.html'" in built.warnings
    found = {name: built.soup(f"{name}/x").a["href"] for name in ("OLD", "Old", "old")}
    assert found == {"OLD": "../posts/a.html", "Old": "../posts/c.html", "old": "../posts/a.html"}


@pytest.mark.parametrize(("builder", "target"), [("html", "posts/a.html"), ("dirhtml", "posts/a/")])
def test_a_redirect_page_leads_to_the_article(site: Site, builder: str, target: str) -> None:
    site.post("a", title="<b>봄</b> & 꽃", language="ko", aliases="/blog/slug/")
    built = site.build(builder)
    assert built.warnings == ""
    soup: Any = BeautifulSoup(built.text("blog/slug/index.html"), "html.parser")
    assert soup.html["lang"] == "ko"
    assert soup.title.string == soup.a.string == "<b>봄</b> & 꽃"
    assert soup.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url=../../{target}"
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert soup.find("link", rel="canonical")["href"] == soup.a["href"] == f"../../{target}"


@pytest.mark.parametrize("base", ["https://kb.example/ko/latest", "https://kb.example/ko/latest/"])
def test_the_canonical_address_is_absolute_if_the_address_of_the_site_is_known(site: Site, base: str) -> None:
    site.post("봄", aliases="/spring.html")
    text = site.build(html_baseurl=base).text("spring.html")
    assert '<link rel="canonical" href="https://kb.example/ko/latest/posts/%EB%B4%84.html">' in text
    assert 'content="0; url=posts/%EB%B4%84.html"' in text
    assert '<html lang="en">' in text


def test_permalinks_and_patterns_make_redirects_like_aliases(site: Site) -> None:
    site.post("a", permalink="/p/77.html", category="Web Dev")
    built = site.build(anthology_permalinks=["https://blog.example/:category/:year/:slug/"])
    assert list(read_redirects(built.output)) == ["p/77.html", "web-dev/2025/77/index.html"]


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "text"])
def test_other_builders_write_no_redirects(site: Site, builder: str) -> None:
    site.post("a", aliases="/blog/slug/")
    assert read_redirects(site.build(builder, epub_basename="x").output) == {}


@pytest.mark.parametrize(
    ("builder", "address"), [("html", "/posts/a.html"), ("dirhtml", "/posts/a"), ("dirhtml", "/posts/a/index.html")]
)
def test_an_article_is_not_redirected_to_itself(site: Site, builder: str, address: str) -> None:
    site.post("a", aliases=address)
    built = site.build(builder)
    assert (built.warnings, read_redirects(built.output)) == ("", {})


@pytest.mark.parametrize(
    "alias",
    [
        "/index.html",
        "/posts/b.html",
        "/browse/posts.html",
        "/search.html",
        "/_static/anthology.css",
        "/objects.inv/x",
        "/searchindex.js",
    ],
)
def test_files_of_the_site_are_not_replaced(site: Site, alias: str) -> None:
    site.post("b", title="B")
    clean = site.build(fresh=True).output
    site.post("a", aliases=alias, date="2020-01-01")
    built = site.build()
    assert built.codes == ["anthology.redirect-collision"]
    assert "posts/a.md:4: WARNING: Old address" in built.warnings
    assert "which is kept" in built.warnings
    assert read_redirects(clean) == {}


def test_stale_redirects_are_deleted_with_their_folders(site: Site) -> None:
    site.post("a", aliases="/blog/2020/slug/, /blog/kept/")
    site.build()
    site.post("a", aliases="/blog/kept/")
    built = site.build()
    assert list(read_redirects(built.output)) == ["blog/kept/index.html"]
    assert not (built.output / "blog/2020").exists()
    site.post("a")
    site.build()
    assert not (built.output / "blog").exists()


def test_each_builder_has_its_own_record(site: Site) -> None:
    site.post("a", aliases="/blog/x/")
    html, dirhtml = site.build("html").output, site.build("dirhtml").output
    site.post("a", aliases="/blog/y/")
    site.build("dirhtml")
    assert [list(read_redirects(html)), list(read_redirects(dirhtml))] == [["blog/x/index.html"], ["blog/y/index.html"]]
    site.build("html")
    assert list(read_redirects(html)) == ["blog/y/index.html"]


def test_unchanged_redirects_are_not_written_again(site: Site) -> None:
    site.post("a", aliases="/blog/x/")
    file = site.build().output / "blog/x/index.html"
    then = file.stat().st_mtime_ns
    site.post("b")
    site.build()
    assert file.stat().st_mtime_ns == then
    site.post("a", title="Another title", aliases="/blog/x/")
    site.build()
    assert "Another title" in file.read_text(encoding="utf-8")


def test_a_moved_article_leaves_a_redirect_in_the_place_of_its_page(site: Site) -> None:
    site.post("old").rename(site.folder / "posts/aside")
    site.post("old")
    site.build()
    (site.folder / "posts/old.md").unlink()
    site.post("new", aliases="/posts/old.html")
    built = site.build()
    assert (built.warnings, list(read_redirects(built.output))) == ("", ["posts/old.html"])
    site.post("old", date="2024-01-01")
    built = site.build()
    assert (built.codes, read_redirects(built.output)) == (["anthology.redirect-collision"], {})


def test_a_handwritten_page_replaces_a_redirect(site: Site) -> None:
    site.post("a", aliases="/about.html")
    site.build()
    site.write("about.md", "---\norphan: true\n---\n\n# About\n")
    built = site.build()
    assert built.codes == ["anthology.redirect-collision"]
    assert "About" in built.article("about")
    site.post("a")
    assert "About" in site.build().article("about")


def write_posts(site: Site) -> None:
    for number in range(12):
        site.post(f"p{number}", aliases=f"/blog/{number}, /봄/{number % 4}.html", date=f"2025-01-{number + 1:02}")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_serial_parallel_and_incremental_builds_write_the_same_redirects(site: Site, tmp_path: Path, builder: str) -> None:
    write_posts(site)
    serial = site.build(builder, output=tmp_path / "serial")
    parallel = site.build(builder, jobs=2, output=tmp_path / "parallel")
    for number in range(12):
        site.post(f"p{number}", aliases=f"/other/{number % 3}/", date=f"2025-02-{12 - number:02}")
    site.build(builder, output=tmp_path / "again")
    write_posts(site)
    again = site.build(builder, output=tmp_path / "again")
    assert len(read_redirects(serial.output)) == 16
    assert read_redirects(serial.output) == read_redirects(parallel.output) == read_redirects(again.output)
    assert sorted(serial.codes) == sorted(parallel.codes) == sorted(again.codes) == ["anthology.redirect-collision"] * 8


def test_a_build_that_fails_writes_no_redirects(site: Site) -> None:
    site.post("a", aliases="/x/")
    fail = "def fail(*arguments):\n    raise RuntimeError('no')\n"
    setup = "def setup(app):\n    app.connect('html-page-context', fail)\n"
    site.write("conf.py", f"{CONFIGURATION}{fail}{setup}")
    with pytest.raises(Exception, match="no"):
        site.build()
    assert not (site.folder / "build/html/x").exists()
