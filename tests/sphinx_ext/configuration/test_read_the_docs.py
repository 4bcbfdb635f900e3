"""Builds on Read the Docs: of a version, of a translation and of a pull request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import CONFIGURATION, Build, Site
from sphinx_anthology.sphinx_ext.configuration.read_the_docs import find_sphinx_code

HOST = "https://kb.readthedocs.io"
KINDS = {
    "a version": {"CANONICAL_URL": f"{HOST}/en/stable/", "LANGUAGE": "en", "VERSION": "stable", "VERSION_TYPE": "tag"},
    "a translation": {"CANONICAL_URL": f"{HOST}/ko/latest/", "LANGUAGE": "ko", "VERSION": "latest", "VERSION_TYPE": "branch"},
    "a translation of a subproject": {
        "CANONICAL_URL": "https://docs.example.org/projects/notes/ja/stable/",
        "LANGUAGE": "ja_JP",
        "VERSION": "stable",
        "VERSION_TYPE": "tag",
    },
    "one version on a domain of its own": {
        "CANONICAL_URL": "https://notes.example.org/",
        "LANGUAGE": "zh-tw",
        "VERSION": "latest",
    },
    "a preview": {
        "CANONICAL_URL": "https://kb--17.org.readthedocs.build/pt-br/17/",
        "LANGUAGE": "pt-br",
        "VERSION": "17",
        "VERSION_TYPE": "external",
    },
}
WORDS = {"en": "Search", "ko": "검색", "pt-BR": "Buscar", "ja": "検索", "zh-TW": "搜尋"}
"""A word of Sphinx or of the theme in each language."""


def build_on_platform(site: Site, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], **options: Any) -> Build:
    monkeypatch.setenv("READTHEDOCS", "True")
    for name, value in environment.items():
        monkeypatch.setenv(f"READTHEDOCS_{name}", value)
    site.post("one", category="Trees")
    return site.build(**options)


@pytest.mark.parametrize("kind", KINDS)
def test_pages_say_where_and_in_which_language_they_are(site: Site, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    environment = KINDS[kind]
    built = build_on_platform(site, monkeypatch, environment)
    base, tag = (
        environment["CANONICAL_URL"],
        {"pt-br": "pt-BR", "zh-tw": "zh-TW", "ja_JP": "ja"}.get(environment["LANGUAGE"], environment["LANGUAGE"]),
    )
    assert built.warnings == ""
    page = built.soup("posts/one")
    assert page.html["lang"] == tag
    address = f"{base}posts/one.html"
    assert page.find("link", rel="canonical")["href"] == address
    assert page.find("meta", property="og:url")["content"] == address
    assert page.find("meta", {"name": "readthedocs-addons-api-version"})["content"] == "1"
    assert f"<loc>{address}</loc>" in built.text("sitemap.xml")
    feed = json.loads(built.text("feed.json")) if (built.output / "feed.json").is_file() else None
    assert feed is None or feed["items"][0]["url"] == address
    label = page.select_one(".sidebar-search")
    assert WORDS[tag] in (label["placeholder"], label["aria-label"])


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ko_KR", "ko"),
        ("KO", "ko"),
        ("zh", "zh_CN"),
        ("zh_CN", "zh_CN"),
        ("zh-hans", "zh_CN"),
        ("zh-hant", "zh_TW"),
        ("PT_br", "pt_BR"),
        ("nb-no", "nb_NO"),
        ("en-us", "en"),
    ],
)
def test_a_language_is_spelt_as_sphinx_spells_it(code: str, language: str) -> None:
    assert find_sphinx_code(code) == language


@pytest.mark.parametrize("given", ["conf.py", "the command line"])
def test_a_language_that_is_set_stays(site: Site, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    options = {} if given == "conf.py" else {"language": "de"}
    site.write("conf.py", f"{CONFIGURATION}\n" + ("language = 'de'\n" if given == "conf.py" else ""))
    built = build_on_platform(site, monkeypatch, KINDS["a translation"], **options)
    assert built.soup("posts/one").html["lang"] == "de"


@pytest.mark.parametrize("code", ["", "../x", "korean-language", "k"])
def test_what_is_no_language_is_ignored(site: Site, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    built = build_on_platform(site, monkeypatch, KINDS["a version"] | {"LANGUAGE": code})
    assert built.soup("posts/one").html["lang"] == "en"


def test_elsewhere_there_is_no_tag_and_the_variables_mean_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READTHEDOCS", raising=False)
    monkeypatch.setenv("READTHEDOCS_LANGUAGE", "ko")
    site.post("one", category="Trees")
    page = site.build().soup("posts/one")
    assert page.html["lang"] != "ko"
    assert page.find("meta", {"name": "readthedocs-addons-api-version"}) is None
