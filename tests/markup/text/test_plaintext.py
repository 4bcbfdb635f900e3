"""Plain text of Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.markup.text.plain_words import strip_markdown
from sphinx_anthology.markup.text.plaintext import (
    Heading,
    detect_language,
    find_title_heading,
    has_same_words,
    shorten,
    strip_images,
)

MARKDOWN = st.text(alphabet="ab가 \n#*_`~[]()!<>\\-=.:|", max_size=60)


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("# Spring", Heading("Spring", 1)),
        ("text\n\n#   Spring   ##\n", Heading("Spring", 3)),
        ("# C#\n", Heading("C#", 1)),
        ("   # Three blanks", Heading("Three blanks", 1)),
        ("Spring\n======\n", Heading("Spring", 1)),
        ("## Two\n\n# One", Heading("Two", 1)),
        ("### Three\n\ntext\n\n# One", Heading("Three", 1)),
        ("Two\n---", Heading("Two", 1)),
        ("![a](a.png)\n\n## Two\n\ntext", Heading("Two", 3)),
        ("<!-- note -->\n(label)=\n\n#\n\n---\n\n## Two", Heading("Two", 8)),
        ("<a id='top'></a>\n\n[![badge](b.svg)](/b)\n\n#### Four", Heading("Four", 5)),
        ("```{post} 2025-04-23\n```\n\n# One\n\n# Next", Heading("One", 4)),
        ("text\n\n## Two\n\n# One", Heading("One", 5)),
        ("> # Quoted\n\n# One", Heading("One", 3)),
        ("```\n# no\n```\n\n# yes", Heading("yes", 5)),
        ("````\n```\n# no\n```\n````\n# yes", Heading("yes", 6)),
        ("~~~ sh\n# no\n~~~\n# yes", Heading("yes", 4)),
    ],
)
def test_the_heading_that_names_a_text_is_found_with_its_line(body: str, heading: Heading) -> None:
    assert find_title_heading(body) == heading


@pytest.mark.parametrize("body", ["", "#hashtag", "    # code", "```\n# never closed", "#", "\n===", "text\n\n## Two"])
def test_other_lines_name_no_text(body: str) -> None:
    assert find_title_heading(body) is None


@pytest.mark.parametrize("opening", ["text", "- item", "```\ncode\n```", "<div>words</div>", "| a |\n|---|", "&nbsp;x"])
def test_several_headings_after_an_opening_name_parts_of_a_text(opening: str) -> None:
    assert find_title_heading(f"{opening}\n\n# One\n\ntext\n\n# Two\n") is None


def test_a_heading_in_an_html_comment_is_skipped() -> None:
    assert find_title_heading("<!--\n# draft title\n-->\n\n# Title") == Heading("Title", 5)


def test_inline_code_of_three_backticks_does_not_open_a_fence() -> None:
    assert find_title_heading("```x = 1``` is code.\n\n# Title") == Heading("Title", 3)


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**bold** and *italic* and ~~gone~~", "bold and italic and gone"),
        ("***both***", "both"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("a [link](https://example.org/a_(b)) here", "a link here"),
        ("a [link][label] here", "a link here"),
        ("`code` and ``co`de``", "code and co`de"),
        ("{ref}`label` and {py:func}`len`", "label and len"),
        (r"1\. not a list \[yet\]", "1. not a list [yet]"),
        ("a <b>bold</b> <!-- remark --> word", "a bold word"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("**굵게** _기울임_", "굵게 기울임"),
    ],
)
def test_plain_text_has_the_words_and_no_marks(markdown: str, plain: str) -> None:
    assert strip_markdown(markdown) == plain


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        pytest.param("the method `__init__` runs", "the method __init__ runs", id="emphasis marks in code"),
        pytest.param("the element `<video>` plays", "the element <video> plays", id="a tag in code"),
        pytest.param("see <https://example.org/x>.", "see https://example.org/x.", id="an address in angle brackets"),
        pytest.param(r"sorry (\_\_)", "sorry (__)", id="escaped underscores"),
        pytest.param(r"\*not bold\*", "*not bold*", id="escaped asterisks"),
        pytest.param("**굵게**와 *기울여*서", "굵게와 기울여서", id="emphasis inside a word"),
        pytest.param("[![badge](b.png)](https://example.org) text", "text", id="an image that is a link"),
        pytest.param("one\\\ntwo", "one two", id="a backslash at the end of a line"),
        pytest.param("on March 13[^1].", "on March 13.", id="a footnote"),
        pytest.param("we talked to [Jasper], a tool", "we talked to Jasper, a tool", id="a link by its own label"),
    ],
)
def test_marks_are_parsed_as_in_markdown(markdown: str, plain: str) -> None:
    assert strip_markdown(markdown) == plain


@given(MARKDOWN)
def test_the_line_of_a_heading_is_in_the_text(body: str) -> None:
    heading = find_title_heading(body)
    assert heading is None or 1 <= heading.line <= body.count("\n") + 1


def test_images_are_removed_from_a_heading() -> None:
    assert strip_images("봄날![꽃](/a(1).png)") == "봄날"


def test_a_short_text_is_not_cut() -> None:
    assert shorten("exactly", 7) == "exactly"


def test_a_text_without_spaces_is_cut_anywhere() -> None:
    assert shorten("가" * 50, 10) == "가" * 10 + "…"


def test_titles_that_differ_in_case_and_punctuation_have_the_same_words() -> None:
    assert has_same_words("Hello, World!", "hello world")
    assert not has_same_words("Hello", "Hello world")


def test_titles_of_symbols_are_compared_as_they_are() -> None:
    assert has_same_words("?!", " ?! ")
    assert not has_same_words("?!", "!?")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("봄이 왔다", "ko"),
        ("파이썬 async/await 이야기", "ko"),
        ("これはペンです", "ja"),
        ("Spring has come", None),
        ("1234 !!", None),
        ("", None),
        ("Spring has come (봄)", None),
    ],
)
def test_the_language_is_detected_by_the_script(text: str, language: str | None) -> None:
    assert detect_language(text) == language


CODE = "public static void main(String[] arguments) { start(); }\n" * 20


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("스프링 서버 만들기", f"짧은 소개.\n\n```java\n{CODE}```\n", "ko"),
        ("스프링 서버 만들기", f"```java\n{CODE}", "ko"),
        ("스프링 서버", f"{{% highlight java %}}\n{CODE}{{% endhighlight %}}\n한 줄", "ko"),
        ("서버", "Use `public static void main` and `start` 해라", "ko"),
        ("スプリング", f"~~~\n{CODE}~~~\n", "ja"),
        ("Spring Boot 서버를 만들기", f"소개\n\n    {CODE.replace(chr(10), chr(10) + '    ')}", "ko"),
        ("Spring", f"한국어로 쓴 소개와 긴 설명.\n\n```\n{CODE}```\n", "ko"),
        ("The letter 한 in Unicode", "A long English text about how the letter is encoded, with nothing else in it.", None),
        ("Korean search", f"All in English, but for 검색.\n\n{'English words follow here. ' * 9}", None),
    ],
)
def test_code_says_nothing_about_the_language_and_the_title_says_much(title: str, text: str, language: str | None) -> None:
    assert detect_language(text, title) == language
