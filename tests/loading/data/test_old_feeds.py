"""The ids in the feed of the old blog."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_anthology.loading.data.old_feeds import OldFeed, read_old_feeds
from sphinx_anthology.problems import Code, Problem

_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><id>https://old.example/atom</id>
<entry><title>One</title><link rel="self" href="x"/><link href="https://old.example/one/"/><id> tag:old,2012:1 </id></entry>
<entry><title>No link</title><id>https://old.example/two/</id></entry>
<entry><title>Nothing</title></entry></feed>"""
_RSS = """<rss version="2.0"><channel><title>Old</title><link>https://old.example/</link>
<item><link>https://old.example/one/</link><guid isPermaLink="false">4711</guid></item>
<item><link>https://old.example/two/</link></item></channel></rss>"""
_RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel/><item rdf:about="x"><link>https://old.example/one/</link></item></rdf:RDF>"""
_JSON = '\ufeff{"items": [{"id": 12, "url": "https://old.example/one/"}, 7, {"id": "https://old.example/two/"}]}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            _ATOM,
            OldFeed(
                "https://old.example/atom",
                {"https://old.example/one/": "tag:old,2012:1", "https://old.example/two/": "https://old.example/two/"},
            ),
        ),
        (_RSS, OldFeed("", {"https://old.example/one/": "4711", "https://old.example/two/": "https://old.example/two/"})),
        (_RDF, OldFeed("", {"https://old.example/one/": "https://old.example/one/"})),
        (_JSON, OldFeed("", {"https://old.example/one/": "12", "https://old.example/two/": "https://old.example/two/"})),
    ],
)
def test_each_format_gives_the_ids_by_address(tmp_path: Path, text: str, found: OldFeed) -> None:
    (tmp_path / "feed").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    assert read_old_feeds(tmp_path, ["feed"], problems.append) == found
    assert problems == []


@pytest.mark.parametrize("text", [None, "no feed", "<open>", "{}", '{"items": 3}', "[" * 100_000, "{" * 100_000, ""])
def test_what_is_no_feed_is_named(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "feed").write_text(text, encoding="utf-8")
    (tmp_path / "good").write_text(_RSS, encoding="utf-8")
    problems: list[Problem] = []
    found = read_old_feeds(tmp_path, ["feed", "good"], problems.append)
    assert len(found.ids) == 2
    assert [problem.code for problem in problems] == [Code.OPTION_INVALID]
    assert "'feed' is not there, or is no feed" in problems[0].message


def test_the_first_feed_that_has_an_article_counts(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(_ATOM, encoding="utf-8")
    (tmp_path / "b").write_text(_RSS, encoding="utf-8")
    assert read_old_feeds(tmp_path, ["a", "b"], print).ids["https://old.example/one/"] == "tag:old,2012:1"
    assert read_old_feeds(tmp_path, ["b", "a"], print).ids["https://old.example/one/"] == "4711"
