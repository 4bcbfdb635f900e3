"""The JSON Schema of the output, and the output of all commands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import Site
from jsonschema import Draft202012Validator
from own_docs import ROOT
from sphinx_anthology.cli.commands import main
from sphinx_anthology.cli.json_records import SCHEMA

DOCUMENT = json.loads(SCHEMA.read_text(encoding="utf-8"))


def run(*arguments: str | Path) -> Any:
    """Run a command and return its output, which must be JSON as strict readers know it."""
    result = CliRunner().invoke(main, [*map(str, arguments), "--format", "json"])
    assert result.exit_code in (0, 1), result.output
    assert not isinstance(result.exception, Exception)
    return json.loads(result.stdout, parse_constant=pytest.fail)


def find_errors(name: str, record: Any) -> list[str]:
    """Return what is wrong with the output of a command."""
    rules = {"$ref": f"#/$defs/{name}", "$defs": DOCUMENT["$defs"]}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(rules).iter_errors(record)]


def test_the_schema_is_valid_and_the_command_prints_it() -> None:
    Draft202012Validator.check_schema(DOCUMENT)
    printed = CliRunner().invoke(main, ["schema"])
    assert json.loads(printed.output) == DOCUMENT


def test_the_schema_knows_each_key_of_the_output() -> None:
    record = run("list", ROOT / "docs")
    post = DOCUMENT["$defs"]["post"]["properties"]
    assert set(record["posts"][0]) == set(post)
    assert set(record["posts"][0]["fields"]) == set(post["fields"]["properties"])


@pytest.mark.parametrize("command", ["check", "list", "due", "redirects"])
def test_the_output_on_the_documentation_of_the_project_is_valid(command: str) -> None:
    assert find_errors(command, run(command, ROOT / "docs")) == []


@pytest.mark.parametrize("command", ["check", "list", "due"])
def test_the_output_on_the_posts_of_all_engines_is_valid(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/posts", tmp_path / "posts")
    assert find_errors(command, run(command, tmp_path)) == []


ODD_POSTS = {
    "author": "author: {name: Kim, twitter: kim, picture: /kim.png, socials: {github: kim}}",
    "authors": "authors:\n  - {name: Kim, image_url: https://example.org/k.png}\n  - Lee\n  - {id: park, links: [{url: /p}]}",
    "cover": "cover: {url: x.png, alt: An image, credit: {name: Kim, url: https://example.org/}}",
    "numbers": "myst: {a: .inf, b: -.inf, c: .nan, d: 1.5, 2025-01-01: 2025-01-01, 3: [null, true, !!binary aGk=]}",
    "sets": "html_meta: {keywords: !!set {a, b}, when: 2025-04-23 09:00:00}",
    "texts": 'title: "\\ud83d\\ude00 \\u2028 </script>"',
    "dates": "date: 2999-04-23\nexpires: 3000-01-01\nlastmod: 2025-04-23",
    "nothing": "title:\ntags: []\nauthor:",
    "aliases": "aliases: [/old, 'https://example.org/a?b=c']\npermalink: /p/\nslug: a/b",
    "series": "series: {name: S, id: s}\npart: 2\nrelated: false\npinned: true\ncategories: [[A, B], C]",
    "hidden": "hidden: true\nlang: pt_BR\ntranslationKey: x\nreadTime: 5 min",
}


def test_the_output_on_odd_posts_is_valid(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    for name, header in ODD_POSTS.items():
        (tmp_path / f"posts/{name}.md").write_text(f"---\n{header}\n---\n\nText.\n", encoding="utf-8")
    (tmp_path / "posts/index.md").write_text("Text.\n", encoding="utf-8")
    (tmp_path / "posts/empty.md").write_text("", encoding="utf-8")
    listed = run("list", tmp_path)
    assert len(listed["posts"]) == len(ODD_POSTS)
    for command in ("check", "list", "due", "redirects"):
        assert find_errors(command, run(command, tmp_path)) == []


def test_the_output_on_a_built_site_is_valid(site: Site) -> None:
    site.post("a", "See {post}`b`.\n\n## A heading\n")
    site.post("b", "Text.\n")
    output = site.build().output
    assert find_errors("links", run("links", output)) == []
    CliRunner().invoke(main, ["urls", str(output), "--write", str(site.folder / "urls.json")])
    assert find_errors("urls", json.loads((site.folder / "urls.json").read_text(encoding="utf-8"))) == []


def test_what_import_prints_fits_the_schema(tmp_path: Path) -> None:
    record = run("import", ROOT / "tests/importers/exports/wordpress.xml", "--to", tmp_path / "posts", "--dry-run")
    assert find_errors("import", record) == []
    assert find_errors("import", {**record, "posts": [{**record["posts"][0], "action": "gone"}]})


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("list", {"version": 2}),
        ("list", {"posts": [{"path": "a.md"}]}),
        ("check", {"summary": {"articles": -1}}),
        ("due", {"due": [{"path": "a.md", "moment": 1, "status": "published"}]}),
        ("redirects", {"redirects": [{"from": "/a"}]}),
    ],
)
def test_another_form_is_not_valid(name: str, change: dict[str, Any]) -> None:
    valid = {"version": 1, "posts": [], "pages": [], "due": [], "redirects": [], "problems": []}
    valid["summary"] = dict.fromkeys(("articles", "drafts", "pages", "errors", "warnings", "notices"), 0)
    assert find_errors(name, valid) == []
    assert find_errors(name, {**valid, **change}) != []
