"""The engine of the search, on pages that are opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import test_pages
from conftest import CONFIGURATION, Build, Site
from playwright.sync_api import Browser
from search_pages import Searcher, open_searcher, show
from sphinx_anthology.sphinx_ext.search import index_parts, page_files, site_search

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

NOT_IN_PARTS = ("상태관리", "상태관리를", "oSQ", "oSQL")
POSTS: dict[str, tuple[str, dict[str, Any]]] = {
    "models": (
        "모델은 크다. 큰 모델의 값도 크다.\n\n## 상태 관리\n\n앱에서 상태를 관리한다.\n",
        {"category": "AI / Models", "tags": "큰 것"},
    ),
    "state": ("웹앱의 상태관리를 다룬다. 정확도는 99.5%였다.\n", {"date": "2024-02-03", "author": "Mina"}),
    "apart": ("상태가 나쁘다. 관리는 어렵다. 이 상황에서 이상 없다. 정확도는 9.5%, 그리고 99다.\n", {"date": "2023-01-01"}),
    "near": ("모두가 델타를 안다. **상태**관리와 React훅을 쓴다.\n", {"excerpt": "드문낱말이 여기 있다.", "author": "Jun"}),
    "english": ("Streaming responses. It streams C++ and node.js, happily. NoSQL.\n", {"category": "AI"}),
    "titled": ("Nothing else.\n", {"title": "Streams of events", "date": "2022-05-06"}),
    "events": ("Many words about happiness, streamlined.\n\n## A heading of events\n\nText.\n", {"date": "2021-05-06"}),
    "japanese": ("全文検索エンジンを作る。\n", {}),
    "meta": ("It dies.\n", {"date": None, "keywords": "constituency, other"}),
    "folder/한글 이름": ("드문 낱말 하나. İstanbul.\n", {}),
}


@pytest.fixture(scope="module", params=["whole", "compact", "english", "parts", "compact-parts"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    site = Site(tmp_path_factory.mktemp("engine"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n\nA page about streams, 모델은 없다.\n\n```{toctree}\n:glob:\nposts/*\n```\n")
    site.write("api.rst", ":orphan:\n\nAPI\n===\n\n.. py:module:: pack\n\n.. py:function:: make_site(name)\n\n   Return one.\n")
    for name, (body, fields) in POSTS.items():
        site.post(name, body, **fields)
    with pytest.MonkeyPatch.context() as patch:
        if "parts" in request.param:
            patch.setattr(site_search, "PARTS_FROM", 2)
            patch.setattr(index_parts, "PART_SIZE", 100)
            patch.setattr(page_files, "BLOCK_SIZE", 3)
        language = "en" if request.param == "english" else "ko"
        yield site.build(language=language, anthology_compact_search="compact" in request.param)


@pytest.fixture(scope="module")
def searcher(browser: Browser, built: Build) -> Iterator[Searcher]:
    searcher = open_searcher(browser, built.output / "posts/folder/한글 이름.html", built.output)
    yield searcher
    assert searcher.page.evaluate("document.documentElement.dataset.error || ''") == ""
    searcher.page.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("모델", "models"),
        ("모델은", "models"),
        ("모델에서의", "models"),
        ("상태관리", "models state near"),
        ("상태 관리", "models state near apart"),
        ("상태관리를", "models state near"),
        ("앱", "models state"),
        ("웹앱", "state"),
        ("이상", "apart"),
        ("드문낱말", "near folder/한글 이름"),
        ("React훅", "near"),
        ("react는", "near"),
        ("훅", "near"),
        ("99.5%", "state"),
        ("99.5", "state"),
        ("2024", "state"),
        ("stream", "english titled"),
        ("STREAMS", "english titled"),
        ("streaming responses", "english"),
        ("streaml", "events"),
        ("oSQ", "english"),
        ("oSQL", "english"),
        ("constituency", "meta"),
        ("happy", "events"),
        ("happily", "english"),
        ("dying", "meta"),
        ("happiness", "events"),
        ("the stream", "english titled"),
        ("node.js", "english"),
        ("c++", "english"),
        ("検索", "japanese"),
        ("文検", "japanese"),
        ("索検", ""),
        ("İstanbul", "folder/한글 이름"),
        ("mina", "state"),
        ("큰 것", "models"),
        ("constructor", ""),
        ("__proto__", ""),
        ("없는단어", ""),
        ("stream 모델", ""),
        ("", ""),
        ("  ?!  ", ""),
        ("[", ""),
    ],
)
def test_a_query_finds_the_articles_with_all_words(
    searcher: Searcher, query: str, found: str, request: pytest.FixtureRequest
) -> None:
    if query in NOT_IN_PARTS and "parts" in request.node.callspec.params["built"]:
        pytest.skip("An index in parts does not find the middle of a word, nor a word that is partly bold.")
    expected = [name for name in POSTS if name in found.split(" ") or name == found or (" " in name and found.endswith(name))]
    assert sorted(searcher.articles(query)) == sorted(expected)


def test_a_query_in_decomposed_letters_is_the_same(searcher: Searcher) -> None:
    assert searcher.articles("\u1106\u1169\u1103\u1166\u11af") == ["models"]


@pytest.mark.parametrize(
    ("query", "docname", "sentence"),
    [
        ("모델", "posts/models", "[모델]은 크다."),
        ("모델 값", "posts/models", "큰 [모델]의 [값]도 크다."),
        ("상태관리", "posts/state", "웹앱의 [상태관리]를 다룬다."),
        ("stream", "posts/english", "[Streaming] responses."),
        ("node.js", "posts/english", "It streams C++ and [node].[js], happily."),
        ("드문낱말", "posts/near", "[드문낱말]이 여기 있다."),
        ("mina", "posts/state", "웹앱의 상태관리를 다룬다."),
        ("streams", "posts/titled", "Nothing else."),
    ],
)
def test_a_result_shows_the_sentence_with_the_words(searcher: Searcher, query: str, docname: str, sentence: str) -> None:
    result = next(result for result in searcher.search(query)["results"] if result["docname"] == docname)
    assert show(result["sentence"]) == sentence


def test_a_result_says_what_the_article_is(searcher: Searcher, built: Build) -> None:
    (result,) = searcher.search("관리한다")["results"]
    root = built.output.as_uri()
    assert result["title"] == "Title of models"
    assert result["url"] == f"{root}/posts/models.html"
    assert (result["kind"], result["date"], result["categories"], result["tags"]) == (
        "article",
        "2025-04-23",
        ["AI / Models"],
        ["큰 것"],
    )
    assert result["sentenceUrl"].startswith(f"{root}/posts/models.html#")
    (heading,) = searcher.search("상태 관리")["results"][0]["headings"]
    assert show(heading["title"]) == "[상태] [관리]"
    assert heading["url"] == result["sentenceUrl"]


def test_addresses_of_pages_lead_there_from_any_folder(searcher: Searcher) -> None:
    (result,) = searcher.search("İstanbul")["results"]
    assert result["url"] == searcher.page.url


def test_titles_and_headings_come_before_text_and_articles_before_other_pages(searcher: Searcher) -> None:
    assert searcher.docnames("stream")[:2] == ["posts/titled", "posts/english"]
    assert searcher.docnames("모델")[0] == "posts/models"
    assert searcher.articles("streams event")[0] == "titled"
    kinds = [result["kind"] for result in searcher.search("models")["results"]]
    assert kinds.index("category") > kinds.index("article")


def test_an_exact_title_comes_first(searcher: Searcher) -> None:
    assert searcher.docnames("title of english")[0] == "posts/english"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"category": "AI"}, {"models", "english"}),
        ({"category": "AI / Models"}, {"models"}),
        ({"tag": "큰 것"}, {"models"}),
        ({"author": "Mina"}, {"state"}),
        ({"year": "2024"}, {"state"}),
        ({"author": "Mina", "year": "2023"}, set()),
        ({"kinds": ["page"]}, set()),
    ],
)
def test_results_can_be_filtered(searcher: Searcher, filters: dict[str, Any], found: set[str]) -> None:
    assert {name.removeprefix("posts/") for name in searcher.docnames("title", filters=filters)} == found


@pytest.mark.parametrize("query", ["pack.make_site", "make_site", "Make_Site"])
def test_an_object_is_found_by_its_name(searcher: Searcher, query: str) -> None:
    first = searcher.search(query)["results"][0]
    assert (first["kind"], first["title"], first["docname"]) == ("object", "pack.make_site", "api")
    assert first["url"].endswith("/api.html#pack.make_site")
    assert "API" in show(first["sentence"])
    assert "api" in searcher.docnames("make_site", filters={"kinds": ["page"]})


def test_results_can_be_ordered_by_date(searcher: Searcher) -> None:
    newest = [result["date"] for result in searcher.search("title", order="newest")["results"]]
    assert newest == sorted(newest, reverse=True)
    assert newest[-1] == ""
    oldest = [result["date"] for result in searcher.search("title", order="oldest")["results"]]
    assert sorted(oldest, key=lambda date: (not date, date)) == oldest


def test_more_results_follow_the_first_ones(searcher: Searcher) -> None:
    first = searcher.search("title", limit=2)
    assert len(first["results"]) == 2
    assert searcher.search("title", limit=4)["results"][:2] == first["results"]
    everything = searcher.search("title")
    assert everything["isComplete"]
    assert everything["count"] == len(everything["results"])


def test_names_for_filters_are_those_of_the_site(searcher: Searcher) -> None:
    names = searcher.page.evaluate("AnthologySearch.filterNames()")
    assert set(names["categories"]) == {"AI", "AI / Models"}
    assert names["years"] == ["2025", "2024", "2023", "2022", "2021"]
    assert set(names["authors"]) == {"Mina", "Jun"}


def test_a_search_can_be_aborted(searcher: Searcher) -> None:
    aborted = """async () => {
      const aborter = new AbortController();
      aborter.abort();
      return AnthologySearch.search("title of", { signal: aborter.signal }).then(() => "", (error) => error.name);
    }"""
    assert searcher.page.evaluate(aborted) == "AbortError"
    assert searcher.articles("title of")


def test_a_page_whose_text_is_missing_is_found(browser: Browser, built: Build, tmp_path: Path) -> None:
    text = built.output / "_search/texts/posts/titled.js"
    content = text.read_bytes()
    text.unlink()
    try:
        searcher = open_searcher(browser, built.output / "index.html", built.output)
        assert "titled" in searcher.articles("streams")
    finally:
        text.write_bytes(content)
