"""The general index: Hangul below ordinary consonants, each once."""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import unquote

import pytest
from conftest import CONFIGURATION, Build, Site

ENTRIES = [
    "가방", "각도", "ㄱ", "강", "까치", "나무", "다리", "닭", "달", "닻", "ㅎ", "하늘", "히읗", "빵", "쌀", "짝", "뚜껑",
    normalize("NFD", "감자"), "ﾡ", "Apple", "zebra", "Ärger", "12편", "2편", "_init", "東京", "ひらがな",
]  # fmt: skip
HANGUL = ["ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㅃ", "ㅆ", "ㅉ", "ㅎ"]


def write_site(site: Site, language: str) -> None:
    site.write("conf.py", CONFIGURATION + f'language = "{language}"\n')
    site.write("words.rst", ":orphan:\n\nWords\n=====\n\n" + "".join(f".. index:: {name}\n\nText.\n\n" for name in ENTRIES))


def letters(built: Build, page: str = "genindex") -> list[str]:
    return [tag.get_text() for tag in built.soup(page).select("h2")]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_hangul_is_below_ordinary_consonants_each_once(site: Site, language: str) -> None:
    write_site(site, language)
    site.post("one")
    built = site.build()
    found = letters(built)
    assert [letter for letter in found if letter in HANGUL] == HANGUL
    assert len(found) == len(set(found))
    assert not re.search("[\u1100-\u11ff\uffa1-\uffbe]", "".join(found))
    latin, hangul = found.index("A"), found.index("ㄱ")
    assert (hangul < latin) == (language == "ko")
    assert found[0] in ("기호", "Symbols")
    names = [tag.get_text().strip() for tag in built.soup("genindex").select(".genindextable li")]
    entries = [normalize("NFC", entry) for entry in ENTRIES]  # as texts are read
    inside = [name for name in names if name in entries[:4] or name in entries[17:19]]
    assert inside == ["ㄱ", "ﾡ", "가방", "각도", "감자", "강"]
    assert [name for name in names if name in ("다리", "닭", "달", "닻")] == ["다리", "달", "닭", "닻"]
    assert sorted(names) == sorted(entries)
    assert [name for name in names if name[0].isdigit()] == ["2편", "12편"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_split_index_has_one_page_for_each_consonant(site: Site, language: str) -> None:
    write_site(site, language)
    site.post("one")
    built = site.build(html_split_index=True)
    pages = {normalize("NFC", file.stem) for file in built.output.glob("genindex-*.html")}
    assert {f"genindex-{letter}" for letter in HANGUL} <= pages
    assert not any(re.search("[\u1100-\u11ff]", page) for page in pages)
    links = [tag["href"] for tag in built.soup("genindex").select(".genindex-jumpbox a")]
    assert all((built.output / unquote(link)).is_file() for link in links)
    assert "가방" in built.text("genindex-ㄱ.html")
    assert "감자" in normalize("NFC", built.text("genindex-ㄱ.html"))
    assert letters(built, "genindex-all")[-1] == letters(site.build())[-1]


def test_an_epub_has_the_same_groups(site: Site) -> None:
    write_site(site, "ko")
    site.post("one")
    built = site.build("epub", version="1", copyright="A")
    assert re.findall('<h2 id="([^"]*)"', built.text("genindex.xhtml"))[1:4] == ["ㄱ", "ㄲ", "ㄴ"]


def test_the_index_of_a_project_without_posts_is_that_of_sphinx(site: Site) -> None:
    write_site(site, "ko")
    assert "\u1100" in letters(site.build())
