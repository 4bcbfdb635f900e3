"""The JSON output of commands."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from post_files import load
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.cli.json_records import FIELDS, make_post_record, make_problem_record
from sphinx_anthology.fields import dialects
from sphinx_anthology.fields.record import Author, Cover, ProfileLink
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.urls import Url

PROBLEM = Problem("posts/a.md", 3, Code.DATE_INVALID, "It is wrong.", 7)


def test_the_record_of_a_problem_has_a_link_to_its_documentation() -> None:
    record = make_problem_record(PROBLEM)
    assert record["url"].endswith("/reference/problems.html#date-invalid")
    assert (record["path"], record["line"], record["column"], record["severity"]) == ("posts/a.md", 3, 7, "error")


def test_the_record_of_a_post_has_the_origin_of_each_field(tmp_path: Path) -> None:
    text = "---\nlayout: post\ntitle: Spring\ndata: 2025-04-23\ncategories: [[AI, Models]]\nog:x: y\n---\n\nText.\n"
    post = load(tmp_path, {"a.md": text}).catalogue.posts[0]
    record = json.loads(json.dumps(make_post_record(post)))
    assert record["path"] == "a.md"
    assert record["format"] == "yaml"
    assert set(record["fields"]) == set(FIELDS)
    assert record["fields"]["title"] == {"value": "Spring", "from": {"key": "title", "line": 3, "source": "front matter"}}
    assert record["fields"]["published"] == {
        "value": "2025-04-23T00:00:00+00:00",
        "from": {"key": "data", "line": 4, "source": "front matter"},
    }
    assert record["fields"]["categories"]["value"] == [["AI", "Models"]]
    assert record["fields"]["slug"] == {"value": "a", "from": {"key": None, "line": 1, "source": "file name"}}
    assert record["fields"]["tags"] == {"value": [], "from": None}
    assert record["keys"][0] == {"key": "layout", "line": 2, "use": "carried", "field": None}
    assert [key["use"] for key in record["keys"]] == ["carried", "used", "used", "used", "handed on"]
    assert record["handed_on"] == {"og:x": "y"}


def test_every_field_that_keys_fill_is_in_the_records() -> None:
    elsewhere = {"cover_alt", "cover_dark", "cover_focus", "colour"}  # in the cover, and of pages of terms
    assert set(dialects.FIELDS) - elsewhere <= set(FIELDS)
    assert set(dialects.FIELDS) == {row.field for row in dialects.TABLE}


def test_values_of_other_types_become_text() -> None:
    post = Post("a.md", "a", "a", "T", handed_on={"myst": {"on": datetime(2025, 1, 1, tzinfo=UTC), 1: (2.5, object)}})
    record = make_post_record(post)
    assert json.loads(json.dumps(record))["handed_on"]["myst"]["on"] == "2025-01-01T00:00:00+00:00"


def test_the_record_of_an_author_has_links_and_a_portrait() -> None:
    author = Author(
        "Kim", links=(ProfileLink("GitHub", Url("https://github.com/kim")),), portrait=Cover(Url("/kim.png"), file="kim.png")
    )
    record = make_post_record(Post("a.md", "a", "a", "T", authors=(author,)))
    (value,) = json.loads(json.dumps(record))["fields"]["authors"]["value"]
    assert value["links"] == [{"label": "GitHub", "address": "https://github.com/kim"}]
    assert value["portrait"]["file"] == "kim.png"
