"""Redirects as rules for web servers, printed by the command."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Site
from post_files import write_files
from sphinx_anthology.cli.commands import main


def write_posts(folder: Path, front_matters: Mapping[str, str]) -> None:
    """Write posts.

    :param front_matters: the YAML of each post, by path.
    """
    write_files(folder, {path: f"---\n{text}---\n\nText.\n" for path, text in front_matters.items()})


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A folder of posts with old addresses."""
    posts = {
        "posts/봄 날.md": "title: Spring\nslug: spring\naliases: ['/봄/글/', '/q''uote;}$x.html', '/a b']\n",
        "posts/b.md": "title: B\naliases: [/dollar$1/, /../x]\n",
    }
    write_posts(tmp_path / "blog", posts)
    return tmp_path / "blog"


def run(*arguments: str | Path) -> str:
    """Return what the command prints."""
    return CliRunner().invoke(main, ["redirects", *map(str, arguments)], catch_exceptions=False).stdout


SPRING = "/posts/%EB%B4%84%20%EB%82%A0.html"


def test_redirects_are_printed_without_a_build(blog: Path) -> None:
    lines = run(blog).splitlines()
    assert f"/봄/글/ -> {SPRING}" in lines
    assert f"/봄/글 -> {SPRING}" in lines
    assert "/dollar$1/ -> /posts/b.html" in lines
    assert not list(blog.rglob("*.html"))


def test_invalid_addresses_are_reported_on_standard_error(blog: Path) -> None:
    result = CliRunner().invoke(main, ["redirects", str(blog)])
    assert "posts/b.md:3:1: redirect-invalid: Old address '/../x' leads out of the site" in result.stderr
    assert ".." not in result.stdout


def test_netlify_gets_three_words_a_line(blog: Path) -> None:
    rows = [line.split() for line in run(blog, "--format", "netlify", "--base", "/ko/latest/").splitlines()]
    assert {tuple(row) for row in rows} == {
        ("/%EB%B4%84/%EA%B8%80/", f"/ko/latest{SPRING}", "301"),
        ("/q%27uote%3B%7D%24x.html", f"/ko/latest{SPRING}", "301"),
        ("/a%20b/", f"/ko/latest{SPRING}", "301"),
        ("/dollar%241/", "/ko/latest/posts/b.html", "301"),
    }


def test_nginx_gets_quoted_decoded_paths(blog: Path) -> None:
    text = run(blog, "--format", "nginx", "--builder", "dirhtml")
    rule = re.compile(r'location = "((?:[^"\\]|\\.)*)" \{ return 301 ([\w/.~%-]+); \}')
    rows = {re.sub(r"\\(.)", r"\1", match[1]): match[2] for line in text.splitlines() if (match := rule.fullmatch(line))}
    assert len(rows) == len(text.splitlines())
    spring = SPRING.replace(".html", "/")
    assert rows == {
        "/봄/글/": spring,
        "/봄/글": spring,
        "/q'uote;}$x.html": spring,
        "/a b/": spring,
        "/a b": spring,
        "/dollar$1/": "/posts/b/",
        "/dollar$1": "/posts/b/",
    }


def test_read_the_docs_gets_a_table_of_exact_redirects(blog: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(blog, "--format", "readthedocs", "--base", "/en/latest/"))))
    assert {"type": "exact", "from": "/봄/글/", "to": f"/en/latest{SPRING}", "status": "301"} in rows
    assert {"type": "exact", "from": "/q'uote;}$x.html", "to": f"/en/latest{SPRING}", "status": "301"} in rows
    assert len(rows) == 4


def test_redirects_in_json_have_their_file_and_line(blog: Path) -> None:
    record = json.loads(run(blog, "--format", "json"))
    assert record["version"] == 1
    assert {
        "from": "/dollar%241/",
        "to": "/posts/b.html",
        "status": 301,
        "path": str(blog / "posts/b.md"),
        "line": 3,
    } in record["redirects"]


def test_the_rules_include_the_redirect_pages_of_a_build(site: Site) -> None:
    for number in range(12):
        site.post(f"p{number}", aliases=f"/blog/{number}, /봄/{number % 4}.html", date=f"2025-01-{number + 1:02}")
    site.post("home", aliases="/index.html, /browse/posts.html, /posts/p1.html")
    built = site.build()
    folders = {line.split(" -> ")[0] for line in run(site.folder).splitlines()}
    files = [file for file in built.output.rglob("*.html") if b"sphinx-anthology redirect" in file.read_bytes()]
    assert {f"/{file.relative_to(built.output).as_posix().removesuffix('index.html')}" for file in files} <= folders
    assert len(folders) == 12 * 2 + 4


def test_a_base_that_is_not_a_path_is_a_usage_error(blog: Path) -> None:
    result = CliRunner().invoke(main, ["redirects", str(blog), "--base", "https://x.example"])
    assert (result.exit_code, "is not a path" in result.output) == (2, True)


def test_no_rule_redirects_to_itself(blog: Path) -> None:
    write_posts(blog, {"posts/c.md": "title: C\naliases: [/en/latest/posts/c.html]\n"})
    assert "/posts/c.html" not in run(blog, "--base", "/en/latest/")


@pytest.mark.parametrize("output_format", ["text", "netlify", "nginx", "apache", "vercel", "readthedocs", "json"])
def test_no_address_adds_a_rule_or_a_line(tmp_path: Path, output_format: str) -> None:
    hostile = [
        '"/x\\n/evil https://evil.example 301"',
        '"/x%0A/evil https://evil.example 301"',
        '"/x%0d%0a* https://evil.example/splat 301!"',
        '"/x%E2%80%A8/evil"',
        '"/x\\"{return 302 https://evil.example;}"',
        "/_redirects",
        "/.git/config",
        "/.htaccess",
    ]
    write_posts(tmp_path, {"a.md": f"title: A\naliases: [{', '.join(hostile)}, /good/]\n"})
    result = CliRunner().invoke(main, ["redirects", str(tmp_path), "--format", output_format])
    assert "evil" not in result.stdout
    assert "_redirects" not in result.stdout
    assert "good" in result.stdout
    assert result.stderr.count("Old address ") == len(hostile), result.stderr


def test_apache_gets_patterns_that_match_one_address(blog: Path) -> None:
    lines = run(blog, "--format", "apache", "--base", "/ko/").splitlines()
    rules = [re.fullmatch(r'RedirectMatch 301 "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"', line) for line in lines]
    found = {match[1].replace('\\"', '"'): match[2] for match in rules if match}
    assert len(found) == len(lines)
    assert next(new for pattern, new in found.items() if re.search(pattern, "/봄/글/")) == "/ko/posts/봄 날.html"
    assert next(new for pattern, new in found.items() if re.search(pattern, "/dollar$1")) == "/ko/posts/b.html"
    assert not any(re.search(pattern, path) for pattern in found for path in ("/봄/글/more", "/x/봄/글", "/dollar11"))


def test_vercel_gets_a_file_with_escaped_patterns(tmp_path: Path) -> None:
    write_posts(tmp_path / "blog", {"posts/a.md": "title: A\naliases: ['/c++(1)/', '/봄/', '/a%3Fb/']\n"})
    found = json.loads(run(tmp_path / "blog", "--format", "vercel"))["redirects"]
    assert {"source": "/%EB%B4%84/", "destination": "/posts/a.html", "statusCode": 301} in found
    assert all(set(rule) == {"source", "destination", "statusCode"} for rule in found)
    assert not any(re.search(r"(?<!\\)[():*+?{}]", rule["source"]) for rule in found)
