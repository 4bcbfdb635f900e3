"""A site that is translated with gettext, beside the same site written in that language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import two_languages
from conftest import Site

MakeSite = Callable[..., Site]


@pytest.mark.exact
@pytest.mark.parametrize(("source", "target"), [("ko", "en"), ("en", "ko")])
def test_a_translated_site_has_the_pages_of_one_that_is_written_in_that_language(
    make_site: MakeSite, source: str, target: str
) -> None:
    original, written = make_site("original"), make_site("written")
    two_languages.write_site(original, source)
    two_languages.translate_site(original, source, target)
    two_languages.write_site(written, target)
    translations, expected = original.build(language=target), written.build()
    assert (translations.codes, expected.codes) == ([], [])
    translated_pages = two_languages.normalise_pages(translations, source)
    pages = two_languages.normalise_pages(expected)
    assert len(pages) > 60
    assert translated_pages.keys() == pages.keys()
    assert [name for name in pages if translated_pages[name] != pages[name]] == []


def test_what_a_paragraph_is_made_of_stays_when_it_is_translated(site: Site) -> None:
    site.write("conf.py", two_languages.write_in(two_languages.CONFIGURATION, "en"))
    body = (
        "---\ntitle: T\ndate: 2025-01-01\n---\n\n- [X] «maple» `a  \n  b`  \n  «otter»\n- «lantern»\n  - [ ] «harbor»\n\n"
        "«velvet» `a  \nb` «meadow»\n\n«copper»  \n«thimble» <br> «pebble»\n\n"
        "«willow» [«kettle»][a] ![«falcon»][b] [«saffron»][A]\n\n[a]: https://example.org/a\n[b]: /img/a.png\n"
    )
    site.picture("public/img/a.png")
    site.write("posts/a.md", two_languages.write_in(body, "en"))
    two_languages.translate_site(site, "en", "ko")
    built = site.build(language="ko")
    assert built.codes == []
    page = built.soup("posts/a").select_one(".anthology-article")
    boxes = page.select("input")
    assert [(box.has_attr("checked"), box.parent.get_text(" ", strip=True)[:3].strip()) for box in boxes] == [
        (True, "단풍"),
        (False, "항구"),
    ]
    copper = next(one for one in page.select("p") if "구리" in one.get_text())
    assert [child.name for child in copper.children if child.name] == ["br", "br"]
    assert next(one for one in page.select("p") if "벨벳" in one.get_text()).select("br") == []
    links = [(link.get_text(), link["href"]) for link in page.select("a.external")]
    assert links == [("주전자", "https://example.org/a"), ("사프란", "https://example.org/a")]
    assert page.select_one("img[alt=송골매]")


def test_hard_breaks_of_a_translation_are_breaks_in_every_builder(site: Site) -> None:
    site.write("conf.py", two_languages.write_in(two_languages.CONFIGURATION, "en"))
    site.write("posts/a.md", "maple  \notter\n")
    two_languages.translate_site(site, "en", "ko")
    latex = site.build("latex", language="ko")
    (book,) = latex.output.glob("*.tex")
    assert "단풍\\leavevmode\\newline\n수달" in book.read_text(encoding="utf-8")


def test_the_first_words_of_an_article_end_where_they_end_in_the_original(site: Site) -> None:
    site.write("conf.py", two_languages.write_in(two_languages.CONFIGURATION, "en"))
    site.write("index.md", "# Home\n\n```{posts}\n```\n")
    site.write("posts/a.md", "# T\n\nmaple.\n\notter<!-- more --> lantern.\n\notter harbor velvet.\n")
    two_languages.translate_site(site, "en", "ko")
    card = site.build(language="ko").soup("index").select_one("p.anthology-card-text")
    assert card
    assert card.get_text() == "단풍. 수달"
