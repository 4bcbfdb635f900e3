"""Old addresses: where they lead, what cannot be one, and what is written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from conftest import CONFIGURATION, Site
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.cli.commands import main
from sphinx_anthology.loading.loader import read_folder
from sphinx_anthology.outputs.redirects import AddressError, Redirect, file_at, file_of, find
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.settings import Settings

KOREAN = "%EB%B4%84/%EA%B8%80"  # 봄/글


def pages(output: Path) -> dict[str, bytes]:
    """Return all redirects of a build."""
    files = {str(file.relative_to(output)): file.read_bytes() for file in sorted(output.rglob("*.html"))}
    return {path: data for path, data in files.items() if b"sphinx-anthology redirect" in data}


def read(folder: Path, posts: Mapping[str, str], **options: Any) -> Catalogue:
    for name, header in posts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"---\n{header}---\n\nText.\n", encoding="utf-8")
    settings = Settings.from_values({f"anthology_{name}": value for name, value in options.items()})
    return read_folder(folder, {name: name.removesuffix(".md") for name in posts}, settings).catalogue


def found(folder: Path, posts: Mapping[str, str], **options: Any) -> tuple[list[Redirect], list[Problem]]:
    catalogue = read(folder, posts, **options)
    return find(catalogue, {name: file_of(name, "html") for name in catalogue.by_docname})


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/blog/slug/", "blog/slug/index.html"),
        ("/blog/slug", "blog/slug/index.html"),
        ("/blog/slug.html", "blog/slug.html"),
        ("/blog/slug.HTM", "blog/slug.HTM"),
        ("/blog/v1.0.0", "blog/v1.0.0/index.html"),
        ("/blog/post.php", "blog/post.php/index.html"),
        ("/blog/.html", "blog/.html/index.html"),
        ("//blog///./slug//", "blog/slug/index.html"),
        ("/blog/slug/index.html", "blog/slug/index.html"),
        ("/blog/slug/?utm=1#part", "blog/slug/index.html"),
        (f"/{KOREAN}/", "봄/글/index.html"),
        ("/\u1107\u1169\u11b7/", "봄/index.html"),
        ("/a%20b.html", "a b.html"),
        ("/100%/", "100%/index.html"),
        ("/a%2Fb/", "a/b/index.html"),
        ("/...", ".../index.html"),
    ],
)
def test_an_address_is_a_file_of_the_output(address: str, file: str) -> None:
    assert file_at(address) == file


@pytest.mark.parametrize(
    "address",
    [
        "/../../etc/passwd",
        "/a/../b",
        "/%2e%2e/x",
        "/a%2F..%2F..%2Fx",
        "/..\\x",
        "/C:\\x",
        "/C:/x",
        "/a/c:stream",
        "/x\0y",
        "/x%00y",
        "/x\ny",
        "/x%0Ay",
        "/blog/*",
        "/%B0%A1",  # Hangul in another encoding than UTF-8
        "/\ud800",
        "/" + "x" * 10_000,
        "/x" * 5_000,
        "/" + "한" * 100,
        "/",
        "/?p=12",
        "",
    ],
)
def test_what_is_no_place_in_the_output_is_none(address: str) -> None:
    with pytest.raises(AddressError):
        file_at(address)


def test_hostile_aliases_are_named_and_write_nothing(site: Site) -> None:
    outside = ["/../../etc/passwd", "C:\\\\x", "/%2e%2e/%2e%2e/up", "x" * 10_000]
    elsewhere = ["//evil.example/x", "javascript:alert(1)", "ftp://x.example/y"]
    quoted = ", ".join(f'"{alias}"' for alias in (*outside, *elsewhere, "/a\\0b"))
    site.write("posts/a.md", f'---\ntitle: A\ndate: 2025-01-01\ncategory: X\naliases: [{quoted}, "/good/"]\n---\n\nText.\n')
    before = set(site.folder.parent.rglob("*"))
    built = site.build()
    # A NUL is taken out of front matter when it is read.
    assert list(pages(built.output)) == ["ab/index.html", "good/index.html"]
    assert set(built.codes) == {"anthology.redirect-invalid"}
    assert len(built.codes) == 7
    assert "posts/a.md:5: WARNING: The old address '//evil.example/x' is not one of a blog" in built.warnings
    new = set(site.folder.parent.rglob("*")) - before
    assert all(file.is_relative_to(site.folder / "build") or file.is_relative_to(site.folder / "browse") for file in new)


def test_a_link_in_the_output_is_not_followed_out_of_it(site: Site, tmp_path: Path) -> None:
    site.post("a", aliases="/out/x/")
    (tmp_path / "elsewhere").mkdir()
    (site.folder / "build/html").mkdir(parents=True)
    (site.folder / "build/html/out").symlink_to(tmp_path / "elsewhere")
    built = site.build()
    assert built.codes == ["anthology.redirect-collision"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(("builder", "target"), [("html", "posts/a.html"), ("dirhtml", "posts/a/")])
def test_the_page_at_an_old_address_leads_to_the_article(site: Site, builder: str, target: str) -> None:
    site.post("a", title="<b>봄</b> & 꽃", language="ko", aliases="/blog/slug/")
    built = site.build(builder)
    assert built.warnings == ""
    soup: Any = BeautifulSoup(built.text("blog/slug/index.html"), "html.parser")
    assert soup.html["lang"] == "ko"
    assert soup.title.string == soup.a.string == "<b>봄</b> & 꽃"
    assert soup.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url=../../{target}"
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert soup.find("link", rel="canonical")["href"] == soup.a["href"] == f"../../{target}"


def test_the_canonical_address_is_whole_where_that_of_the_site_is_known(site: Site) -> None:
    site.post("봄", aliases="/spring.html")
    text = site.build(html_baseurl="https://kb.example/ko/latest").text("spring.html")
    assert '<link rel="canonical" href="https://kb.example/ko/latest/posts/%EB%B4%84.html">' in text
    assert 'content="0; url=posts/%EB%B4%84.html"' in text
    assert '<html lang="en">' in text


def test_permalinks_and_patterns_lead_as_aliases_do(site: Site) -> None:
    site.post("a", permalink="/p/77.html", category="Web Dev")
    built = site.build(anthology_permalinks=["https://blog.example/:category/:year/:slug/"])
    assert list(pages(built.output)) == ["p/77.html", "web-dev/2025/77/index.html"]


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "text"])
def test_other_builders_write_no_redirects(site: Site, builder: str) -> None:
    site.post("a", aliases="/blog/slug/")
    assert pages(site.build(builder, epub_basename="x").output) == {}


@pytest.mark.parametrize(
    ("builder", "address"), [("html", "/posts/a.html"), ("dirhtml", "/posts/a"), ("dirhtml", "/posts/a/index.html")]
)
def test_an_article_is_not_redirected_to_itself(site: Site, builder: str, address: str) -> None:
    site.post("a", aliases=address)
    built = site.build(builder)
    assert (built.warnings, pages(built.output)) == ("", {})


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
def test_what_the_site_has_at_an_address_is_kept(site: Site, alias: str) -> None:
    site.post("b", title="B")
    clean = site.build(fresh=True).output
    site.post("a", aliases=alias, date="2020-01-01")
    built = site.build()
    assert built.codes == ["anthology.redirect-collision"]
    assert re.search(r"posts/a\.md:4: WARNING: (The old|At the old) address", built.warnings)
    assert "which is kept" in built.warnings
    assert pages(clean) == {}


def test_of_two_posts_with_one_old_address_the_older_has_it(tmp_path: Path) -> None:
    posts = {
        "new.md": "title: New\ndate: 2025-01-01\naliases:\n  - /x/\n",
        "old.md": "title: Old\ndate: 2024-01-01\nalias: /x\n",
        "undated.md": "title: Undated\npermalink: /x/index.html\n",
    }
    redirects, problems = found(tmp_path, posts)
    assert [(redirect.file, redirect.post.path) for redirect in redirects] == [("x/index.html", "old.md")]
    assert [(problem.path, problem.line, problem.code) for problem in problems] == [
        ("new.md", 4, Code.REDIRECT_COLLISION),
        ("undated.md", 3, Code.REDIRECT_COLLISION),
    ]
    assert "'old.md', which is older" in problems[0].message


def test_two_addresses_of_one_post_at_one_place_are_one(tmp_path: Path) -> None:
    redirects, problems = found(
        tmp_path, {"a.md": "title: A\npermalink: /x/\naliases: [/x, /x/index.html, 'https://old.example/x/']\n"}
    )
    assert ([redirect.file for redirect in redirects], problems) == (["x/index.html"], [])


def test_a_file_and_a_folder_of_one_name_exclude_each_other(tmp_path: Path) -> None:
    posts = {
        "one.md": "title: One\ndate: 2024-01-01\naliases: [/x.html, /y.html/z]\n",
        "two.md": "title: Two\ndate: 2025-01-01\naliases: [/x.html/y, /y.html]\n",
    }
    redirects, problems = found(tmp_path, posts)
    assert [redirect.file for redirect in redirects] == ["x.html", "y.html/z/index.html"]
    assert [problem.path for problem in problems] == ["two.md", "two.md"]


def test_redirects_that_are_no_longer_wanted_are_deleted_with_their_folders(site: Site) -> None:
    site.post("a", aliases="/blog/2020/slug/, /blog/kept/")
    site.build()
    site.post("a", aliases="/blog/kept/")
    built = site.build()
    assert list(pages(built.output)) == ["blog/kept/index.html"]
    assert not (built.output / "blog/2020").exists()
    site.post("a")
    site.build()
    assert not (built.output / "blog").exists()


def test_each_builder_keeps_account_of_its_own(site: Site) -> None:
    site.post("a", aliases="/blog/x/")
    html, dirhtml = site.build("html").output, site.build("dirhtml").output
    site.post("a", aliases="/blog/y/")
    site.build("dirhtml")
    assert [list(pages(html)), list(pages(dirhtml))] == [["blog/x/index.html"], ["blog/y/index.html"]]
    site.build("html")
    assert list(pages(html)) == ["blog/y/index.html"]


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


def test_an_article_that_moves_leaves_a_redirect_where_its_page_was(site: Site) -> None:
    site.post("old").rename(site.folder / "posts/aside")
    site.post("old")
    site.build()
    (site.folder / "posts/old.md").unlink()
    site.post("new", aliases="/posts/old.html")
    built = site.build()
    assert (built.warnings, list(pages(built.output))) == ("", ["posts/old.html"])
    site.post("old", date="2024-01-01")
    built = site.build()
    assert (built.codes, pages(built.output)) == (["anthology.redirect-collision"], {})


def test_a_page_of_the_author_takes_the_place_of_a_redirect(site: Site) -> None:
    site.post("a", aliases="/about.html")
    site.build()
    site.write("about.md", "---\norphan: true\n---\n\n# About\n")
    built = site.build()
    assert built.codes == ["anthology.redirect-collision"]
    assert "About" in built.article("about")
    site.post("a")
    assert "About" in site.build().article("about")


def many(site: Site) -> None:
    for number in range(12):
        site.post(f"p{number}", aliases=f"/blog/{number}, /봄/{number % 4}.html", date=f"2025-01-{number + 1:02}")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_all_ways_to_build_write_the_same(site: Site, tmp_path: Path, builder: str) -> None:
    many(site)
    serial = site.build(builder, output=tmp_path / "serial")
    parallel = site.build(builder, jobs=2, output=tmp_path / "parallel")
    for number in range(12):
        site.post(f"p{number}", aliases=f"/other/{number % 3}/", date=f"2025-02-{12 - number:02}")
    site.build(builder, output=tmp_path / "again")
    many(site)
    again = site.build(builder, output=tmp_path / "again")
    assert len(pages(serial.output)) == 16
    assert pages(serial.output) == pages(parallel.output) == pages(again.output)
    assert sorted(serial.codes) == sorted(parallel.codes) == sorted(again.codes) == ["anthology.redirect-collision"] * 8


def test_a_build_that_fails_writes_no_redirects(site: Site) -> None:
    site.post("a", aliases="/x/")
    fail = "def fail(*arguments):\n    raise RuntimeError('no')\n"
    setup = "def setup(app):\n    app.connect('html-page-context', fail)\n"
    site.write("conf.py", f"{CONFIGURATION}{fail}{setup}")
    with pytest.raises(Exception, match="no"):
        site.build()
    assert not (site.folder / "build/html/x").exists()


# The command line


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    posts = {
        "posts/봄 날.md": "title: Spring\nslug: spring\naliases: ['/봄/글/', '/q\"uote;}.html', '/a b']\n",
        "posts/b.md": "title: B\naliases: [/dollar$1/, /../x]\n",
    }
    read(tmp_path / "blog", posts)
    return tmp_path / "blog"


def run(*arguments: str | Path) -> str:
    return CliRunner().invoke(main, ["redirects", *map(str, arguments)], catch_exceptions=False).stdout


SPRING = "/posts/%EB%B4%84%20%EB%82%A0.html"


def test_redirects_are_printed_as_text_without_a_build(blog: Path) -> None:
    lines = run(blog).splitlines()
    assert f"/봄/글/ -> {SPRING}" in lines
    assert f"/봄/글 -> {SPRING}" in lines
    assert "/dollar$1/ -> /posts/b.html" in lines
    assert not list(blog.rglob("*.html"))


def test_addresses_that_cannot_be_used_are_named_beside_the_rules(blog: Path) -> None:
    result = CliRunner().invoke(main, ["redirects", str(blog)])
    assert "posts/b.md:3:1: redirect-invalid: The old address '/../x' leads out of the site" in result.stderr
    assert ".." not in result.stdout


def test_netlify_reads_three_words_in_a_line(blog: Path) -> None:
    rows = [line.split() for line in run(blog, "--format", "netlify", "--base", "/ko/latest/").splitlines()]
    assert {tuple(row) for row in rows} == {
        ("/%EB%B4%84/%EA%B8%80/", f"/ko/latest{SPRING}", "301"),
        ("/q%22uote%3B%7D.html", f"/ko/latest{SPRING}", "301"),
        ("/a%20b/", f"/ko/latest{SPRING}", "301"),
        ("/dollar%241/", "/ko/latest/posts/b.html", "301"),
    }


def test_nginx_reads_quoted_paths_without_percent_encoding(blog: Path) -> None:
    text = run(blog, "--format", "nginx", "--builder", "dirhtml")
    rule = re.compile(r'location = "((?:[^"\\]|\\.)*)" \{ return 301 ([\w/.~%-]+); \}')
    rows = {re.sub(r"\\(.)", r"\1", match[1]): match[2] for line in text.splitlines() if (match := rule.fullmatch(line))}
    assert len(rows) == len(text.splitlines())
    spring = SPRING.replace(".html", "/")
    assert rows == {
        "/봄/글/": spring,
        "/봄/글": spring,
        '/q"uote;}.html': spring,
        "/a b/": spring,
        "/a b": spring,
        "/dollar$1/": "/posts/b/",
        "/dollar$1": "/posts/b/",
    }


def test_read_the_docs_has_a_table_of_exact_redirects(blog: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(blog, "--format", "readthedocs", "--base", "/en/latest/"))))
    assert {"type": "exact", "from": "/봄/글/", "to": f"/en/latest{SPRING}", "status": "301"} in rows
    assert {"type": "exact", "from": '/q"uote;}.html', "to": f"/en/latest{SPRING}", "status": "301"} in rows
    assert len(rows) == 4


def test_redirects_in_json_say_where_they_come_from(blog: Path) -> None:
    record = json.loads(run(blog, "--format", "json"))
    assert record["version"] == 1
    assert {
        "from": "/dollar%241/",
        "to": "/posts/b.html",
        "status": 301,
        "path": str(blog / "posts/b.md"),
        "line": 3,
    } in record["redirects"]


def test_the_rules_are_those_of_the_pages_that_a_build_writes(site: Site) -> None:
    many(site)
    site.post("home", aliases="/index.html, /browse/posts.html, /posts/p1.html")
    built = site.build()
    folders = {line.split(" -> ")[0] for line in run(site.folder).splitlines()}
    assert {f"/{path.removesuffix('index.html')}" for path in pages(built.output)} <= folders
    assert len(folders) == 12 * 2 + 4


def test_a_base_that_is_no_path_is_an_error_of_usage(blog: Path) -> None:
    result = CliRunner().invoke(main, ["redirects", str(blog), "--base", "https://x.example"])
    assert (result.exit_code, "is not a path" in result.output) == (2, True)


def test_a_rule_never_leads_to_itself(blog: Path) -> None:
    read(blog, {"posts/c.md": "title: C\naliases: [/en/latest/posts/c.html]\n"})
    assert "/posts/c.html" not in run(blog, "--base", "/en/latest/")
