"""Queries about links between pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinx_anthology.catalogue.queries.emblems import Emblem, PostCard
from sphinx_anthology.catalogue.queries.link_map import Neighbourhood
from sphinx_anthology.catalogue.queries.links import ApiObject, ArticleLinks, ArticleLinksQuery, Backlink, LinkGraphQuery
from sphinx_anthology.catalogue.related import Relation, RelationReason
from sphinx_anthology.fields.record import Cover
from sphinx_anthology.urls import Url

RELATION = Relation("posts/b", "B", ((RelationReason.LINKS_TO, ()),))
CARD = PostCard(None, Cover(Url("/a.png"), file="a.png"), Emblem("B", "#000000"))
BACKLINK = Backlink("index", "Home", "", "See", "this", "soon.")
OBJECT = ApiObject("rake.pull", "py:function", "api", "rake.pull")


@dataclass
class Links:
    """Links between pages."""

    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    related: dict[str, tuple[Relation, ...]] = field(default_factory=dict)
    backlinks: dict[str, tuple[Backlink, ...]] = field(default_factory=dict)
    objects: dict[str, tuple[ApiObject, ...]] = field(default_factory=dict)
    mentions: dict[str, dict[str, tuple[Backlink, ...]]] = field(default_factory=dict)

    def neighbourhood(self, docname: str) -> Neighbourhood:
        """Return no links."""
        return Neighbourhood()

    def card(self, docname: str) -> PostCard:
        """Return the card of any article."""
        return CARD


def test_an_article_has_its_related_articles_backlinks_and_objects() -> None:
    links = Links(
        related={"posts/a": (RELATION,)}, backlinks={"posts/a": (BACKLINK,), "posts/b": ()}, objects={"posts/a": (OBJECT,)}
    )
    answer = ArticleLinksQuery("posts/a").answer(links)
    assert answer.pictures == (("a.png", ""),)
    assert answer == ArticleLinks((RELATION,), (CARD,), (BACKLINK,), (OBJECT,), Neighbourhood())


def test_a_page_without_links_has_no_related_articles_backlinks_and_objects() -> None:
    assert ArticleLinksQuery("posts/a").answer(Links()) == ArticleLinks((), (), (), (), Neighbourhood())


def test_another_backlink_changes_the_answer() -> None:
    one, other = (Links(backlinks={"posts/a": (BACKLINK._replace(words=words),)}) for words in ("this", "that"))
    query = ArticleLinksQuery("posts/a")
    assert query.answer(one) != query.answer(other)
    assert repr(query.answer(one)) != repr(query.answer(other))


def test_equal_queries_are_asked_once() -> None:
    assert len({ArticleLinksQuery("posts/a"), ArticleLinksQuery("posts/a"), LinkGraphQuery(), LinkGraphQuery()}) == 2


def test_the_graph_has_all_links_in_the_order_of_the_names_of_pages() -> None:
    links = {"b": ("a",), "a": ("b", "c")}
    assert list(LinkGraphQuery().answer(Links(links)).items()) == [("a", ("b", "c")), ("b", ("a",))]
