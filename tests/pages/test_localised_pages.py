"""Sites in several languages: bylines, enumerations, numbers, dates and titles of callouts, in words written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Build, Site

CALLOUTS = """\
> [!info]
> One.

> [!NOTE]-
> Two.

> [!question]
> Three.

!!! success
    Four.

> [!own-word]
> Five.

> [!info] Info
> Six.

:::{tip}
Seven.
:::
"""
"""The sixth has a title of its author, which is the word of an engine."""


@dataclass(frozen=True)
class Words:
    """What a site says in one language."""

    byline: str
    counts: Mapping[str, str]
    """The number of posts of categories, by name."""
    months: tuple[str, str]
    """The label of a month in the archive, and the heading of one in a list."""
    part: str
    reasons: str
    titles: tuple[str, ...]
    """The titles of the callouts."""
    rare_tag: str
    page: str
    """The title of the second page of a list."""


FRENCH = Words(
    "1er mars 2025 · mis à jour le 2 mai 2025 · Anne, Ben · Deux · 1 min de lecture",
    {"Un": "1 article · Dernier article : Un 0", "Deux": "2 articles · ", "Cinq": "5 articles · "},
    ("Mars 2025 : 8 articles", "Mars 2025"),
    "Partie 1 sur 2 · Suite La suite de la série : Deux 1",
    "tags : p, q",
    ("Info", "Note", "Question", "Succès", "Own word", "Info", "Astuce"),
    "rare : Deux 1, Deux 0",
    "Tous les articles – page 2",
)
JAPANESE = Words(
    "2025年3月1日 · 2025年5月2日更新 · Anne、Ben · Deux · 約1分で読めます",
    {"Un": "1件の記事 · 最新：Un 0", "Deux": "2件の記事 · ", "Cinq": "5件の記事 · "},
    ("2025年3月：8件の記事", "2025年3月"),
    "全2回の第1回 · Suite このシリーズの次の記事：Deux 1",
    "タグ：p、q",
    ("情報", "注釈", "質問", "成功", "Own word", "Info", "Tip"),
    "rare：Deux 1、Deux 0",
    "すべての記事 – 2ページ目",
)
RUSSIAN = Words(
    "1 марта 2025 г. · обновлено 2 мая 2025 г. · Anne, Ben · Deux · 1 мин на чтение",
    {"Un": "1 статья · Последняя: Un 0", "Deux": "2 статьи · ", "Cinq": "5 статей · "},
    ("Март 2025: 8 статей", "Март 2025"),
    "Часть 1 из 2 · Suite Дальше в этой серии: Deux 1",
    "теги: p, q",
    ("Информация", "Примечание", "Вопрос", "Успех", "Own word", "Info", "Совет"),
    "rare: Deux 1, Deux 0",
    "Все статьи – страница 2",
)


@pytest.fixture(scope="module", params=["fr", "ja", "ru"])
def localised(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Words]:
    """A site in one language, with the words that are expected of it."""
    site = Site(tmp_path_factory.mktemp(request.param))
    site.write(
        "conf.py",
        'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\nproject = html_title = "Blog"\n'
        f'language = "{request.param}"\nanthology_page_size = 5\nanthology_share_cards = False\nanthology_tag_min_posts = 3\n',
    )
    for category, count in {"Un": 1, "Deux": 2, "Cinq": 5}.items():
        for number in range(count):
            shared = {"title": f"{category} {number}", "date": f"2025-03-0{number + 1}", "category": category}
            own = {}
            if category == "Deux":
                own = {"author": "Anne, Ben", "updated": "2025-05-02", "series": "Suite", "seriesOrder": number + 1}
            tags = {"Un": "x", "Deux": "x, rare", "Cinq": "x, p, q" if number < 3 else "x"}[category]
            site.post(f"{category}-{number}".lower(), CALLOUTS, **shared, **own, tags=tags)
    site.write("timeline.md", "---\norphan: true\n---\n# T\n\n```{posts}\n:layout: timeline\n```\n")
    built = site.build()
    assert built.warnings == ""
    return built, {"fr": FRENCH, "ja": JAPANESE, "ru": RUSSIAN}[request.param]


def words(text: str) -> str:
    """Return a text with plain spaces between words."""
    return " ".join(text.split())


@pytest.mark.build
def test_a_byline_has_dates_authors_and_reading_time(localised: tuple[Build, Words]) -> None:
    built, expected = localised
    assert words(built.soup("posts/deux-0").select_one("p.anthology-byline").get_text()) == expected.byline
    series = built.soup("posts/deux-0").select(".anthology-part, .anthology-next-part")
    assert " ".join(words(line.get_text()) for line in series) == expected.part


@pytest.mark.build
def test_numbers_of_articles_have_the_forms_of_their_language(localised: tuple[Build, Words]) -> None:
    built, expected = localised
    cards = {
        words(card.select_one(".anthology-card-title").get_text()): words(card.select_one(".anthology-byline").get_text())
        for card in built.soup("browse/categories").select(".anthology-cards > li")
    }
    assert set(cards) == set(expected.counts)
    assert {name: cards[name].startswith(start.strip()) for name, start in expected.counts.items()} == dict.fromkeys(
        cards, True
    )


@pytest.mark.build
def test_months_and_enumerations_are_written_as_in_the_language(localised: tuple[Build, Words]) -> None:
    built, expected = localised
    assert expected.months[0] in words(built.soup("browse/archive").get_text(" "))
    assert words(built.soup("timeline").select_one(".anthology-month").get_text()) == expected.months[1]
    assert expected.reasons in words(built.soup("posts/cinq-0").select_one(".anthology-related").get_text())
    assert expected.rare_tag in words(built.soup("browse/tags").select_one(".anthology-rare-tags").get_text())
    assert words(built.soup("browse/posts/page-2").h1.get_text()).removesuffix("¶") == expected.page


@pytest.mark.build
def test_callouts_have_titles_in_the_language_and_authors_keep_theirs(localised: tuple[Build, Words]) -> None:
    built, expected = localised
    titles = built.soup("posts/un-0").select(".admonition-title, summary.sd-summary-title")
    assert tuple(words(title.get_text()) for title in titles) == expected.titles


@pytest.mark.build
def test_words_of_scripts_are_loaded_in_the_language_of_the_site_alone(localised: tuple[Build, Words]) -> None:
    built, expected = localised
    script = Path(built.output, "_static/anthology-translations.js").read_text(encoding="utf-8")
    assert 'src="../_static/anthology-translations.js' in built.text("posts/un-0.html")
    assert {FRENCH.byline: "Fermer", JAPANESE.byline: "閉じる", RUSSIAN.byline: "Закрыть"}[expected.byline] in script
    assert "Function" not in script
