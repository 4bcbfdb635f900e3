"""Reports of unknown markup."""

from __future__ import annotations

import pytest
from blog_markup import find_places, find_problems, render_inline


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("{% ads a.html %}", [(1, 1)]),
        ("Text\nand {% ads a.html %} {% ads b.html %}", [(2, 5)]),
        ("`{{ page.a }}` {{ page.b }}", [(1, 16)]),
        ("> * one {{< foo >}}", [(1, 9)]),
        ("| a | b |\n|---|---|\n| c | {{< foo >}} |", [(3, 7)]),
        ("{% if x %}\n\nText\n\n{% endif %}", [(1, 1)]),
        ("# {{ page.title }}\n\n{{ page.date }}", [(1, 3)]),
        ("<div>\n{{ page.title }}\n</div>", [(2, 1)]),
        (":::note\n\n{% ads a.html %}\n:::", [(3, 1)]),
        ("{% highlight js %}\nnever closed", [(1, 1)]),
    ],
)
def test_unknown_markup_is_reported_once_at_its_first_use(body: str, places: list[tuple[int, int]]) -> None:
    assert find_places(body) == places


def test_unknown_markup_is_shown_as_it_is_written() -> None:
    body = '{% ads a.html x="*" %} {{< foo _b_ >}} {{ page.title }}'
    assert render_inline(body) == "<p>{% ads a.html x=&quot;*&quot; %} {{&lt; foo _b_ &gt;}} {{ page.title }}</p>"


def test_the_number_of_uses_is_in_the_message() -> None:
    (problem,) = find_problems("{{ a.b }} {{ a.c }}", "posts/one.md", 5)
    assert problem.line == 5
    assert "{{ a.b }} (and 1 more of its kind)" in problem.message
    (problem,) = find_problems("{{ a.b }} {{ a.b }}", "posts/one.md", 5)
    assert "{{ a.b }} (used 2 times)" in problem.message


def test_a_closing_tag_is_not_a_use() -> None:
    (problem,) = find_problems("{% if a %}b{% endif %}", "posts/one.md", 1)
    assert "Unknown tag {% if a %} is shown as text" in problem.message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{% raw %}\nText.", "Tag {% raw %} is not closed"),
        ("a {% comment %} b", "Tag {% comment %} is not closed"),
        ("{% highlight js %}\nText.", "Tag {% highlight js %} is not closed"),
        ("a {% raw %} b\n\nc {% endraw %} d", "is closed in another paragraph"),
        ("{% endraw %}", "closes nothing"),
        ("> :::note\n> Text.\n\nMore.", "Container :::note is not closed"),
        ("{% youtube abc %}", "Tag {% youtube abc %} has arguments that are not understood"),
        ("<Foo a={1}>b</Foo>", "its content is shown, its attributes are not"),
        ("<Foo />", "is left out"),
        ('<Frame caption="a">b</Frame>', "Attributes of component <Frame"),
        ("a <Image src={b} /> c", "Attributes of component <Image"),
        ("<Image src={b} />", "Attributes of component <Image"),
    ],
)
def test_a_message_says_what_happens_to_the_markup(body: str, words: str) -> None:
    (problem,) = find_problems(body, "posts/one.mdx", 1)
    assert words in problem.message
