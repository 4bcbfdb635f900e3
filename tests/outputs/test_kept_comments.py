"""Comments of an old blog as HTML."""

from __future__ import annotations

from datetime import UTC

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx_anthology.outputs.comments.kept_comments import parse_comments, render_comments_of_old_blog
from sphinx_anthology.problems import Problem

pytestmark = pytest.mark.fast


def read(text: str) -> tuple[BeautifulSoup, list[Problem]]:
    problems: list[Problem] = []
    comments = parse_comments(text.encode(), "posts/a/comments.yml", UTC, problems.append)
    html = render_comments_of_old_blog(comments, "Nobody", lambda moment: (f"{moment:%d.%m.%Y}", moment.isoformat()))
    return BeautifulSoup(html, "html.parser"), problems


def outline(item: Tag) -> list[object]:
    """Return the texts in a list of comments, each with those of its answers."""
    found: list[object] = []
    for child in item.find_all("li", recursive=False):
        reply = child.select_one(".anthology-reply")
        assert reply is not None
        answers = child.find("ol", recursive=False)
        found.append([reply.get_text(), *(outline(answers) if isinstance(answers, Tag) else [])])
    return found


def test_answers_are_below_what_they_answer() -> None:
    text = """
- {id: "1", text: a}
- {id: "2", parent: "1", text: b}
- {id: "3", text: c}
- {id: "4", parent: "2", text: d}
- {id: "5", parent: "1", text: e}
- {parent: "9", text: f}
"""
    page, problems = read(text)
    assert problems == []
    assert page.ol is not None
    assert outline(page.ol) == [["a", ["b", ["d"]], ["e"]], ["c"], ["f"]]


@pytest.mark.parametrize(
    "text",
    [
        '- {id: "1", parent: "1", text: a}\n- {id: "2", parent: "3", text: b}\n- {id: "3", parent: "2", text: c}',
        '- {id: "1", text: a}\n- {id: "1", text: b}\n- {id: "2", parent: "1", text: c}',
        "- {text: a}\n- {text: b, parent: ''}\n- {text: c, parent: null}",
    ],
)
def test_each_comment_is_shown_once_whatever_it_answers(text: str) -> None:
    page, problems = read(text)
    assert problems == []
    assert sorted(reply.get_text() for reply in page.select(".anthology-reply")) == ["a", "b", "c"]


def test_ten_thousand_answers_to_answers_are_shown() -> None:
    lines = [f'- {{id: "{number}", parent: "{number - 1}", text: "t{number}"}}' for number in range(10_000)]
    page, _ = read("\n".join(lines))
    assert len(page.select(".anthology-reply")) == 10_000
    assert len(page.select("ol ol ol ol ol ol ol")) == 1
    assert page.select("ol ol ol ol ol ol ol ol") == []


@pytest.mark.parametrize(
    "word", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{ slug }} &amp; `x` **y**", "\u202ea"]
)
def test_all_of_a_comment_is_text(word: str) -> None:
    quoted = word.replace("'", "''")
    page, problems = read(
        f"- id: '{quoted}'\n  author: '{quoted}'\n  url: '{quoted}'\n  date: '{quoted}'\n  text: '{quoted}'\n"
    )
    assert problems == []
    assert [element.name for element in page.find_all(True)] == ["ol", "li", "p", "p"]
    reply = page.select_one(".anthology-reply")
    assert reply is not None
    assert reply.get_text() == word.replace("\u202e", "") or reply.get_text() == word


def test_authors_have_their_page_and_day() -> None:
    page, _ = read("- {author: Ann, url: 'https://a.example.org/?a=1&b=2', date: 2019-05-06 10:00, text: x}\n- {text: 7}\n")
    byline, other = page.select(".anthology-byline")
    assert byline.a is not None
    assert byline.a["href"] == "https://a.example.org/?a=1&b=2"
    assert byline.a["rel"] == ["nofollow", "ugc"]
    assert byline.get_text() == "Ann · 06.05.2019"
    assert other.get_text() == "Nobody"
    for url in ("javascript:alert(1)", "/local", "mailto:a@example.org", "data:text/html,x"):
        assert read(f"- {{author: Ann, url: '{url}', text: x}}")[0].a is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- text: a\n  - b: [", "no YAML"),
        ("a: 1", "Write a list"),
        ("- a\n- {text: b}\n- {author: c}", "2 of 3 comments have no text"),
        ("- {text: [a, b]}", "1 of 1 comments have no text"),
        ("- !!python/object/apply:os.system [x]", "no YAML"),
    ],
)
def test_what_is_no_comment_is_named(text: str, message: str) -> None:
    page, problems = read(text)
    assert len(problems) == 1
    assert message in problems[0].message
    assert [reply.get_text() for reply in page.select(".anthology-reply")] == (["b"] if "text: b" in text else [])


def test_an_empty_file_has_no_comments() -> None:
    assert read("") == (BeautifulSoup("", "html.parser"), [])
