"""Queries drawn from the pages of a site, and the pages that they should find.

The text is what readers see: it is taken from the HTML of articles, and not from the index.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import snowballstemmer  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from bs4.element import NavigableString
from sphinx.search._stopwords.en import ENGLISH_STOPWORDS
from sphinx_anthology.sphinx_ext.search.splitting import PARTICLES

_BLOCKS = "p li h1 h2 h3 h4 h5 h6 td th pre div dt dd figcaption blockquote br hr summary"
_NOT_READ = ".no-search, .headerlink, .toctree-wrapper, nav, script, style, .linenos, svg"
_KOREAN = re.compile(r"(?<![\w])[가-힣]+(?![\w])")
_ENGLISH = re.compile(r"(?<![\w.@/-])[A-Za-z]{3,}(?![\w.@/-])")
Item = TypeVar("Item")
KINDS = ("nouns", "compounds", "pairs of words", "inflected", "english")


@dataclass(frozen=True)
class Query:
    """A query, and the pages that have it."""

    kind: str
    text: str
    truth: frozenset[str]


def read_article(html: str) -> str | None:
    """Return what readers see of an article: a line for each block; None for another page."""
    main = BeautifulSoup(html, "html.parser").select_one("[role=main]")
    if main is None or not main.select_one(".anthology-article"):
        return None
    for element in main.select(_NOT_READ):
        element.decompose()
    for element in main.find_all(_BLOCKS.split()):
        element.insert_before(NavigableString("\0"))
        element.insert_after(NavigableString("\0"))
    lines = (" ".join(line.split()) for line in main.get_text("").split("\0"))
    return unicodedata.normalize("NFC", "\n".join(filter(None, lines)))


def read_articles(output: Path) -> dict[str, str]:
    """Return the texts of the articles of a site, by docname."""
    texts = {}
    for file in sorted(output.rglob("*.html")):
        if text := read_article(file.read_text(encoding="utf-8")):
            texts[file.relative_to(output).with_suffix("").as_posix()] = text
    return texts


def without_particle(word: str) -> str:
    """Return a Korean word without the longest particle at its end, if two syllables remain."""
    particle = next((each for each in PARTICLES if word.endswith(each) and len(word) - len(each) >= 2), "")
    return word.removesuffix(particle)


def pages_with(word: str, texts: Mapping[str, str]) -> frozenset[str]:
    """Return the pages with a Korean word; one of three syllables or more may have blanks between them."""
    pattern = re.compile(r" ?".join(word) if len(word) > 2 else word)
    return frozenset(docname for docname, text in texts.items() if pattern.search(text))


def draw_queries(texts: Mapping[str, str], number: int, seed: int) -> list[Query]:
    """Return queries of each kind, drawn at random."""
    draw = random.Random(seed)
    words = defaultdict(set)
    for text in texts.values():
        for word in _KOREAN.findall(text):
            words[without_particle(word)].add(word)
    nouns = sorted(word for word, forms in words.items() if len(forms) > 1 and len(word) < 5)
    inflected = sorted(form for word, forms in words.items() for form in forms if form != word)
    single = sorted({word for text in texts.values() for word in _KOREAN.findall(text) if len(word) == 1})
    compounds, pairs = _find_compounds(texts.values(), set(nouns))
    each = number // 4
    queries = [Query("nouns", word, pages_with(word, texts)) for word in _sample(draw, nouns, each)]
    queries += [Query("nouns", word, pages_with(word, texts)) for word in _sample(draw, single, each // 10)]
    queries += [Query("inflected", word, pages_with(without_particle(word), texts)) for word in _sample(draw, inflected, each)]
    queries += [Query("compounds", word, pages_with(without_particle(word), texts)) for word in _sample(draw, compounds, each)]
    for first, second in _sample(draw, pairs, each // 2):
        truth = pages_with(without_particle(first), texts) & pages_with(without_particle(second), texts)
        queries.append(Query("pairs of words", f"{first} {second}", truth))
    return queries + _draw_english(texts, each, draw)


def _draw_english(texts: Mapping[str, str], number: int, draw: random.Random) -> list[Query]:
    stem = snowballstemmer.stemmer("english").stemWord
    stems = {name: {stem(word.lower()) for word in re.findall(r"[^\W가-힣]+", text)} for name, text in texts.items()}
    words = sorted(
        {word for text in texts.values() for word in _ENGLISH.findall(text) if word.lower() not in ENGLISH_STOPWORDS}
    )
    return [
        Query("english", word, frozenset(name for name, found in stems.items() if stem(word.lower()) in found))
        for word in _sample(draw, words, number)
    ]


def _find_compounds(texts: Iterable[str], nouns: Set[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return nouns that stand side by side: written as one word, and as two."""
    found = set()
    for text in texts:
        for match in re.finditer(r"(?<!\w)([가-힣]{2,4}) ([가-힣]{2,6})(?!\w)", text):
            first, second = match[1], without_particle(match[2])
            if {first, second} <= nouns:
                found.add((first, second))
    return sorted(first + second for first, second in found), sorted(found)


def _sample(draw: random.Random, items: Sequence[Item], number: int) -> list[Item]:
    return draw.sample(items, min(number, len(items)))


@dataclass
class Score:
    """How well queries are answered, as means over them."""

    recall: float
    precision: float
    number: int

    def __str__(self) -> str:
        return f"recall {self.recall:.4f}, precision {self.precision:.4f}, {self.number} queries"


def score_answers(answers: Iterable[tuple[Query, Set[str]]]) -> Score:
    """Compare the pages that were found with those that should be. An answer without pages has no precision."""
    recalls, precisions = [], []
    for query, found in answers:
        recalls.append(len(found & query.truth) / len(query.truth) if query.truth else 1.0)
        if found:
            precisions.append(len(found & query.truth) / len(found))
    return Score(sum(recalls) / len(recalls), sum(precisions) / max(len(precisions), 1), len(recalls))
