"""What is in the search index of a site, by its language."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONFIGURATION, Site
from sphinx.search import js_index, languages

KOREAN = "모델은 99.5% 정확하고, React훅을 2025년에 썼다. Streaming models.\n"


def read_terms(site: Site, **options: Any) -> set[str]:
    """Build, and return the terms of the index."""
    built = site.build(**options)
    assert built.warnings == ""
    return set(js_index.loads(built.text("searchindex.js"))["terms"])


@pytest.mark.parametrize(
    "options", [{"language": "ko"}, {"html_search_language": "ko"}, {}, {"language": "de"}, {"language": "ko_KR"}], ids=str
)
def test_korean_words_are_pairs_whatever_the_language_of_the_site_is(site: Site, options: dict[str, Any]) -> None:
    site.post("one", KOREAN)
    terms = read_terms(site, **options)
    assert {"모", "모델", "델은", "훅을", "react", "99", "5", "2025"} <= terms
    assert not {"모델은", "React훅을", "react훅을", "정확하고"} & terms


def test_other_words_are_stemmed_as_the_language_of_the_site_does(site: Site) -> None:
    site.post("one", "Streaming the models. Die Häuser und 모델들.\n")
    english, german = read_terms(site, language="ko"), read_terms(site, language="de")
    assert {"stream", "model"} <= english
    assert "the" not in english
    assert "haus" in german
    assert "und" not in german


@pytest.mark.parametrize(("language", "text", "pair"), [("zh_CN", "机器学习", "器学"), ("ja", "機械学習", "械学")])
def test_chinese_and_japanese_need_no_further_package(site: Site, language: str, text: str, pair: str) -> None:
    site.post("one", f"{text} and 모델은 Python.\n")
    assert {pair, text[0], "모델", "python"} <= read_terms(site, language=language)


def test_a_compact_index_has_no_pairs_over_blanks(site: Site) -> None:
    site.post("one", "검색 엔진\n")
    assert "색엔" in read_terms(site)
    compact = read_terms(site, anthology_compact_search=True)
    assert "색엔" not in compact
    assert "엔진" in compact


def test_a_changed_language_indexes_all_pages_again(site: Site) -> None:
    site.post("one", "Häuser\n")
    site.post("two", "Bäume\n")
    assert {"häuser", "bäume"} <= read_terms(site)
    assert {"haus", "baum"} <= read_terms(site, html_search_language="de")


def test_a_class_that_the_project_has_added_keeps_its_ways(site: Site) -> None:
    site.write("conf.py", CONFIGURATION + OWN_LANGUAGE)
    site.post("one", "alpha-beta 모델은\n")
    terms = read_terms(site, html_search_language="own")
    assert {"alpha-beta", "모델"} <= terms
    languages.pop("own")


OWN_LANGUAGE = """
from sphinx.search import SearchLanguage

class Own(SearchLanguage):
    lang = "own"
    language_name = "Own"

    def split(self, input):
        return input.split()

    def stem(self, word):
        return word

    def word_filter(self, word):
        return word == "alpha-beta"

def setup(app):
    app.add_search_language(Own)
"""


def test_other_sites_of_the_same_process_are_not_touched(site: Site) -> None:
    before = dict(languages)
    site.post("one", KOREAN)
    site.build(language="ko")
    assert languages == before


def test_the_script_for_queries_cuts_as_the_index_does(site: Site) -> None:
    site.post("one")
    script = site.build(language="ko").text("_static/language_data.js")
    assert "에서부터" in script
    assert '"pairsOverBlanks":true' in script
