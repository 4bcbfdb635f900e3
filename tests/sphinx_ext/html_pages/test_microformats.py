"""Microformats, as a parser of them reads the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mf2py
import pytest
from conftest import CONFIGURATION, Build, Site

ROOT = "https://kb.example.org/en/latest/"
AUTHORS = {
    "mina": {"name": "Mina Seo", "links": {"GitHub": "https://github.com/mina", "Mastodon": "https://social.example/@mina"}},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    site = Site(tmp_path_factory.mktemp("microformats"))
    options = f"html_baseurl = {ROOT!r}\nauthor = 'Mina Seo'\nanthology_authors = {AUTHORS!r}\n"
    site.write("conf.py", CONFIGURATION + options)
    layouts = ("cards", "list", "compact", "timeline", "table")
    lists = "".join(f"```{{posts}}\n:layout: {layout}\n:show: title, date, author, excerpt\n```\n\n" for layout in layouts)
    site.write("index.md", f"# Home\n\n{lists}")
    site.picture("posts/cover.png")
    site.write(
        "posts/one.md",
        "---\ntitle: 'One <b> & \"two\"'\ndate: 2025-04-23T09:00:00+09:00\nupdated: 2025-05-01\nauthors: [mina, Guest]\n"
        "category: Tools\ntags: [rust, 봄]\nexcerpt: In short.\ncover: cover.png\nmastodon: https://social.example/@mina/1097\n"
        "---\n\nFirst words.\n\n## Part\n\n<div>HTML</div>\n\nLast *words*.[^1]\n\n[^1]: Note.\n",
    )
    site.write("posts/copy.md", "---\ntitle: Copy\ndate: 2025-01-01\ncanonical: https://old.example/a\n---\n\nText.\n")
    site.write("posts/rest.rst", ":date: 2025-01-02\n\nRest\n====\n\nWords.\n\nPart\n----\n\nMore.\n")
    built = site.build()
    assert built.warnings == ""
    return built


def parse(built: Build, page: str) -> dict[str, Any]:
    return mf2py.parse(doc=built.text(f"{page}.html"), url=f"{ROOT}{page}.html")  # type: ignore[no-any-return]


def find_all(items: list[dict[str, Any]], kind: str) -> Iterator[dict[str, Any]]:
    for item in items:
        if kind in item["type"]:
            yield item
        yield from find_all(item.get("children", []), kind)


def test_an_article_is_a_whole_entry(built: Build) -> None:
    (entry,) = find_all(parse(built, "posts/one")["items"], "h-entry")
    found = entry["properties"]
    assert found["name"] == ['One <b> & "two"']
    assert found["url"] == found["uid"] == [f"{ROOT}posts/one.html"]
    assert found["published"] == ["2025-04-23T09:00:00+0900"]
    assert found["updated"][0].startswith("2025-05-01")
    assert [author["properties"]["name"] for author in found["author"]] == [["Mina Seo"], ["Guest"]]
    assert found["author"][0]["properties"]["url"] == [f"{ROOT}browse/authors/mina-seo.html"]
    assert {*found["category"]} == {"Tools", "rust", "봄"}
    assert found["summary"] == ["In short."]
    assert found["featured"][0]["value"].startswith(f"{ROOT}_images/cover")
    assert found["syndication"] == ["https://social.example/@mina/1097"]
    (content,) = found["content"]
    assert content["value"].split()[:2] == ["First", "words."]
    assert "Last words" in content["value"]
    assert "In short." not in content["value"]
    assert "min read" not in content["value"]


def test_a_copy_names_the_original_and_every_format_has_content(built: Build) -> None:
    (copy,) = find_all(parse(built, "posts/copy")["items"], "h-entry")
    assert copy["properties"]["url"] == ["https://old.example/a"]
    (rest,) = find_all(parse(built, "posts/rest")["items"], "h-entry")
    assert rest["properties"]["content"][0]["value"].split()[:1] == ["Words."]
    assert "More." in rest["properties"]["content"][0]["value"]


def test_lists_of_all_layouts_are_feeds_with_entries(built: Build) -> None:
    page = parse(built, "index")
    feeds = list(find_all(page["items"], "h-feed"))
    entries = list(find_all(feeds, "h-entry"))
    assert len(entries) == 5 * 3
    ones = [entry["properties"] for entry in entries if entry["properties"]["url"] == [f"{ROOT}posts/one.html"]]
    assert len(ones) == 5
    for one in ones:
        assert one["name"] == ['One <b> & "two"']
        assert one["published"] == ["2025-04-23T09:00:00+0900"]
    assert [author["properties"]["name"] for author in ones[0]["author"]] == [["Mina Seo"], ["Guest"]]
    assert ones[0]["summary"] == ["In short."]
    assert page["rels"]["me"] == ["https://github.com/mina", "https://social.example/@mina"]


def test_a_category_is_a_feed(built: Build) -> None:
    (feed,) = find_all(parse(built, "browse/categories/tools")["items"], "h-feed")
    (entry,) = feed["children"]
    assert entry["properties"]["url"] == [f"{ROOT}posts/one.html"]


def test_the_words_for_machines_are_in_no_feed_and_no_copy(built: Build) -> None:
    for file in ("atom.xml", "feed.json", "posts/one.md"):
        assert "e-content" not in built.text(file)
        assert "u-url" not in built.text(file)
