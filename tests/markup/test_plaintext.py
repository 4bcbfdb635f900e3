from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.markup import plaintext
from sphinx_anthology.markup.excerpts import clean_excerpt, extract_opening
from sphinx_anthology.markup.plaintext import Heading, find_first_heading, has_same_words, shorten, strip_markdown

MARKDOWN = st.text(alphabet="ab가 \n#*_`~[]()!<>\\-=.:|", max_size=60)


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("# Spring", Heading("Spring", 1)),
        ("text\n\n#   Spring   ##\n", Heading("Spring", 3)),
        ("# C#\n", Heading("C#", 1)),
        ("   # Three blanks", Heading("Three blanks", 1)),
        ("Spring\n======\n", Heading("Spring", 1)),
        ("## Two\n\n# One", Heading("One", 3)),
        ("```\n# no\n```\n\n# yes", Heading("yes", 5)),
        ("````\n```\n# no\n```\n````\n# yes", Heading("yes", 6)),
        ("~~~ sh\n# no\n~~~\n# yes", Heading("yes", 4)),
    ],
)
def test_the_first_heading_is_found_with_its_line(body: str, heading: Heading) -> None:
    assert find_first_heading(body) == heading


@pytest.mark.parametrize("body", ["", "#hashtag", "## Two", "    # code", "```\n# never closed", "#", "Two\n---", "\n==="])
def test_what_is_no_heading_of_level_one_is_passed_over(body: str) -> None:
    assert find_first_heading(body) is None


def test_a_heading_in_an_html_comment_is_passed_over() -> None:
    assert find_first_heading("<!--\n# draft title\n-->\n\n# Title") == Heading("Title", 5)


def test_inline_code_of_three_backticks_does_not_open_a_fence() -> None:
    assert find_first_heading("```x = 1``` is code.\n\n# Title") == Heading("Title", 3)


@pytest.mark.parametrize(
    "before",
    [
        "# Heading\n\n",
        "- item\n- item\n\n",
        "1. item\n\n",
        "> quote\n\n",
        "| a | b |\n|---|---|\n\n",
        "![image](x.png)\n\n",
        "<div>\n\n",
        "```python\nprint()\n```\n\n",
        ":::note\nmind\n:::\n\n",
        "    code\n\n",
        "***\n\n",
        "import X from 'x'\n\n",
        "[label]: https://example.org\n\n",
        "{% raw %}\n\n",
        "<!-- a remark -->\n\n",
    ],
)
def test_the_opening_is_the_first_paragraph_of_prose(before: str) -> None:
    assert extract_opening(f"{before}Once upon\na time.\n\nAnd then.") == "Once upon a time."


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("Heading\n=======\n\n", id="setext heading of level 1"),
        pytest.param("Heading\n-------\n\n", id="setext heading of level 2"),
        pytest.param("- an item\n  that goes on\n\n", id="second line of a list item"),
        pytest.param("> a quote\nthat goes on\n\n", id="second line of a quote"),
        pytest.param("<!--\na remark\n-->\n\n", id="comment of several lines"),
        pytest.param("<style>\nbody { color: red }\n</style>\n\n", id="block of HTML"),
    ],
)
def test_blocks_of_several_lines_are_not_the_opening(before: str) -> None:
    assert extract_opening(f"{before}Once upon a time.\n") == "Once upon a time."


def test_an_article_that_begins_with_an_underlined_heading_opens_with_its_text() -> None:
    assert extract_opening("봄날\n===\n\n꽃이 핀다.\n") == "꽃이 핀다."


@pytest.mark.parametrize("body", ["", "\n\n", "# Only a heading", "- a list", "```\ncode\n```"])
def test_an_article_without_prose_has_no_opening(body: str) -> None:
    assert extract_opening(body) == ""


@pytest.mark.parametrize(
    "mark",
    ["<!-- more -->", "<!--more-->", "<!-- truncate -->", "{/* truncate */}", "<!-- end_excerpt -->", "<!-- readmore -->"],
)
def test_the_opening_ends_where_the_author_ends_the_excerpt(mark: str) -> None:
    assert extract_opening(f"# Title\n\nOne *a*.\n\n- item\n\nTwo.\n\n{mark}\n\nThree.\n") == "One a. Two."


def test_a_mark_at_the_start_ends_nothing() -> None:
    assert extract_opening("<!-- more -->\n\nOne.\n\nTwo.\n") == "One."


def test_a_marked_excerpt_is_cut_near_three_hundred_characters() -> None:
    assert 290 < len(extract_opening("lorem ipsum " * 50 + "\n\n<!-- more -->\n")) <= 301


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("See {% include a.html %} this.", "See this."),
        ("Hello {{ page.title }} you.", "Hello you."),
        ("{{< figure src='a.png' caption='b' >}}\n\nText.", "Text."),
        ("Text with [a link]({% post_url 2020-01-02-a %}).", "Text with a link."),
        ("import A from 'a'\n\n<A>\n\nText of <B>it</B>.\n\n</A>", "Text of it."),
        ("{:.lead}\nText.{: .x}", "Text."),
        ("{% highlight js %}\n\na\n\n{% endhighlight %}\nText.", "Text."),
        ("It is a Vec<String> here.", "It is a Vec<String> here."),
    ],
)
def test_the_opening_has_no_markup_of_other_engines(body: str, text: str) -> None:
    assert extract_opening(body) == text


@pytest.mark.parametrize("lead", ["```js\n" + "x = 1;\n" * 2000 + "```\n", "import A from 'a'\n" * 400])
def test_a_paragraph_behind_long_code_is_found(lead: str) -> None:
    assert extract_opening(f"{lead}\nText.\n") == "Text."


def test_a_long_opening_is_cut_at_a_blank() -> None:
    text = extract_opening("lorem ipsum " * 50, 30)
    assert text == "lorem ipsum lorem ipsum lorem…"


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
def test_plain_text_keeps_the_words_and_drops_the_marks(markdown: str, plain: str) -> None:
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
def test_plain_text_reads_marks_as_markdown_does(markdown: str, plain: str) -> None:
    assert strip_markdown(markdown) == plain


@given(MARKDOWN)
def test_any_text_has_an_opening_of_one_line_that_fits(body: str) -> None:
    text = extract_opening(body, 20)
    assert "\n" not in text
    assert len(text) <= 21


@given(MARKDOWN)
def test_the_line_of_a_heading_is_in_the_text(body: str) -> None:
    heading = find_first_heading(body)
    assert heading is None or 1 <= heading.line <= body.count("\n") + 1


def test_images_are_taken_out_of_a_heading() -> None:
    assert plaintext.strip_images("봄날![꽃](/a(1).png)") == "봄날"


def test_an_excerpt_is_one_line() -> None:
    assert clean_excerpt("First line.\n\n  Second line.\n", "Title") == "First line. Second line."


def test_an_excerpt_keeps_what_looks_like_markdown_or_html() -> None:
    assert clean_excerpt("Use `<b>` and *this* {{ x }}", "Title") == "Use `<b>` and *this* {{ x }}"


def test_an_excerpt_cut_from_the_body_loses_the_title_and_the_cover() -> None:
    assert clean_excerpt("# 봄날의 기록\n\n![꽃](/a.png)\n\n## 처음\n꽃이 핀다...", "봄날의 기록") == "처음 꽃이 핀다…"


def test_an_excerpt_that_repeats_the_title_alone_is_kept() -> None:
    assert clean_excerpt("Spring notes", "Spring notes") == "Spring notes"


def test_a_title_that_begins_a_longer_word_is_not_cut_off() -> None:
    assert clean_excerpt("Springtime is here", "Spring") == "Springtime is here"


@pytest.mark.parametrize("dots", ["...", "....", "…", " ...", "…..", " . . ..."])
def test_dots_at_the_end_of_an_excerpt_are_one_ellipsis(dots: str) -> None:
    assert clean_excerpt(f"And so on{dots}", "Title") == "And so on…"


def test_one_full_stop_at_the_end_of_an_excerpt_stays() -> None:
    assert clean_excerpt("The end.", "Title") == "The end."


def test_a_short_text_is_not_cut() -> None:
    assert shorten("exactly", 7) == "exactly"


def test_a_text_without_blanks_is_cut_anywhere() -> None:
    assert shorten("가" * 50, 10) == "가" * 10 + "…"


def test_titles_that_differ_in_case_and_punctuation_are_the_same_words() -> None:
    assert has_same_words("Hello, World!", "hello world")
    assert not has_same_words("Hello", "Hello world")


def test_titles_of_symbols_alone_are_compared_as_they_are() -> None:
    assert has_same_words("?!", " ?! ")
    assert not has_same_words("?!", "!?")


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("", 1),
        ("word", 1),
        ("word " * 239, 2),
        ("낱말 " * 203, 2),
        ("字" * 1001, 3),
        ("낱말 " * 202 + "word " * 238, 2),
    ],
)
def test_the_reading_time_depends_on_the_script(body: str, minutes: int) -> None:
    assert plaintext.estimate_reading_minutes(body) == minutes


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
def test_the_language_is_told_by_the_script(text: str, language: str | None) -> None:
    assert plaintext.detect_language(text) == language


def test_korean_emphasis_next_to_a_bracket_has_no_marks() -> None:
    assert extract_opening('**한글(괄호)**은 **"인용"**이다.\n') == '한글(괄호)은 "인용"이다.'
