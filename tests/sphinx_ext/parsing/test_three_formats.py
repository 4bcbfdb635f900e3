"""The same article in MyST, in reStructuredText and as a notebook: one record, one card, one byline, the same backlinks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from conftest import Site
from notebook_files import markdown, notebook, raw
from sphinx_anthology.cli.commands import main

pytestmark = pytest.mark.build

FIELDS = {
    "title": "같은 글 in three formats",
    "subtitle": "A second line",
    "date": "2024-03-05 10:20 +09:00",
    "updated": "2024-04-01",
    "author": "Ada Lovelace, 김하나",
    "tags": "one, 검색, C#",
    "category": "Notes, 한글 분류",
    "series": "Formats",
    "order": "2",
    "cover": "/cover.png",
    "excerpt": "A short summary & more.",
    "lang": "ko",
    "canonical": "https://original.example/post",
}
MARKDOWN = """# 같은 글 in three formats

첫 문장은 한국어이고 *강조*와 **굵은** 글, `code` 그리고 [[other]] 가 있습니다. 두 번째 문장은 {doc}`/posts/other`
and goes on in [a link](https://example.org/a_b) with a footnote.[^1]

## A heading with `code`

Words about search engines and 검색 엔진.

- one item
- another item

```python
unusual_name = 1
```

> A quotation.

![A picture](picture.png)

### Below

A link to [a section](#a-heading-with-code) and to {ref}`other-label`.

[^1]: The note of the footnote.
"""
REST = """같은 글 in three formats
========================

첫 문장은 한국어이고 *강조*\\ 와 **굵은** 글, ``code`` 그리고 :post:`other` 가 있습니다. 두 번째 문장은 :doc:`/posts/other`
and goes on in `a link <https://example.org/a_b>`_ with a footnote. [#]_

A heading with ``code``
-----------------------

Words about search engines and 검색 엔진.

- one item
- another item

.. code-block:: python

   unusual_name = 1

..

    A quotation.

.. image:: picture.png
   :alt: A picture

Below
~~~~~

A link to `a section <A heading with code_>`_ and to :ref:`other-label`.

.. [#] The note of the footnote.
"""
OTHER = """---
title: 다른 글
date: 2024-01-01
category: Notes
slug: other
---

(other-label)=
## A labelled heading

Text about search engines and 검색 엔진, with links: [[a-myst]], [[a-rest]], [[a-cells]], [[a-raw]].
"""
FORMS = ("myst", "rest", "cells", "raw")
VARYING = frozenset({"slug", "aliases"})


@pytest.fixture
def formats(site: Site) -> Site:
    """A site with one article in each format."""
    site.write(
        "conf.py",
        'extensions = ["myst_nb", "sphinx_anthology"]\nhtml_theme = "furo"\nnb_execution_mode = "off"\n'
        'source_suffix = {".rst": "restructuredtext"}\n',
    )
    site.write("index.md", "# Home\n\n```{posts}\n```\n")
    site.write("posts/other.md", OTHER)
    site.picture("public/cover.png")
    site.picture("posts/picture.png")

    def header(name: str, form: str) -> str:
        values = {**FIELDS, "slug": f"a-{name}", "redirect": f"/old/{name}/"}
        return "".join(form.format(key, value) for key, value in values.items())

    def yaml(name: str) -> str:
        return header(name, '{}: "{}"\n')

    site.write("posts/a-myst.md", f"---\n{yaml('myst')}---\n\n{MARKDOWN}")
    site.write("posts/a-rest.rst", f"{header('rest', ':{}: {}' + chr(10))}\n{REST}")
    top, rest = MARKDOWN.split("\n\n", 1)
    site.write("posts/a-cells.ipynb", notebook(markdown(f"---\n{yaml('cells')}---\n\n{top}"), markdown(rest)))
    site.write("posts/a-raw.ipynb", notebook(raw(f"---\n{yaml('raw')}---"), markdown(top), markdown(rest)))
    return site


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the fields of each article, as the command prints them, without where they come from."""
    result = CliRunner().invoke(main, ["list", "--format", "json", str(folder)])
    assert result.exit_code == 0, result.output
    found = {Path(post["path"]).stem: post["fields"] for post in json.loads(result.stdout)["posts"]}
    return {name: {key: value["value"] for key, value in fields.items()} for name, fields in found.items()}


def test_the_record_is_the_same(formats: Site) -> None:
    found = records(formats.folder)
    expected = {key: value for key, value in found["a-myst"].items() if key not in VARYING}
    assert expected["title"] == FIELDS["title"]
    assert expected["published"] == "2024-03-05T10:20:00+09:00"
    assert expected["tags"] == ["one", "검색", "C#"]
    for name in FORMS[1:]:
        assert {key: value for key, value in found[f"a-{name}"].items() if key not in VARYING} == expected
        assert found[f"a-{name}"]["aliases"] == [f"/old/{name}/"]


def test_the_opening_is_the_same_without_an_excerpt(formats: Site) -> None:
    for name in ("a-myst.md", "a-rest.rst", "a-cells.ipynb", "a-raw.ipynb"):
        text = (formats.folder / f"posts/{name}").read_text(encoding="utf-8")
        text = re.sub(r'(?:"|:)excerpt:.*\n|excerpt: .*?(?:\\n|\n)', "", text)
        formats.write(f"posts/{name}", text)
    found = records(formats.folder)
    opening = found["a-myst"]["opening"]
    assert opening.startswith("첫 문장은 한국어이고 강조와 굵은 글, code 그리고 다른 글 가 있습니다.")
    assert [found[f"a-{name}"]["opening"] for name in FORMS] == [opening] * 4
    assert len({(found[f"a-{name}"]["reading_minutes"], found[f"a-{name}"]["language"]) for name in FORMS}) == 1


def test_pages_cards_backlinks_and_search_are_the_same(formats: Site) -> None:
    build = formats.build()
    assert build.codes == []
    home = build.soup("index").find(role="main")
    cards = {}
    for name in FORMS:
        link = home.find("a", href=f"posts/a-{name}.html")
        cards[name] = re.sub(rf"a-{name}\.html", "page", str(link.find_parent("li")))
    assert len(set(cards.values())) == 1

    pages = {name: build.soup(f"posts/a-{name}") for name in FORMS}
    shown = {}
    for name, page in pages.items():
        section = page.find("section", class_="anthology-article")
        parts = [section.find(class_=f"anthology-{part}") for part in ("subtitle", "excerpt", "byline", "tags")]
        headings = [heading.get_text() for heading in section.find_all(["h1", "h2", "h3"])]
        links = {link.get_text(): link["href"] for link in section.find_all("a") if link.get_text() not in "¶12"}
        links = {words: href for words, href in links.items() if words != FIELDS["title"]}  # the other parts of the series
        images = [(image["src"], image.get("alt")) for image in section.find_all("img")]
        shown[name] = json.dumps(
            [list(map(str, parts)), headings, links, images, section["class"]], ensure_ascii=False, default=str
        )
    assert len(set(shown.values())) == 1
    for page in pages.values():
        backlink = page.find(class_="anthology-backlinks")
        assert "다른 글" in backlink.get_text()
    names = {link["href"] for link in build.soup("posts/other").find(class_="anthology-backlinks").find_all("a")}
    assert {f"a-{name}.html" for name in FORMS} <= {name.partition("#")[0] for name in names}
    meta = {str([str(tag) for tag in page.find_all("meta", attrs={"name": "description"})]) for page in pages.values()}
    assert len(meta) == 1
    terms = _search_terms(build.text("searchindex.js"))
    assert "engin" in terms["posts/a-myst"]
    assert [terms[f"posts/a-{name}"] for name in FORMS] == [terms["posts/a-myst"]] * 4
    texts = {_visible_words(page) for page in pages.values()}
    assert len(texts) == 1, "\n".join(texts)


def _search_terms(index: str) -> dict[str, set[str]]:
    """Return the terms of Sphinx's index by document."""
    data = json.loads(index.removeprefix("Search.setIndex(").rstrip().removesuffix(")"))
    found: dict[str, set[str]] = {docname: set() for docname in data["docnames"]}
    for kind in ("terms", "titleterms"):
        for term, numbers in data[kind].items():
            for number in numbers if isinstance(numbers, list) else [numbers]:
                found[data["docnames"][number]].add(term)
    return found


def _visible_words(page: BeautifulSoup) -> str:
    """Return the words of an article that a search finds, in their order."""
    section: Any = page.find("section", class_="anthology-article")
    for element in section.select(".headerlink, .footnote-reference, .footnote, aside, hr, .anthology-series, .no-search"):
        element.decompose()
    return " ".join(re.findall(r"\w+", section.get_text(" ")))
