"""What the command line says of problems and posts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.cli import report
from sphinx_anthology.fields.dialects import FIELDS, TABLE
from sphinx_anthology.fields.record import Author, Cover, Status
from sphinx_anthology.loading.loader import read_folder
from sphinx_anthology.problems import Code, Problem, Severity
from sphinx_anthology.settings import Settings

PROBLEM = Problem("posts/a.md", 3, Code.DATE_INVALID, "It is 100 % wrong.\nWrite another.", 7)


def test_a_problem_is_a_line_as_compilers_print_them() -> None:
    assert report.line(PROBLEM).startswith("posts/a.md:3:7: date-invalid: It is 100 % wrong.")


def test_an_annotation_escapes_what_has_a_meaning_to_github() -> None:
    problem = Problem("posts/a,b:c.md", 3, Code.DATE_INVALID, "It is 100 % wrong.\nWrite another.", 7)
    assert report.annotation(problem) == (
        "::error file=posts/a%2Cb%3Ac.md,line=3,col=7,title=date-invalid::It is 100 %25 wrong.%0AWrite another."
    )


def test_an_annotation_has_the_severity_of_the_code() -> None:
    codes = {Severity.ERROR: Code.DATE_INVALID, Severity.WARNING: Code.DATE_MISSING, Severity.NOTICE: Code.FIELD_UNKNOWN}
    words = [report.annotation(Problem("a", 1, code, "")).split(" ")[0] for code in codes.values()]
    assert words == ["::error", "::warning", "::notice"]


def test_the_record_of_a_problem_leads_to_its_documentation() -> None:
    record = report.problem_record(PROBLEM)
    assert record["url"].endswith("/reference/problems.html#date-invalid")
    assert (record["path"], record["line"], record["column"], record["severity"]) == ("posts/a.md", 3, 7, "error")


def test_the_record_of_a_post_says_of_every_field_where_it_comes_from(tmp_path: Path) -> None:
    text = "---\nlayout: post\ntitle: Spring\ndata: 2025-04-23\ncategories: [[AI, Models]]\nog:x: y\n---\n\nText.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    post = read_folder(tmp_path, {"a.md": "a"}, Settings()).catalogue.posts[0]
    record = json.loads(json.dumps(report.post_record(post)))
    assert record["path"] == "a.md"
    assert record["format"] == "yaml"
    assert set(record["fields"]) == set(report.FIELDS)
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


def test_every_field_that_keys_can_fill_is_a_field_of_an_article() -> None:
    assert set(FIELDS) <= set(report.FIELDS)
    assert set(FIELDS) == {row.field for row in TABLE}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("a\nb", "a b"),
        (False, ""),
        (True, "yes"),
        (5, "5"),
        (Status.DRAFT, "draft"),
        (datetime(2025, 4, 23, 12, tzinfo=UTC), "2025-04-23 12:00 +0000"),
        ((("AI", "Models"), ("Dev",)), "AI / Models, Dev"),
        ((Author("Kim"), Author("Lee")), "Kim, Lee"),
        (Cover("/a.png"), "/a.png"),
    ],
)
def test_a_value_is_shown_on_one_line(value: object, text: str) -> None:
    assert report.shown(value) == text


def test_a_summary_counts_articles_pages_and_problems(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\ndate: soon\nodd: 1\nstrange: 2\n---\nText.\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Index\n", encoding="utf-8")
    reading = read_folder(tmp_path, {"a.md": "a", "index.md": "index"}, Settings())
    assert report.summary(reading) == "1 article and 1 other page: 1 error, 2 notices."


def test_a_summary_of_nothing_says_so(tmp_path: Path) -> None:
    assert report.summary(read_folder(tmp_path, {}, Settings())) == "0 articles and 0 other pages: no problems."


@pytest.mark.parametrize("severity", Severity)
def test_problems_less_grave_are_left_out(severity: Severity) -> None:
    problems = [Problem("a", 1, code, "") for code in (Code.FIELD_UNKNOWN, Code.DATE_INVALID, Code.DATE_MISSING)]
    left = {problem.code.severity for problem in report.at_least(problems, severity)}
    order = list(Severity)
    assert left == set(order[: order.index(severity) + 1])


def test_a_record_has_only_what_json_has(tmp_path: Path) -> None:
    post = Post("a.md", "a", "a", "T", handed_on={"myst": {"on": datetime(2025, 1, 1, tzinfo=UTC), 1: (2.5, object)}})
    record = report.post_record(post)
    assert json.loads(json.dumps(record))["handed_on"]["myst"]["on"] == "2025-01-01T00:00:00+00:00"
