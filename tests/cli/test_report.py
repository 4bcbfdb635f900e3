"""Problems, summaries and field values as text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sphinx_anthology.cli import report
from sphinx_anthology.fields.record import Author, Cover, Status
from sphinx_anthology.loading.loader import PostSource, load_posts
from sphinx_anthology.problems import Code, Problem, Severity
from sphinx_anthology.settings import Settings
from sphinx_anthology.urls import Url

PROBLEM = Problem("posts/a.md", 3, Code.DATE_INVALID, "It is 100 % wrong.\nWrite another.", 7)


def test_a_problem_is_a_line_in_the_form_of_compilers() -> None:
    assert report.format_problem(PROBLEM).startswith("posts/a.md:3:7: date-invalid: It is 100 % wrong.")


def test_an_annotation_escapes_special_characters_of_github() -> None:
    problem = Problem("posts/a,b:c.md", 3, Code.DATE_INVALID, "It is 100 % wrong.\nWrite another.", 7)
    assert report.format_annotation(problem) == (
        "::error file=posts/a%2Cb%3Ac.md,line=3,col=7,title=date-invalid::It is 100 %25 wrong.\\nWrite another."
    )


def test_an_annotation_has_the_severity_of_the_code() -> None:
    codes = {Severity.ERROR: Code.DATE_INVALID, Severity.WARNING: Code.DATE_MISSING, Severity.NOTICE: Code.FIELD_UNKNOWN}
    words = [report.format_annotation(Problem("a", 1, code, "")).split(" ")[0] for code in codes.values()]
    assert words == ["::error", "::warning", "::notice"]


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
        (Cover(Url("/a.png")), "/a.png"),
    ],
)
def test_a_value_is_shown_on_one_line(value: object, text: str) -> None:
    assert report.format_value(value) == text


def test_a_summary_counts_articles_pages_and_problems(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\ndate: soon\nodd: 1\nstrange: 2\n---\nText.\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Index\n", encoding="utf-8")
    reading = load_posts(PostSource(tmp_path, {"a.md": "a", "index.md": "index"}, Settings()))
    assert report.format_summary(reading) == "1 article and 1 other page: 1 error, 2 notices."


def test_a_summary_without_problems_says_so(tmp_path: Path) -> None:
    assert (
        report.format_summary(load_posts(PostSource(tmp_path, {}, Settings()))) == "0 articles and 0 other pages: no problems."
    )


@pytest.mark.parametrize("severity", Severity)
def test_problems_with_a_lower_severity_are_left_out(severity: Severity) -> None:
    problems = [Problem("a", 1, code, "") for code in (Code.FIELD_UNKNOWN, Code.DATE_INVALID, Code.DATE_MISSING)]
    left = {problem.code.severity for problem in report.filter_problems(problems, severity)}
    order = list(Severity)
    assert left == set(order[: order.index(severity) + 1])
