"""The directive ``posts``: the posts that its options ask for, in any page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..catalogue.queries import ListingQuery
from ..catalogue.selection import ALL_POSTS, MATCHABLE_TEXTS, Selection
from ..outputs.index_pages import page_size
from ..problems import Code
from ..sphinx_ext.domain import BlogDomain, blog_domain, warn
from ..suggestions import did_you_mean, nearest
from ..taxonomy import LAYOUTS, SORTS
from .article import paragraph, text
from .deferred import Place, placed
from .i18n import _
from .post_lists import PARTS, SHOWN, Layout

_PAGES_BESIDE = 2
_TIMELINE = "anthology-timeline"
"""What a page on the way is known by that has a timeline."""
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


@dataclass(frozen=True, slots=True)
class PostList:
    """A list of posts."""

    listing: ListingQuery
    layout: Layout

    def make(self, place: Place) -> list[nodes.Node]:
        answer = place.answer(self.listing)
        if not answer.posts:
            return [paragraph(text(_("No articles yet.")), classes=["anthology-empty"])]
        result = self.layout.make(answer.posts, place)
        page = place.domain.index_pages.get(place.docname)
        if self.listing.page and page and page.index and answer.pages > 1:
            result.append(_pagination(self.listing.page, page.index.docnames, place))
        return result


def _pagination(page: int, docnames: tuple[str, ...], place: Place) -> nodes.container:
    links: list[nodes.Node] = []
    for number in _numbers_shown(page, len(docnames)):
        if number is None:
            links.append(nodes.inline("", "", text("…"), classes=["anthology-gap"]))
        elif number == page:
            links.append(nodes.inline("", "", nodes.strong("", "", text(str(number))), classes=["anthology-here"]))
        else:
            links.append(place.link(docnames[number - 1], str(number)))
        links.append(text(" "))
    line = paragraph(text(_("Pages:") + " "), *links[:-1], classes=["anthology-pagination"])
    return nodes.container("", line, is_div=True)


def _numbers_shown(page: int, pages: int) -> Iterator[int | None]:
    """Yield the page numbers of a pagination: the ends and those near *page*; None for a gap."""
    near = range(max(page - _PAGES_BESIDE, 1), min(page + _PAGES_BESIDE, pages) + 1)
    last = 0
    for number in sorted({1, pages, *near}):
        if number - last > 1:
            yield None
        yield number
        last = number


def one_of(choices: Iterable[str]) -> Callable[[str | None], str]:
    """Return a function that reads the value of an option, and names the allowed ones if it is none of them."""

    def read(value: str | None) -> str:
        name = (value or "").strip().casefold()
        if name not in choices:
            hint = did_you_mean(nearest(name, choices)[:1])
            # Docutils puts a full stop after what is said, and MyST none.
            raise ValueError(f"{name!r} is none of {', '.join(choices)}{'.' if hint else ''}{hint}")
        return name

    return read


def some_of(choices: Iterable[str]) -> Callable[[str | None], tuple[str, ...]]:
    """Return a function that reads a list of allowed values with commas between."""
    read = one_of(choices)
    return lambda value: tuple(read(name) for name in (value or "").split(",") if name.strip()) or (read(value),)


def yes_or_no(value: str | None) -> bool:
    """Read an option that is a switch; without a value it is on."""
    return one_of(("yes", "no", "true", "false"))(value or "yes") in ("yes", "true")


def whole_number(least: int) -> Callable[[str | None], int]:
    """Return a function that reads a whole number that is not smaller than *least*."""

    def read(value: str | None) -> int:
        digits = (value or "").strip()
        if not digits.isdecimal() or int(digits) < least:
            raise ValueError(f"{digits!r} is not a whole number from {least} on")
        return int(digits)

    return read


def years(value: str | None) -> tuple[int, int]:
    """Read a year, or the first and the last of several."""
    match = _YEARS.fullmatch((value or "").strip())
    if not match:
        raise ValueError(f"{value!r} is neither a year such as 2025 nor a range such as 2023-2025")
    first, last = int(match[1]), int(match[2] or match[1])
    return min(first, last), max(first, last)


class BlogDirective(SphinxDirective):
    """What the directives of this project share: the collection that they are about."""

    option_spec: ClassVar[dict[str, Any]] = {"collection": directives.unchanged_required}

    @property
    def blog(self) -> BlogDomain:
        return blog_domain(self.env)

    def collection(self) -> str:
        """Return the name of the collection; the main one's if the option names none that there is."""
        name = self.options.get("collection", "").strip()
        collections = self.blog.catalogue.collections
        if name in collections:
            return str(name)
        hint = did_you_mean(nearest(name, filter(None, collections))[:1])
        warn(Code.TARGET_UNKNOWN, f"There is no collection {name!r}; the main one is shown.{hint}", self.get_location())
        return ""


class PostsDirective(BlogDirective):
    """``{posts}``: the posts that the options ask for; all of them, the newest first, without any."""

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
        collection = self.collection()
        layout = self._layout()
        size = page_size(self.blog.catalogue.collections[collection].settings, layout.name)
        page = None if layout.name == "timeline" else self.options.get("page")
        listing = ListingQuery(self._selection(), collection, page, size)
        answer = self.blog.ask(listing)
        for taxonomy, name in answer.unknown:
            warn(Code.TARGET_UNKNOWN, self.blog.unknown(taxonomy.value, name), self.get_location())
        return [placed(PostList(listing, layout), (post.cover for post in answer.posts), self.blog)]

    def _layout(self) -> Layout:
        name = self.options.get("layout", "cards")
        shown = self.options.get("show", SHOWN[name])
        numbered = self.options.get("numbered", "series" in self.options)
        return Layout(name, self.options.get("columns"), shown, numbered, name == "timeline" and self._is_first_timeline())

    def _is_first_timeline(self) -> bool:
        """Tell whether the page has no other timeline so far."""
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
            # In a timeline, a pinned post would stand in a wrong month.
            pinned_first=options.get("layout") != "timeline",
            offset=options.get("offset", 0),
            limit=options.get("limit"),
        )
