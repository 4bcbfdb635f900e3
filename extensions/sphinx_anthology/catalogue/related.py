"""Which articles are related to one, and why.

What articles have in common (a series, tags, a category, terms of their texts) nominates a few of them, and so do links; these
few are compared exactly. What is rarer counts more, measured as a share of all articles, so that one more article changes next
to nothing. Of those that have something common in common, only the ones published about the same time are looked at, so that
the work grows no faster than the number of articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b
from heapq import nlargest
from itertools import islice
from math import log, log2, sqrt
from operator import itemgetter
from typing import NamedTuple

from ..fields.record import Status
from ..markup.keywords import unpacked
from ..taxonomy import Taxonomy
from .catalogue import Catalogue
from .post import Post
from .related_names import chosen
from .selection import newest_first
from .terms import Key, term_keys


class RelationReason(Enum):
    """Why an article is related to another one."""

    SERIES = "series"
    LINKS_TO = "links-to"
    """The article links to it."""
    LINKED_FROM = "linked-from"
    """It links to the article."""
    CITED_TOGETHER = "cited-together"
    """The same pages link to both."""
    TAGS = "tags"
    CATEGORY = "category"
    TEXT = "text"
    CHOSEN = "chosen"
    """The front matter of the article names it."""


class Relation(NamedTuple):
    """An article that is related to another one."""

    docname: str
    title: str
    reasons: tuple[tuple[RelationReason, tuple[str, ...]], ...]
    """At most two, the strongest first, each with the names of what both have in common: tags, a category or a series."""


def related(catalogue: Catalogue, links: Mapping[str, Collection[str]], limit: int = 4) -> dict[str, tuple[Relation, ...]]:
    """Return the articles that are related to each article, the most related first, by docname.

    :param links: the docnames that each page links to. Pages may be no articles: what they link to belongs together, too.
    :param limit: how many are found at most; an author may name more.
    """
    neighbourhood = _Neighbourhood(catalogue, links)
    result: dict[str, tuple[Relation, ...]] = {}
    for post in catalogue.with_pages:
        if post.related is None:
            result[post.docname] = tuple(neighbourhood.relations(post.docname, limit))
        else:
            named = {other.docname: other.title for other in chosen(post, catalogue).values() if other}
            named.pop(post.docname, None)
            result[post.docname] = tuple(Relation(name, title, ((RelationReason.CHOSEN, ()),)) for name, title in named.items())
    return result


def related_inputs(catalogue: Catalogue, links: Mapping[str, Collection[str]]) -> bytes:
    """Return a fingerprint of all that :func:`related` depends on."""
    own = [(post.path, len(post.keywords), post.related) for post in catalogue.with_pages]
    everything = repr((catalogue.fingerprint, own, sorted(links.items())))
    result = blake2b(everything.encode("utf-8", "surrogatepass"), digest_size=16)
    for post in catalogue.with_pages:
        result.update(post.keywords)
    return result.digest()


# What each reason counts, where 1 is a sure sign; several add up.
_SERIES = 1.0
_NEXT_PART = 0.5
_LINKS_TO = 1.0
_LINKED_FROM = 0.8
_CITED_BY_ONE = 0.6
_CITED = 0.9
_TAGS = 1.2
_CATEGORY = 0.5
_TEXT = 2.0
_OTHER_LANGUAGE = 0.5
_ENOUGH = 0.25
"""What two articles must have in common to be related at all: nothing is better than anything."""
_WORTH_SAYING = 0.1

_COMPARED_TERMS = 32
_NOMINATING_TERMS = 12
_REACH = 16
"""Articles on either side of one, in time, that are looked at for something they have in common."""
_NOMINATED = 16
_MOST_CITED = 30
"""Articles that a page may link to for its links to say that they belong together."""
_NAMES = 3
"""Names of tags that are given as a reason."""

_REASONS = (
    RelationReason.LINKS_TO,
    RelationReason.LINKED_FROM,
    RelationReason.CITED_TOGETHER,
    RelationReason.SERIES,
    RelationReason.TAGS,
    RelationReason.CATEGORY,
    RelationReason.TEXT,
)
"""The reasons that are found; of those that count the same, the first are given."""

_Trait = tuple[str, Taxonomy, Key] | tuple[str, int]
"""What articles of a collection, which is named first, have in common: a group or a term."""


@dataclass(frozen=True, slots=True)
class _Article:
    """What of an article is compared."""

    post: Post
    series: Mapping[Key, float]
    """Its series, with what it counts to share it. So are the two that follow."""
    tags: Mapping[Key, float]
    categories: Mapping[Key, float]
    part: int
    """Its place in its series."""
    vector: Mapping[int, float]
    """Its best terms, the best first; the product with those of another article is the cosine of the angle between both."""

    def traits(self, keywords: int = _COMPARED_TERMS) -> Iterator[tuple[_Trait, float]]:
        """Yield what others may have as well, with about what that counts, and only so many of the terms."""
        name = self.post.collection
        for taxonomy, terms in (
            (Taxonomy.SERIES, self.series),
            (Taxonomy.TAG, self.tags),
            (Taxonomy.CATEGORY, self.categories),
        ):
            for key, weight in terms.items():
                yield (name, taxonomy, key), weight
        for keyword, weight in islice(self.vector.items(), keywords):
            yield (name, keyword), _TEXT * weight * weight


def _articles(catalogue: Catalogue, name: str) -> Iterator[_Article]:
    """Yield the articles of a collection, hidden ones as well."""
    collection = catalogue.collections[name]
    posts = sorted((post for post in catalogue.with_pages if post.collection == name), key=newest_first)
    series, tags, categories = (collection.terms[taxonomy] for taxonomy in (Taxonomy.SERIES, Taxonomy.TAG, Taxonomy.CATEGORY))
    of_series = dict.fromkeys(series, _SERIES)
    of_tags = {key: _rarity(len(term.posts), len(posts)) for key, term in tags.items()}
    of_categories = {key: _CATEGORY * _rarity(len(term.posts), len(posts)) for key, term in categories.items()}
    parts = {post.docname: part for term in series.values() for part, post in enumerate(term.posts)}
    for post, vector in zip(posts, _vectors([post.keywords for post in posts]), strict=True):
        yield _Article(
            post,
            _counted(post, Taxonomy.SERIES, of_series),
            _counted(post, Taxonomy.TAG, of_tags),
            _counted(post, Taxonomy.CATEGORY, of_categories),
            parts.get(post.docname, 0),
            vector,
        )


def _counted(post: Post, taxonomy: Taxonomy, counting: Mapping[Key, float]) -> dict[Key, float]:
    """Return what it counts to share the groups of a kind with a post; those that hold hidden posts alone are none."""
    return {key: counting[key] for key in term_keys(post, taxonomy) if key in counting}


def _rarity(members: int, total: int) -> float:
    """Return what it counts to be one of *members* among a *total*: from 1, for nobody else, to nearly 0, for all."""
    return (log((total + 1) / members) / log(total + 1)) ** 2 if total else 0.0


def _vectors(packed: Sequence[bytes]) -> Iterator[dict[int, float]]:
    """Yield the best terms of each text: those that it has often, and few others have, but not it alone."""
    counts = [unpacked(each) for each in packed]
    having = Counter(keyword for each in counts for keyword in each)
    rarity = {keyword: log(1 + len(counts) / number) for keyword, number in having.items()}
    often = [0.0, *(1 + log(count) for count in range(1, 256))]
    for each in counts:
        weights = {keyword: often[count] * rarity[keyword] for keyword, count in each.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        shared = ((weight / length, keyword) for keyword, weight in weights.items() if having[keyword] > 1)
        yield {keyword: weight for weight, keyword in nlargest(_COMPARED_TERMS, shared)}


class _Neighbourhood:
    """All articles, and what leads from one to others. Each is known by its place among all of them, the newest first."""

    def __init__(self, catalogue: Catalogue, links: Mapping[str, Collection[str]]) -> None:
        self.catalogue = catalogue
        articles = (article for name in catalogue.collections for article in _articles(catalogue, name))
        self.articles = sorted(articles, key=lambda article: newest_first(article.post))
        self.places = {article.post.docname: place for place, article in enumerate(self.articles)}
        self.having = self._having()
        self.links_to: dict[int, set[int]] = defaultdict(set)
        self.linked_from: dict[int, set[int]] = defaultdict(set)
        self.lists: dict[int, list[list[int]]] = defaultdict(list)
        """What the pages link to that link to an article, for each of them."""
        for name, targets in sorted(links.items()):
            self._add_links(
                name, sorted({self.places[target] for target in targets if target in self.places and target != name})
            )

    def _having(self) -> Mapping[_Trait, Sequence[int]]:
        """Return the articles with each trait that may be suggested."""
        result: dict[_Trait, list[int]] = defaultdict(list)
        for place, article in enumerate(self.articles):
            if _is_listed(article):
                for trait, _ in article.traits():
                    result[trait].append(place)
        return result

    def _add_links(self, name: str, targets: list[int]) -> None:
        source = self.places.get(name)
        for target in targets:
            if source is not None:
                self.links_to[source].add(target)
                self.linked_from[target].add(source)
            if 1 < len(targets) <= _MOST_CITED:
                self.lists[target].append(targets)

    def relations(self, docname: str, limit: int) -> Iterator[Relation]:
        """Yield the articles that are related to one, the most related first."""
        own = self.places[docname]
        cited = self._cited(own)
        found: list[tuple[float, int, tuple[float, ...]]] = []
        for place in self._nominated(own, cited, limit + _NOMINATED):
            strengths = self._strengths(own, place, cited)
            total = sum(strengths)
            if _differ(self.articles[own].post.language, self.articles[place].post.language):
                total *= _OTHER_LANGUAGE
            if total >= _ENOUGH:
                found.append((-round(total, 6), place, strengths))
        found.sort(key=itemgetter(0, 1))
        for _, place, strengths in found[:limit]:
            yield self._relation(own, place, strengths)

    def _cited(self, own: int) -> Mapping[int, float]:
        """Return the articles to which the same pages link as to one, with what that counts."""
        result: dict[int, float] = defaultdict(float)
        for targets in self.lists.get(own, ()):
            # A list of many is about less.
            weight = _CITED_BY_ONE / log2(len(targets))
            for place in targets:
                result[place] += weight
        return {place: min(weight, _CITED) for place, weight in result.items()}

    def _nominated(self, own: int, cited: Mapping[int, float], number: int) -> list[int]:
        """Return the articles that one may be related to."""
        scores: dict[int, float] = defaultdict(float, cited)
        for trait, weight in self.articles[own].traits(_NOMINATING_TERMS):
            for place in _near(self.having.get(trait, ()), own):
                scores[place] += weight
        for places, weight in ((self.links_to, _LINKS_TO), (self.linked_from, _LINKED_FROM)):
            for place in sorted(places.get(own, ())):
                scores[place] += weight
        scores.pop(own, None)
        return [place for place, _ in nlargest(number, scores.items(), key=itemgetter(1)) if _is_listed(self.articles[place])]

    def _strengths(self, own: int, place: int, cited: Mapping[int, float]) -> tuple[float, ...]:
        """Return what each of the ``_REASONS`` counts for which one article is related to another."""
        one, other = self.articles[own], self.articles[place]
        of_links = (
            _LINKS_TO if place in self.links_to.get(own, ()) else 0.0,
            _LINKED_FROM if place in self.linked_from.get(own, ()) else 0.0,
            cited.get(place, 0.0),
        )
        if one.post.collection != other.post.collection:
            return of_links
        tags = _shared(one.tags, other.tags)
        return (
            *of_links,
            _SERIES + _NEXT_PART / max(abs(one.part - other.part), 1) if _shared(one.series, other.series) else 0.0,
            min(sum(one.tags[key] for key in tags), _TAGS),
            # Some blogs have the name of the category among the tags.
            max(
                (one.categories[key] for key in _shared(one.categories, other.categories) if key[-1:] not in tags), default=0.0
            ),
            _TEXT * _cosine(one.vector, other.vector),
        )

    def _relation(self, own: int, place: int, strengths: tuple[float, ...]) -> Relation:
        one, other = self.articles[own], self.articles[place]
        ranked = sorted(zip(strengths, _REASONS, strict=False), key=itemgetter(0), reverse=True)
        said = [reason for number, (strength, reason) in enumerate(ranked[:2]) if number == 0 or strength >= _WORTH_SAYING]
        return Relation(
            other.post.docname, other.post.title, tuple((reason, self._names(reason, one, other)) for reason in said)
        )

    def _names(self, reason: RelationReason, one: _Article, other: _Article) -> tuple[str, ...]:
        """Return how the site calls what two articles have in common, what counts most first."""
        terms = self.catalogue.collection_of(one.post).terms
        if reason is RelationReason.SERIES:
            return tuple(terms[Taxonomy.SERIES][key].full_name for key in _shared(one.series, other.series))
        if reason is RelationReason.TAGS:
            tags = sorted(_shared(one.tags, other.tags), key=lambda key: -one.tags[key])
            return tuple(terms[Taxonomy.TAG][key].name for key in tags[:_NAMES])
        if reason is RelationReason.CATEGORY:
            categories = _shared(one.categories, other.categories)
            return (terms[Taxonomy.CATEGORY][max(categories, key=lambda key: one.categories[key])].full_name,)
        return ()


def _is_listed(article: _Article) -> bool:
    return article.post.status is not Status.HIDDEN


def _near(places: Sequence[int], own: int) -> Sequence[int]:
    """Return those of the *places*, which are in order, that are next to one."""
    if len(places) <= 2 * _REACH:
        return places
    middle = bisect_left(places, own)
    return places[max(middle - _REACH, 0) : middle + _REACH]


def _shared(one: Mapping[Key, float], other: Mapping[Key, float]) -> list[Key]:
    """Return what is in both, in the order of the first."""
    return [key for key in one if key in other]


def _cosine(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    return sum(weight * other[keyword] for keyword, weight in one.items() if keyword in other)


def _differ(one: str | None, other: str | None) -> bool:
    """Tell whether two languages differ. Where none is known, it is neither Korean nor Japanese, which show in the text."""
    first, second = ((language or "").partition("-")[0] for language in (one, other))
    return first != second and (bool(first and second) or not {first, second}.isdisjoint({"ko", "ja"}))
