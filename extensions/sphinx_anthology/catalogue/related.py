"""Related articles, with the reasons.

Shared series, tags, categories and keywords, and links, nominate a few candidates for each article; only these are compared
exactly. If many articles share something, only those published around the same time are considered. So the work grows in
proportion to the number of articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from hashlib import blake2b
from heapq import nlargest
from math import log2
from operator import itemgetter
from typing import NamedTuple

from ..fields.record import Status
from .catalogue import Catalogue
from .post import Post
from .related_names import find_named_posts
from .selection import newest_first
from .similarity import ComparedArticle, Trait, compare, have_different_languages, prepare_articles, shared_keys
from .taxonomy import Taxonomy


class RelationReason(Enum):
    """Why an article is related to another one."""

    LINKS_TO = "links-to"
    """The article links to the other one."""
    LINKED_FROM = "linked-from"
    """The other one links to the article."""
    CITED_TOGETHER = "cited-together"
    """The same pages link to both."""
    SERIES = "series"
    TAGS = "tags"
    CATEGORY = "category"
    TEXT = "text"
    CHOSEN = "chosen"
    """The front matter of the article names the other one."""


class Relation(NamedTuple):
    """An article that is related to another one."""

    docname: str
    title: str
    reasons: tuple[tuple[RelationReason, tuple[str, ...]], ...]
    """At most two reasons, the strongest first, each with the names of the shared tags, category or series."""


def find_related_articles(
    catalogue: Catalogue, links: Mapping[str, Collection[str]], limit: int = 4
) -> dict[str, tuple[Relation, ...]]:
    """Find the related articles of each article that has a page.

    :param links: the docnames that each page links to. The pages need not be articles: targets of the same page are related.
    :param limit: the maximum number of articles to find for one. The author of an article may name more.
    :returns: the related articles by docname, most related first.
    """
    finder = _Finder(catalogue, links)
    return {
        post.docname: tuple(finder.find(post.docname, limit)) if post.related is None else _named_relations(post, catalogue)
        for post in catalogue.with_pages
    }


def fingerprint_related_inputs(catalogue: Catalogue, links: Mapping[str, Collection[str]]) -> bytes:
    """Return a hash of everything that the result of :func:`find_related_articles` depends on."""
    own = [(post.path, len(post.keywords), post.related) for post in catalogue.with_pages]
    everything = repr((catalogue.fingerprint, own, sorted(links.items())))
    result = blake2b(everything.encode("utf-8", "surrogatepass"), digest_size=16)
    for post in catalogue.with_pages:
        result.update(post.keywords)
    return result.digest()


def _named_relations(post: Post, catalogue: Catalogue) -> tuple[Relation, ...]:
    """Return the articles that the front matter of *post* names, each once and without itself."""
    named = (other for other in find_named_posts(post, catalogue).values() if other)
    versions = (catalogue.collection_of(other).versions.find(other, post.language) for other in named)
    titles = {other.docname: other.title for other in versions}
    titles.pop(post.docname, None)
    return tuple(Relation(docname, title, ((RelationReason.CHOSEN, ()),)) for docname, title in titles.items())


# Weights, on the scale of :mod:`.similarity`.
_LINKS_TO_WEIGHT = 1.0
_LINKED_FROM_WEIGHT = 0.8
_CITED_TOGETHER_WEIGHT = 0.6
"""For a page that links to two articles and no others."""
_MAX_CITED_TOGETHER_WEIGHT = 0.9
_OTHER_LANGUAGE_FACTOR = 0.5
_MIN_WEIGHT = 0.25
"""Articles below it are not related: no suggestion is better than a poor one."""
_MIN_SECOND_REASON_WEIGHT = 0.1

_NOMINATING_KEYWORDS = 12
"""Number of keywords of an article that nominate candidates."""
_MAX_DISTANCE = 16
"""Number of articles, before and after one in time, that a shared trait nominates."""
_EXTRA_CANDIDATES = 16
"""Number of candidates to compare beyond the number of articles to find."""
_MAX_CITATIONS = 30
"""Maximum number of articles that a page links to for its links to relate them."""
_MAX_NAMES = 3
"""Maximum number of tags that a reason names."""

_REASONS = (
    RelationReason.LINKS_TO,
    RelationReason.LINKED_FROM,
    RelationReason.CITED_TOGETHER,
    RelationReason.SERIES,
    RelationReason.TAGS,
    RelationReason.CATEGORY,
    RelationReason.TEXT,
)
"""The reasons that are computed. Of reasons with equal weights the first ones are given."""


class _Finder:
    """Finds related articles. Articles are known by their position among all articles, newest first."""

    def __init__(self, catalogue: Catalogue, links: Mapping[str, Collection[str]]) -> None:
        self.catalogue = catalogue
        articles = (article for name in catalogue.collections for article in prepare_articles(catalogue, name))
        self.articles = sorted(articles, key=lambda article: newest_first(article.post))
        self.positions = {article.post.docname: position for position, article in enumerate(self.articles)}
        self.by_trait = self._index_traits()
        self.links_to: dict[int, set[int]] = defaultdict(set)
        self.linked_from: dict[int, set[int]] = defaultdict(set)
        self.citations: dict[int, list[list[int]]] = defaultdict(list)
        """For each article the lists of articles that a page links to together with it."""
        for source, targets in sorted(links.items()):
            known = {self.positions[target] for target in targets if target in self.positions and target != source}
            self._add_links(source, sorted(known))

    def _index_traits(self) -> Mapping[Trait, Sequence[int]]:
        """Return the listed articles by each of their traits."""
        result: dict[Trait, list[int]] = defaultdict(list)
        for position, article in enumerate(self.articles):
            if _is_listed(article):
                for trait, _ in article.list_traits():
                    result[trait].append(position)
        return result

    def _add_links(self, source: str, targets: list[int]) -> None:
        position = self.positions.get(source)
        for target in targets:
            if position is not None:
                self.links_to[position].add(target)
                self.linked_from[target].add(position)
            if 1 < len(targets) <= _MAX_CITATIONS:
                self.citations[target].append(targets)

    def find(self, docname: str, limit: int) -> Iterator[Relation]:
        """Yield the articles related to one, most related first. Of equally related ones the newest comes first.

        An article that has several versions is compared in each, and is shown in the language of the reader.
        """
        own = self.positions[docname]
        post = self.articles[own].post
        collection = self.catalogue.collection_of(post)
        cited = self._weigh_citations(own)
        found: list[tuple[float, int, tuple[float, ...]]] = []
        for position in self._nominate(own, cited, limit + _EXTRA_CANDIDATES):
            if self.articles[position].post.article == post.article:
                continue
            weights = self._weigh_reasons(own, position, cited)
            total = sum(weights)
            if have_different_languages(post, self.articles[position].post):
                total *= _OTHER_LANGUAGE_FACTOR
            if total >= _MIN_WEIGHT:
                found.append((-round(total, 6), position, weights))
        found.sort(key=itemgetter(0, 1))
        by_article: dict[str, Relation] = {}
        for _, position, weights in found:
            key = collection.versions.key(self.articles[position].post)
            if key not in by_article and len(by_article) < limit:
                by_article[key] = self._explain(own, position, weights)
        yield from by_article.values()

    def _weigh_citations(self, own: int) -> Mapping[int, float]:
        """Return the weight of the links that pages have to one article together with others, by article."""
        result: dict[int, float] = defaultdict(float)
        for targets in self.citations.get(own, ()):
            # The longer a list of links is, the less its targets have in common.
            weight = _CITED_TOGETHER_WEIGHT / log2(len(targets))
            for position in targets:
                result[position] += weight
        return {position: min(weight, _MAX_CITED_TOGETHER_WEIGHT) for position, weight in result.items()}

    def _nominate(self, own: int, cited: Mapping[int, float], number: int) -> list[int]:
        """Return the candidates for one article: those with the highest estimated weights."""
        scores: dict[int, float] = defaultdict(float, cited)
        for trait, weight in self.articles[own].list_traits(_NOMINATING_KEYWORDS):
            for position in _nearest_positions(self.by_trait.get(trait, ()), own):
                scores[position] += weight
        for links, weight in ((self.links_to, _LINKS_TO_WEIGHT), (self.linked_from, _LINKED_FROM_WEIGHT)):
            for position in sorted(links.get(own, ())):
                scores[position] += weight
        scores.pop(own, None)
        best = nlargest(number, scores.items(), key=itemgetter(1))
        return [position for position, _ in best if _is_listed(self.articles[position])]

    def _weigh_reasons(self, own: int, position: int, cited: Mapping[int, float]) -> tuple[float, ...]:
        """Return the weight of each of ``_REASONS`` for which one article is related to another."""
        return (
            _LINKS_TO_WEIGHT if position in self.links_to.get(own, ()) else 0.0,
            _LINKED_FROM_WEIGHT if position in self.linked_from.get(own, ()) else 0.0,
            cited.get(position, 0.0),
            *compare(self.articles[own], self.articles[position]),
        )

    def _explain(self, own: int, position: int, weights: tuple[float, ...]) -> Relation:
        """Return the relation of one article to another, with its strongest reason and a second one if it has weight."""
        one, other = self.articles[own], self.articles[position]
        (_, first), (weight, second) = sorted(zip(weights, _REASONS, strict=True), key=itemgetter(0), reverse=True)[:2]
        reasons = (first, second) if weight >= _MIN_SECOND_REASON_WEIGHT else (first,)
        named = tuple((reason, self._list_names(reason, one, other)) for reason in reasons)
        shown = self.catalogue.collection_of(other.post).versions.find(other.post, one.post.language)
        return Relation(shown.docname, shown.title, named)

    def _list_names(self, reason: RelationReason, one: ComparedArticle, other: ComparedArticle) -> tuple[str, ...]:
        """Return the site's names of the terms that two articles share, those with the largest weights first."""
        terms = self.catalogue.collection_of(one.post).terms
        if reason is RelationReason.SERIES:
            return tuple(terms[Taxonomy.SERIES][key].full_name for key in shared_keys(one.series, other.series))
        if reason is RelationReason.TAGS:
            tags = sorted(shared_keys(one.tags, other.tags), key=lambda key: -one.tags[key])
            return tuple(terms[Taxonomy.TAG][key].name for key in tags[:_MAX_NAMES])
        if reason is RelationReason.CATEGORY:
            categories = shared_keys(one.categories, other.categories)
            return (terms[Taxonomy.CATEGORY][max(categories, key=lambda key: one.categories[key])].full_name,)
        return ()


def _is_listed(article: ComparedArticle) -> bool:
    return article.post.status is not Status.HIDDEN


def _nearest_positions(positions: Sequence[int], own: int) -> Sequence[int]:
    """Return those of the sorted *positions* that are nearest to one in each direction."""
    if len(positions) <= 2 * _MAX_DISTANCE:
        return positions
    middle = bisect_left(positions, own)
    return positions[max(middle - _MAX_DISTANCE, 0) : middle + _MAX_DISTANCE]
