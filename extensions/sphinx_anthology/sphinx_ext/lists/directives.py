"""The directives ``posts``, ``categories``, ``tags``, ``authors``, ``series``, ``archive`` and ``map``."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ...catalogue.catalogue import Catalogue
from ...catalogue.queries import ActivityQuery, ArchiveQuery, LinkMapQuery, ListingQuery, TermListQuery
from ...catalogue.queries.links import LinkGraphQuery
from ...catalogue.selection import ALL_POSTS, MATCHABLE_TEXTS, Selection
from ...catalogue.taxonomy import Taxonomy
from ...outputs.indexes.pages import page_size
from ...pages.archive import Archive
from ...pages.link_map import LinkMap
from ...pages.post_lists import PARTS, SHOWN, Layout, PostList
from ...pages.term_lists import TermList
from ...problems import Code
from ...settings import LAYOUTS, SORTS, TERM_LAYOUTS
from ...suggestions import did_you_mean, find_similar_names
from ..dependencies import ask, ask_for_links
from ..option_values import one_of, some_of, whole_number, years, yes_or_no
from ..site import site_of
from ..unknown_targets import describe_unknown_target
from ..warnings import warn
from .deferred_nodes import deferred_node
from .page_layout import note_own_list

_TIMELINE = "anthology-timeline"
"""Key in ``env.current_document`` of a page that has a timeline already."""


class BlogDirective(SphinxDirective):
    """What all directives share: the collection that they list."""

    option_spec: ClassVar[dict[str, Any]] = {"collection": directives.unchanged_required}

    @property
    def catalogue(self) -> Catalogue:
        """All posts of the site."""
        return site_of(self.env).catalogue

    def collection_name(self) -> str:
        """Return the name of the collection; that of the main one if there is none of the name in the option."""
        name = self.options.get("collection", "").strip()
        collections = self.catalogue.collections
        if name in collections:
            return str(name)
        hint = did_you_mean(find_similar_names(name, filter(None, collections))[:1])
        warn(Code.TARGET_UNKNOWN, f"There is no collection {name!r}; the main one is shown.{hint}", self.get_location())
        return ""

    def warn_of_unknown(self, taxonomy: Taxonomy, name: str) -> None:
        """Warn that there is no term of a name."""
        message = describe_unknown_target(site_of(self.env).catalogue, taxonomy.value, name)
        warn(Code.TARGET_UNKNOWN, message, self.get_location())


class PostsDirective(BlogDirective):
    """``{posts}``: the posts that the options select; without options all posts, newest first."""

    option_spec: ClassVar[dict[str, Any]] = BlogDirective.option_spec | {
        "category": directives.unchanged_required,
        "tag": directives.unchanged_required,
        "author": directives.unchanged_required,
        "series": directives.unchanged_required,
        "year": years,
        "language": directives.unchanged_required,
        "pinned": yes_or_no,
        "match": directives.unchanged_required,
        "match-in": some_of(MATCHABLE_TEXTS),
        "sort": one_of(SORTS),
        "limit": whole_number(1),
        "offset": whole_number(0),
        "layout": one_of(LAYOUTS),
        "columns": lambda value: int(one_of(("1", "2", "3", "4"))(value)),
        "show": some_of(PARTS),
        "numbered": yes_or_no,
        "page": whole_number(1),
    }

    def run(self) -> list[nodes.Node]:
        collection = self.collection_name()
        layout = self._layout()
        size = page_size(self.catalogue.collections[collection].settings, layout.name)
        number = None if layout.name == "timeline" else self.options.get("page")
        listing = ListingQuery(self._selection(), collection, number, size)
        answer = ask(self.env, listing)
        for taxonomy, name in answer.unknown:
            self.warn_of_unknown(taxonomy, name)
        page = site_of(self.env).index_pages.get(self.env.current_document.docname)
        pages = page.index.docnames if page and page.index else ()
        note_own_list(self.env)
        return [deferred_node(PostList(listing, layout, pages), (post.cover for post in answer.posts), self.env)]

    def _layout(self) -> Layout:
        name = self.options.get("layout", "cards")
        # The page of an author need not name the author in each row.
        usual = tuple(part for part in SHOWN[name] if part != "author" or "author" not in self.options)
        shown = self.options.get("show", usual)
        numbered = self.options.get("numbered", "series" in self.options)
        return Layout(name, self.options.get("columns"), shown, numbered, name == "timeline" and self._is_first_timeline())

    def _is_first_timeline(self) -> bool:
        """Return whether the page has no other timeline above."""
        page = self.env.current_document
        is_first = _TIMELINE not in page
        page[_TIMELINE] = True
        return is_first

    def _selection(self) -> Selection:
        options = self.options
        return Selection(
            category=options.get("category", ""),
            tag=options.get("tag", ""),
            author=options.get("author", ""),
            series=options.get("series", ""),
            years=options.get("year"),
            language=options.get("language", ""),
            pinned=options.get("pinned"),
            match=options.get("match", ""),
            match_in=options.get("match-in", ALL_POSTS.match_in),
            sort=options.get("sort", ""),
            # In a timeline, a pinned post would be in a wrong month.
            pinned_first=options.get("layout") != "timeline",
            offset=options.get("offset", 0),
            limit=options.get("limit"),
        )


class TermsDirective(BlogDirective):
    """``{categories}``, ``{tags}``, ``{authors}`` and ``{series}``: the terms of a taxonomy."""

    option_spec: ClassVar[dict[str, Any]] = BlogDirective.option_spec | {
        "within": directives.unchanged_required,
        "layout": one_of(TERM_LAYOUTS),
    }

    def run(self) -> list[nodes.Node]:
        taxonomy = next(one for one in Taxonomy if one.index == self.name.rpartition(":")[2])
        within, collection = self.options.get("within", ""), self.collection_name()
        query = TermListQuery(taxonomy, collection, within)
        if within and self.catalogue.collections[collection].find_term(taxonomy, within) is None:
            self.warn_of_unknown(taxonomy, within)
        summaries = ask(self.env, query)
        portraits = [summary.author.portrait for summary in summaries if summary.author]
        pictures = portraits if taxonomy is Taxonomy.AUTHOR else [summary.cover for summary in summaries]
        note_own_list(self.env)
        return [deferred_node(TermList(query, self.options.get("layout", "cards")), pictures, self.env)]


class ArchiveDirective(BlogDirective):
    """``{archive}``: how many posts were published when."""

    def run(self) -> list[nodes.Node]:
        collection = self.collection_name()
        archive = Archive(ActivityQuery(collection), ArchiveQuery(collection))
        ask(self.env, archive.activity)
        ask(self.env, archive.titles)
        return [deferred_node(archive, (), self.env)]


class MapDirective(BlogDirective):
    """``{map}``: which article links to which."""

    def run(self) -> list[nodes.Node]:
        points, links = LinkMapQuery(self.collection_name()), LinkGraphQuery()
        ask(self.env, points)
        ask_for_links(self.env, links)
        return [deferred_node(LinkMap(points, links), (), self.env)]


DIRECTIVES = {
    "posts": PostsDirective,
    "categories": TermsDirective,
    "tags": TermsDirective,
    "authors": TermsDirective,
    "series": TermsDirective,
    "archive": ArchiveDirective,
    "map": MapDirective,
}
