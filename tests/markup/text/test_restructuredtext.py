"""Tests of reStructuredText as Markdown, for data about articles."""

from __future__ import annotations

import pytest
from sphinx_anthology.markup.text.body_images import iter_images
from sphinx_anthology.markup.text.excerpts import extract_opening
from sphinx_anthology.markup.text.plaintext import find_title_heading
from sphinx_anthology.markup.text.reading_time import estimate_reading_minutes
from sphinx_anthology.markup.text.restructuredtext import convert_to_markdown

pytestmark = pytest.mark.fast

EVERYTHING = """.. _label:

########
A title
########

First *words* with `a link
<https://x.example>`_ and code::

    # not a heading

- item
  goes on

  .. note:: In an item

1. one
#. two

A quote:

    Quoted words.

.. code-block:: python
   :linenos:

   x = 1

.. figure:: /a.png
   :alt: A picture

   Caption

+---+
| a |
+---+

=== ===
a   b
=== ===

Term
   Definition

.. math:: x = y

>>> 1 + 1
2

| a line
| block

----

.. [1] A note
   in two lines.

Sub
---

.. raw:: html

   <img src="b.png">

.. code::

   last"""


def test_each_line_keeps_its_number() -> None:
    lines = EVERYTHING.split("\n")
    converted = convert_to_markdown(EVERYTHING).split("\n")
    assert len(converted) == len(lines)
    for word in (
        "A title",
        "First",
        "item",
        "one",
        "Quoted",
        "x = 1",
        "A picture",
        "Definition",
        "1 + 1",
        "a line",
        "A note",
        "Sub",
    ):
        place = next(index for index, line in enumerate(lines) if word in line)
        assert word in converted[place - (word == "A picture")]


def test_headings_get_levels_in_the_order_of_their_styles() -> None:
    text = "====\nDoc\n====\n\nOne\n====\n\nTwo\n----\n\n==\nNo\n===\n\n제목\n----\n\nshort\n--\n\nTen\n=========="
    found = [line for line in convert_to_markdown(text).split("\n") if line.startswith("#")]
    assert found == ["# Doc", "## One", "### Two", "### 제목", "## Ten"]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        (EVERYTHING, "First words with a link and code:"),
        ("Title\n=====\n\n.. note:: Not this\n\n* Nor this\n\n   Nor a quote\n\n+-+\n|a|\n+-+\n\nBut *this*.", "But this."),
        ("::\n\n  code\n\nText with #5 and\n# no heading.", "Text with #5 and # no heading."),
        (".. toctree::\n\n   a\n\n.. contents::\n   :local:\n\nText.", "Text."),
        ("Text::\n\n> quoted literal\n\nMore.", "Text:"),
    ],
)
def test_the_opening_is_the_first_paragraph(text: str, opening: str) -> None:
    assert extract_opening(convert_to_markdown(text)) == opening


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Title\n=====\n\nA\n-\n", "Title"),
        (".. _a:\n.. comment\n\n.. image:: x.png\n\n-----\nTitle\n-----\n", "Title"),
        ("Text first.\n\nOnly\n====\n", "Only"),
        ("C#\n==\n", "C#"),
        ("A ``code`` & [x]\n================\n", "A `code` \\& \\[x\\]"),
    ],
)
def test_the_heading_that_names_the_text_is_found(text: str, title: str) -> None:
    heading = find_title_heading(convert_to_markdown(text))
    assert heading is not None
    assert heading.text.replace("``", "`") == title
    assert text.split("\n")[heading.line - 1].strip() in (title, "C#", "A ``code`` & [x]")


def test_images_are_found_in_their_order() -> None:
    found = list(iter_images(convert_to_markdown(EVERYTHING)))
    assert [(image.address, image.alt) for image in found] == [("/a.png", "A picture"), ("b.png", "")]


def test_code_takes_no_time_to_read_as_words() -> None:
    assert estimate_reading_minutes(convert_to_markdown("word " * 1000)) > 1


@pytest.mark.parametrize(
    "part",
    [
        "- ",
        "a\n",
        "  a\n\n",
        ".. ",
        "=\n",
        "- - ",
        ".. note::\n   ",
        "+-+\n",
        "| ",
        "::\n\n  a\n\n",
        "- a\n\n  ",
        "a\n=\n",
        ".. a:: b\n",
    ],
)
def test_any_text_takes_linear_time(part: str) -> None:
    text = part * 20_000
    assert convert_to_markdown(text).count("\n") == text.count("\n")
