"""What each service of comments gets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.frontmatter.dates import parse_date
from sphinx_anthology.outputs.comments.html import render_comments
from sphinx_anthology.outputs.comments.options import parse_options
from sphinx_anthology.outputs.comments.services import CommentedArticle, Thread, make_thread
from sphinx_anthology.problems import ignore_problem
from sphinx_anthology.settings import Settings

URL, OLD = "https://kb.example.org/en/latest/posts/a.html", "https://old.example/2011/a%20b/"


def describe(language: str = "en", **fields: Any) -> CommentedArticle:
    day = parse_date("2025-04-03", Settings().zone)
    values = {"path": "posts/a.md", "docname": "posts/a", "slug": "a", "title": "A", "published": day, **fields}
    urls = {name: values.pop(name, default) for name, default in {"url": URL, "old_url": ""}.items()}
    return CommentedArticle(Post(**values), language, **urls)


def make(value: dict[str, Any], article: CommentedArticle) -> Thread | None:
    options = parse_options(value, Path(), ignore_problem)
    assert options is not None
    return make_thread(options, article)


GISCUS = {"provider": "giscus", "repo": "a/b", "repo_id": "R", "category_id": "C"}


@pytest.mark.parametrize(
    ("more", "article", "mapping", "term", "link"),
    [
        ({}, describe(), "specific", "a", "?discussions_q=a"),
        ({"term": "/:year/:month/:slug/"}, describe(), "specific", "/2025/04/a/", "?discussions_q=%2F2025%2F04%2Fa%2F"),
        ({"mapping": "pathname"}, describe(), "pathname", None, ""),
        ({"mapping": "pathname"}, describe(thread="old & name"), "specific", "old & name", "?discussions_q=old+%26+name"),
        ({}, describe(thread="17"), "number", "17", "/17"),
    ],
)
def test_giscus_finds_a_discussion_by_slug_pattern_property_or_number(
    more: dict[str, Any], article: CommentedArticle, mapping: str, term: str | None, link: str
) -> None:
    thread = make({**GISCUS, **more}, article)
    assert thread is not None
    attributes = thread.data["attributes"]
    assert (attributes["data-mapping"], attributes.get("data-term")) == (mapping, term)
    assert thread.link == f"https://github.com/a/b/discussions{link}"


@pytest.mark.parametrize(
    ("provider", "tag", "code"),
    [
        *(("giscus", *pair) for pair in [("ko", "ko"), ("ko-KR", "ko"), ("zh-TW", "zh-TW"), ("zh", "zh-CN"), ("xx", "en")]),
        *(("disqus", *pair) for pair in [("ko", "ko"), ("pt-PT", "pt_EU"), ("pt-BR", "pt_BR"), ("de-AT", "de_formal")]),
        *(("isso", *pair) for pair in [("ko", "ko"), ("zh-TW", "zh_TW"), ("en-GB", "en")]),
    ],
)
def test_a_language_is_spelt_as_the_service_spells_it(provider: str, tag: str, code: str) -> None:
    values = {"giscus": GISCUS, "disqus": {"shortname": "x"}, "isso": {"host": "isso.example"}}[provider]
    thread = make({**values, "provider": provider}, describe(tag))
    assert thread is not None
    data = thread.data
    found = data.get("language") or data["attributes"].get("data-lang") or data["attributes"].get("data-isso-lang")
    assert found == code


@pytest.mark.parametrize(
    ("more", "article", "page"),
    [
        ({}, describe(), {"url": URL}),
        ({}, describe(url=""), {}),
        ({}, describe(old_url=OLD), {"url": OLD}),
        ({}, describe(old_url=OLD, thread_url="https://x.example/y"), {"url": "https://x.example/y"}),
        ({"url": "https://o.example/:slug/"}, describe(old_url=OLD), {"url": "https://o.example/a/"}),
        ({"identifier": "/:docname"}, describe(), None),
        ({"identifier": ":section/:slug"}, describe(), {"url": URL, "identifier": "posts/a"}),
        ({"identifier": ":slug"}, describe(thread="9 http://x/?p=9"), {"url": URL, "identifier": "9 http://x/?p=9"}),
        ({"identifier": ":year"}, describe(published=None), {"url": URL}),
    ],
)
def test_disqus_gets_the_identifier_and_the_address_that_it_knows(
    more: dict[str, Any], article: CommentedArticle, page: dict[str, str] | None
) -> None:
    options = parse_options({"provider": "disqus", "shortname": "x", **more}, Path(), ignore_problem)
    if page is None:
        assert options is None
        return
    assert options is not None
    thread = make_thread(options, article)
    assert thread is not None
    assert thread.data["page"] == {**page, "title": "A"}


@pytest.mark.parametrize(
    ("value", "social_post", "source"),
    [
        ({}, "https://m.example/@k/1097", "https://m.example/api/v1/statuses/1097/context"),
        ({}, "//m.example/@k/1097", "https://m.example/api/v1/statuses/1097/context"),
        ({}, "1097", None),
        ({}, "", None),
        ({"host": "m.example", "account": "@k"}, "1097", "https://m.example/api/v1/statuses/1097/context"),
        ({"host": "m.example"}, "1097", None),
    ],
)
def test_the_thread_of_the_fediverse_is_that_of_the_post(value: dict[str, Any], social_post: str, source: str | None) -> None:
    thread = make({"provider": "mastodon", **value}, describe(social_post=social_post))
    assert (thread and thread.data["source"]) == source


def test_isso_keeps_the_path_of_the_old_blog() -> None:
    value = {"provider": "isso", "host": "https://isso.example/a/"}
    for article, name in ((describe(old_url=OLD), "/2011/a%20b/"), (describe(), "/en/latest/posts/a.html")):
        thread = make(value, article)
        assert thread is not None
        assert thread.data["section"]["data-isso-id"] == name
        assert thread.data["attributes"]["src"] == "https://isso.example/a/js/embed.min.js"


@pytest.mark.parametrize(
    "text", ['"><script>alert(1)</script>', "' onclick='x", "</template><b>", "\u2028\x9b]]>&amp;", "{{ 1 }}"]
)
def test_hostile_texts_are_inert_and_arrive_unchanged(tmp_path: Path, text: str) -> None:
    (tmp_path / "own.html").write_text('<p title="{{ title }}">{{ thread }}</p>')
    for value in ({"provider": "disqus", "shortname": "x"}, {"provider": "template", "file": "own.html"}):
        options = parse_options(value, tmp_path, ignore_problem)
        assert options is not None
        html = render_comments(options, describe(title=text, thread=text), lambda words: f"{words} {text}")
        soup: Any = BeautifulSoup(html, "html.parser")
        assert not soup.select("script, b, [onclick]")
        data = json.loads(soup.section["data-thread"])
        if value["provider"] == "disqus":
            assert data["page"]["title"] == text
        else:
            assert soup.find("template").find("p").attrs["title"] == text
