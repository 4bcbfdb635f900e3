"""Similarity of articles by what they share: series, tags, categories and keywords of their texts.

Rarer terms and keywords count more. Rarity is measured as a share of all articles of a collection, so that one more article
changes weights very little. Articles of different collections share nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from math import log, sqrt
from typing import NamedTuple

from ..markup.text.keywords import unpack_keywords
from .catalogue import Catalogue
from .post import Post
from .selection import newest_first
from .taxonomy import Taxonomy
from .terms import Key, list_term_keys

# Weights: 1 is certain evidence that two articles are related. Weights of several kinds are added.
_SERIES_WEIGHT = 1.0
_NEXT_PART_WEIGHT = 0.5
_MAX_TAGS_WEIGHT = 1.2
_CATEGORY_WEIGHT = 0.5
_TEXT_WEIGHT = 2.0

_COMPARED_KEYWORDS = 32
"""Number of keywords of each article that are compared."""

Trait = tuple[str, Taxonomy, Key] | tuple[str, int]
"""A term or a keyword that articles of a collection may share; the name of the collection comes first."""


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """The features of an article that are compared with those of others."""

    post: Post
    series: Mapping[Key, float]
    """Its series, with the weight of sharing it."""
    tags: Mapping[Key, float]
    """Its tags, with the weight of sharing each."""
    categories: Mapping[Key, float]
    """Its categories and their parents, with the weight of sharing each."""
    part: int
    """Its position in its series."""
    vector: Mapping[int, float]
    """Its keywords with the largest weights, largest first, scaled so that the vector of all keywords has length 1."""

    def list_traits(self, max_keywords: int = _COMPARED_KEYWORDS) -> Iterator[tuple[Trait, float]]:
        """Yield what other articles may share with this one, and an estimate of the weight of sharing it."""
        collection = self.post.collection
        for taxonomy, terms in (
            (Taxonomy.SERIES, self.series),
            (Taxonomy.TAG, self.tags),
            (Taxonomy.CATEGORY, self.categories),
        ):
            for key, weight in terms.items():
                yield (collection, taxonomy, key), weight
        for keyword, weight in islice(self.vector.items(), max_keywords):
            yield (collection, keyword), _TEXT_WEIGHT * weight * weight


class Similarity(NamedTuple):
    """The weight of what two articles share, by kind."""

    series: float = 0.0
    tags: float = 0.0
    category: float = 0.0
    text: float = 0.0


def compare(one: ComparedArticle, other: ComparedArticle) -> Similarity:
    """Return the weight of what two articles share; nothing if their collections differ."""
    if one.post.collection != other.post.collection:
        return Similarity()
    tags = shared_keys(one.tags, other.tags)
    # In some blogs the name of the category is also a tag; it counts once.
    categories = [key for key in shared_keys(one.categories, other.categories) if key[-1:] not in tags]
    has_same_series = bool(shared_keys(one.series, other.series))
    return Similarity(
        _SERIES_WEIGHT + _NEXT_PART_WEIGHT / max(abs(one.part - other.part), 1) if has_same_series else 0.0,
        min(sum(one.tags[key] for key in tags), _MAX_TAGS_WEIGHT),
        max((one.categories[key] for key in categories), default=0.0),
        _TEXT_WEIGHT * _multiply(one.vector, other.vector),
    )


def prepare_articles(catalogue: Catalogue, collection_name: str) -> Iterator[ComparedArticle]:
    """Yield the articles of a collection that have a page, hidden ones too, newest first."""
    collection = catalogue.collections[collection_name]
    posts = sorted((post for post in catalogue.with_pages if post.collection == collection_name), key=newest_first)
    terms = collection.terms
    series_weights = dict.fromkeys(terms[Taxonomy.SERIES], _SERIES_WEIGHT)
    tag_weights = {key: _rarity(len(term.members), len(posts)) for key, term in terms[Taxonomy.TAG].items()}
    category_weights = {
        key: _CATEGORY_WEIGHT * _rarity(len(term.members), len(posts)) for key, term in terms[Taxonomy.CATEGORY].items()
    }
    for post, vector in zip(posts, _build_vectors([post.keywords for post in posts]), strict=True):
        yield ComparedArticle(
            post,
            _weigh_terms(post, Taxonomy.SERIES, series_weights),
            _weigh_terms(post, Taxonomy.TAG, tag_weights),
            _weigh_terms(post, Taxonomy.CATEGORY, category_weights),
            collection.series_positions.get(post.docname, 0),
            vector,
        )


def shared_keys(one: Mapping[Key, float], other: Mapping[Key, float]) -> list[Key]:
    """Return the keys that are in both mappings, in the order of the first."""
    return [key for key in one if key in other]


def have_different_languages(one: Post, other: Post) -> bool:
    """Return whether two posts are in different languages, ignoring regions.

    An unknown language may be any but Korean and Japanese, which are recognised by their scripts.
    """
    first, second = ((post.language or "").partition("-")[0] for post in (one, other))
    return first != second and (bool(first and second) or not {first, second}.isdisjoint({"ko", "ja"}))


def _weigh_terms(post: Post, taxonomy: Taxonomy, weights: Mapping[Key, float]) -> dict[Key, float]:
    """Return the weights of the terms of a post. Terms that only hidden posts have do not exist and have no weight."""
    return {key: weights[key] for key in list_term_keys(post, taxonomy) if key in weights}


def _rarity(members: int, total: int) -> float:
    """Return the weight of being one of *members* among *total* articles: 1 for a single member, nearly 0 for all articles."""
    return (log((total + 1) / members) / log(total + 1)) ** 2 if total else 0.0


def _build_vectors(packed: Sequence[bytes]) -> Iterator[dict[int, float]]:
    """Yield the keyword vector of each text by TF-IDF, without keywords that no other text has.

    :param packed: the packed keywords of each text (see :mod:`.markup.text.keywords`).
    """
    counts = [unpack_keywords(each) for each in packed]
    texts_with = Counter(keyword for each in counts for keyword in each)
    rarity = {keyword: log(1 + len(counts) / number) for keyword, number in texts_with.items()}
    frequency = [0.0, *(1 + log(count) for count in range(1, 256))]
    for each in counts:
        weights = {keyword: frequency[count] * rarity[keyword] for keyword, count in each.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        shared = ((weight / length, keyword) for keyword, weight in weights.items() if texts_with[keyword] > 1)
        yield {keyword: weight for weight, keyword in nlargest(_COMPARED_KEYWORDS, shared)}


def _multiply(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Return the scalar product of two vectors."""
    return sum(weight * other[keyword] for keyword, weight in one.items() if keyword in other)
