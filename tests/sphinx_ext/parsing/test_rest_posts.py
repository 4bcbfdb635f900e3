"""Tests of posts in reStructuredText: they have what posts in Markdown have."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site, read_output

pytestmark = pytest.mark.build

FIRST = """.. _first-label:

:date: 2024-03-05 10:00 +09:00
:tags: one, two
:category: Notes
:author: Ada Lovelace
:modified: 2024-04-05
:summary: A *short* summary.
:cover: /cover.png
:slug: alpha
:redirect: /old/a/
:custom: value

A title with ``code``
=====================

.. image:: /cover.png

Words about :doc:`second` and :ref:`beta` and :post:`gamma`.

A file `by path <second.rst>`_, a `download </data.csv>`__, named_ and `an old address </old/third/>`_.

.. figure:: picture.png
   :alt: A picture

   A caption

Second section
--------------

A footnote [1]_, "quotes" and :ref:`first-label`.

.. raw:: html

   <p><a href="/old/third/">raw link</a> <img src="/cover.png" alt=""></p>

.. [1] The note.

.. _named: third.md

Another top
===========

.. image:: missing.png
   :alt: words instead
"""
SECOND = """Second title
============

:date: 2024-01-01
:slug: beta
:category: Notes
:series: Parts
:order: 2

Text about :doc:`/posts/first`, and in Pelican's form `the third <{filename}third.md>`_.

.. image:: {static}/cover.png
   :alt: static
"""
THIRD = "Links: [one](first.rst), [[beta]], {doc}`second`, {ref}`alpha`.\n"


@pytest.fixture
def rest_site(site: Site) -> Site:
    """A site with posts in reStructuredText and one in Markdown."""
    site.write("index.md", "# Home\n\n```{posts}\n:show: excerpt, date, author, category, tags, reading-time\n```\n")
    site.write("posts/first.rst", FIRST)
    site.write("posts/second.rst", SECOND)
    site.write(
        "posts/untitled.rst",
        ":title: From the field\n:date: 2023-05-05\n\nOnly text.\n\nOther heading\n-------------\n\nMore.\n",
    )
    site.post("third", THIRD, slug="gamma", aliases="/old/third/", series="Parts", order="1", date="2024-02-02")
    site.picture("public/cover.png")
    site.picture("posts/picture.png")
    site.write("public/data.csv", "a,b\n")
    return site


def test_posts_in_rest_have_what_posts_in_markdown_have(rest_site: Site) -> None:
    build = rest_site.build(html_baseurl="https://kb.example/")
    assert build.codes == ["anthology.image-missing"]
    assert "first.rst:44" in build.warnings
    first = build.soup("posts/first").find(attrs={"role": "main"})
    section = first.find("section", class_="anthology-article")
    assert section["id"] == "a-title-with-code"
    assert [child.get("class") for child in section.find_all("p", recursive=False)][:3] == [
        ["anthology-excerpt", "p-summary"],
        ["anthology-byline"],
        ["anthology-tags"],
    ]
    byline = " ".join(section.find(class_="anthology-byline").get_text().split())
    assert byline == "March 5, 2024 · updated April 5, 2024 · Ada Lovelace · Notes · 1 min read"
    assert len(first.find_all("h1")) == 1
    assert [heading.get_text() for heading in first.find_all("h2")] == ["Second section¶", "Another top¶"]
    # the cover is shown once, and that in raw HTML stays
    assert len(section.select("img.anthology-cover, p > img[src$='cover.png']")) == 2
    assert "custom" not in section.get_text()
    assert "words instead" in section.get_text()
    assert "“quotes”" in section.get_text()
    targets = {" ".join(link.get_text().split()): link["href"] for link in section.find_all("a")}
    assert targets["Second title"] == "second.html"
    assert targets["by path"] == "second.html"
    assert targets["named"] == targets["an old address"] == targets["raw link"] == targets["Title of third"] == "third.html"
    assert targets["download"].startswith("../_downloads/")
    assert "linked in this article" in first.get_text()
    assert build.soup("posts/first").find("meta", attrs={"property": "og:image"})["content"].endswith("cover.png")
    assert (build.output / "old/a/index.html").exists()
    assert {"A title with code", "Second title"} <= {
        link.get_text() for link in build.soup("posts/third").find(attrs={"role": "main"}).find_all("a")
    }
    assert "A short summary." in build.article("index")
    assert "Words about" in build.soup("posts/second").find(class_="anthology-backlinks").get_text()


def test_titles_from_fields_and_addresses_of_pelican(rest_site: Site) -> None:
    build = rest_site.build()
    untitled = build.soup("posts/untitled").find(attrs={"role": "main"})
    assert [heading.get_text() for heading in untitled.find_all(["h1", "h2"])] == ["From the field¶", "Other heading¶"]
    assert untitled.find("section")["id"] == "from-the-field"
    second = build.soup("posts/second").find(attrs={"role": "main"})
    assert second.find("a", string="the third")["href"] == "third.html"
    assert second.find("img", alt="static")["src"].endswith("cover.png")
    assert "Part 2 of 2" in second.get_text(" ")
    context = build.soup("posts/second")
    assert context.find("a", class_="next-page") or context.find("a", class_="prev-page")


def test_builds_in_parallel_and_after_edits_are_as_clean_ones(rest_site: Site, tmp_path: Path) -> None:
    rest_site.build()
    rest_site.write("posts/first.rst", FIRST.replace("Ada Lovelace", "Bob").replace("A title with", "Another title with"))
    rest_site.write("posts/second.rst", SECOND.replace(":slug: beta", ":slug: beta\n:hidden: true"))
    edited = rest_site.build()
    clean = rest_site.build(output=tmp_path / "clean", jobs=2)
    assert read_output(edited.output) == read_output(clean.output)
    assert "Another title with code" in clean.article("posts/third")


@pytest.mark.parametrize("builder", ["epub", "text", "latex", "dirhtml", "gettext"])
def test_other_builders_write_posts_in_rest(rest_site: Site, builder: str) -> None:
    rest_site.write("posts/first.rst", FIRST.partition("Another top")[0])
    build = rest_site.build(builder)
    assert build.codes == []


def test_other_suffixes_of_rest_are_known(site: Site) -> None:
    site.write(
        "conf.py", 'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\nsource_suffix = {".txt": "restructuredtext"}\n'
    )
    site.write("posts/a.txt", ":date: 2024-01-02\n:tags: a\n\nTitle in a text file\n====================\n\nWords.\n")
    build = site.build()
    assert build.warnings == ""
    assert "January 2, 2024" in build.article("posts/a")


def test_odd_posts_are_built_and_what_is_refused_is_named(site: Site) -> None:
    site.write("conf.py", 'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\nrst_prolog = ".. |p| replace:: prolog"\n')
    posts = {
        "cite": "한글 제목\n=========\n\nText |p| [Cit]_ and [#]_.\n\n.. [Cit] A citation.\n.. [#] A note.\n",
        "script": "Script\n======\n\n`x <javascript:alert(1)>`_ `up <../../gone.html>`_ `m <mailto:a@b.example>`_\n",
        "roles": ".. |v| replace:: 3.0\n\nVersion |v| of :doc:`cite`\n==========================\n\nText.\n",
        "before": "Text before.\n\n.. _label:\n\nTitle after\n===========\n\nMore.\n\n----\n",
        "markup": ":title: <i>T</i> {{ 7*7 }} \\*\n:summary: <script>alert(1)</script> *it*\n:tags: <b>, {{ x }}\n\nText\n",
        "keyword": ":Author: Ada\n:Date: $Date: 2024-01-07 10:00:00 $\n\nKeyword\n=======\n\nText\n",
        "nested": "Nested\n======\n\n.. only:: html\n\n   .. contents::\n      :local:\n\nSame\n----\n\nSame\n----\n",
    }
    for name, text in posts.items():
        header = "" if ":Date:" in text else ":date: 2024-01-02\n"
        site.write(f"posts/{name}.rst", f"{header}{text}" if text.startswith(":") else f"{header}\n{text}")
    build = site.build()
    assert sorted(build.codes) == ["anthology.link-unknown", "anthology.url-refused"]
    assert "javascript" not in build.soup("posts/script").find(role="main").decode()
    assert build.soup("posts/script").find("a", string="m")["href"].startswith("mailto:")
    assert build.article("posts/roles").startswith("Version 3.0 of 한글 제목 ¶ January 2, 2024")
    assert build.article("posts/before").startswith("Title after ¶ January 2, 2024 · 1 min read Text before. More.")
    assert "<i>T</i> {{ 7*7 }} * ¶ <script>alert(1)</script> it" in build.article("posts/markup")
    assert "January 7, 2024 · Ada" in build.article("posts/keyword")
    assert "Text prolog [Cit]" in build.article("posts/cite")
    for name in posts:
        assert len(build.soup(f"posts/{name}").find(role="main").find_all("h1")) == 1


def test_posts_in_rest_are_translated(site: Site) -> None:
    site.write("conf.py", 'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\nlanguage = "ko"\nlocale_dirs = ["locale"]\n')
    site.write("index.md", "# Home\n\n```{posts}\n```\n")
    site.write(
        "posts/a.rst", ":date: 2024-01-01\n\nThe title\n=========\n\nFirst ``words`` of :doc:`b` here.\n\nPart\n----\n\nText.\n"
    )
    site.write("posts/b.rst", ":date: 2024-01-02\n:title: From a field\n:summary: A summary.\n\nOther text.\n")
    messages = {
        "The title": "제목",
        "First ``words`` of :doc:`b` here.": ":doc:`b` 의 ``첫`` 문단.",
        "Part": "부분",
        "From a field": "필드의 제목",
        "A summary.": "요약.",
        "Other text.": "다른 글.",
    }
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    catalog = "".join(f'\nmsgid "{message}"\nmsgstr "{text}"\n' for message, text in messages.items())
    site.write("locale/ko/LC_MESSAGES/posts.po", header + catalog)
    build = site.build()
    assert build.codes == []
    first, second = build.soup("posts/a").find(role="main"), build.soup("posts/b").find(role="main")
    assert [heading.get_text() for heading in first.find_all(["h1", "h2"])] == ["제목¶", "부분¶"]
    assert [section["id"] for section in first.find_all("section")] == ["the-title", "part"]
    assert "필드의 제목 의 첫 문단." in " ".join(first.get_text(" ").split())
    assert second.find("section")["id"] == "from-a-field"
    assert "필드의 제목 ¶ 요약." in build.article("posts/b")
    home = build.article("index")
    assert "필드의 제목 의 첫 문단." in home
    assert "요약." in home
    original = site.build("gettext", language="en", doctrees=site.folder / "other")
    assert [message for message in messages if f'msgid "{message}"' not in original.text("posts.pot")] == []
