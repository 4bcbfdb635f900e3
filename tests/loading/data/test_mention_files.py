"""Reading the files in which other sites say which of their articles mention objects of this project."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sphinx_anthology.loading.data.mention_files import MAX_BYTES, OwnProject, RemoteMention, read_mentions
from sphinx_anthology.urls import Url

PROJECT = OwnProject("Rakes", "https://docs.rakes.example/en/latest/")
RAKE = {"inventory": "r", "type": "py:function", "name": "rake.pull", "sentence": "We pull it."}


def file(**changes: Any) -> bytes:
    article = {"title": "One", "url": "posts/one.html", "mentions": [RAKE]} | changes.pop("article", {})
    content = {"version": 1, "inventories": {"r": {"project": "Rakes", "url": ""}}, "articles": [article]}
    return json.dumps(content | changes).encode()


def test_a_mention_has_the_title_the_address_and_the_sentence() -> None:
    (found,) = read_mentions(file(), "https://blog.example/mentions.json", PROJECT)
    assert found == RemoteMention("py:function", "rake.pull", "One", Url("https://blog.example/posts/one.html"), "We pull it.")


@pytest.mark.parametrize(
    ("inventory", "is_meant"),
    [
        ({"project": "Rakes", "url": "https://elsewhere.example/"}, True),
        ({"project": "Other", "url": "http://docs.rakes.example/en/latest"}, True),
        ({"project": "Other", "url": "https://docs.rakes.example/"}, False),
        ({"project": "rakes of others"}, False),
        ("Rakes", False),
        (None, False),
    ],
)
def test_the_own_project_is_known_by_its_name_or_its_address(inventory: object, is_meant: bool) -> None:
    assert bool(read_mentions(file(inventories={"r": inventory}), "", PROJECT)) == is_meant


def test_a_site_without_an_address_is_known_by_its_name_alone() -> None:
    assert read_mentions(file(inventories={"r": {"project": "X", "url": ""}}), "", OwnProject("Rakes", "")) == []


@pytest.mark.parametrize(
    ("address", "base", "url"),
    [
        ("https://other.example/a", "https://blog.example/", "https://other.example/a"),
        ("posts/one.html", "", ""),
        ("javascript:alert(1)", "https://blog.example/", ""),
        ("JAVA\tSCRIPT:alert(1)", "", ""),
        ("data:text/html,x", "https://blog.example/", ""),
        ("file:///etc/passwd", "https://blog.example/", ""),
        ("https://user@blog.example/", "", ""),
        ("http://[", "https://blog.example/", ""),
        (7, "https://blog.example/", ""),
        ("posts/one.html", "javascript:alert(1)//", ""),
    ],
)
def test_only_web_addresses_are_kept(address: object, base: str, url: str) -> None:
    (found,) = read_mentions(file(article={"url": address}), base, PROJECT)
    assert (found.title, found.url) == ("One", url)


def test_texts_are_cleaned_and_shortened() -> None:
    long = RAKE | {"sentence": "x" * 100_000}
    bent = RAKE | {"sentence": "a\x1b[31m\u202eb\n c"}
    first, second = read_mentions(file(article={"title": "<b>\x00&\nT", "mentions": [long, bent]}), "", PROJECT)
    assert (first.title, len(first.sentence)) == ("<b>& T", 501)
    assert second.sentence == "a[31mb c"


@pytest.mark.parametrize(
    "article",
    [
        {"title": ""},
        {"title": None},
        {"title": 3},
        {"mentions": {}},
        {"mentions": [None, 1, [], {}, {"inventory": []}, {"inventory": "q"}, RAKE | {"name": 1}, RAKE | {"type": None}]},
    ],
)
def test_what_is_incomplete_is_left_out(article: dict[str, object]) -> None:
    assert read_mentions(file(article=article), "", PROJECT) == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no JSON"),
        (b"\xff\xfe{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "version 1"),
        (b'{"version": 2}', "version 1"),
        (file(articles={}), "no articles"),
        (file(inventories=[]), "no inventories"),
        (b" " * (MAX_BYTES + 1), "10 MB"),
    ],
    ids=range(8),
)
def test_another_file_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_mentions(data, "", PROJECT)
