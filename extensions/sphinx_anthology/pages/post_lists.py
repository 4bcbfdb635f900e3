"""The layouts of the ``posts`` directive: cards, cards below a wide one, list, table, timeline, compact list.

Each is made of standard docutils nodes, a list or a table, so that every builder can write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from docutils import nodes

from ..catalogue.post import Post
from ..catalogue.queries import ListingEntry, ListingQuery
from . import dates_and_numbers
from .byline import FACTS, badges, dated, post_facts
from .cards import STRETCHED, card, card_grid, card_pictures
from .context import WritingContext
from .elements import SEPARATOR, colour_classes, empty_notice, joined, language_classes, paragraph, text
from .i18n import _
from .pagination import pagination
from .pictures import FEATURED
from .tables import table, table_cell

SHOWN: Mapping[str, tuple[str, ...]] = {
    "cards": ("cover", "excerpt", "date", "author", "reading-time"),
    "featured": ("cover", "excerpt", "date", "author", "reading-time"),
    "list": ("excerpt", "date", "author", "reading-time"),
    "table": ("date", "title", "category", "author"),
    "timeline": ("date", "category"),
    "compact": ("date",),
}
"""What each layout shows of a post beside its title, by default."""

FEED, ENTRY = "h-feed", "h-entry"
"""The classes of a list of articles and of each in it, for machines. Source: https://microformats.org/wiki/h-feed"""

PARTS = ("cover", "title", "subtitle", "excerpt", *FACTS)
"""Everything that a layout can show of a post."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How posts are listed."""

    name: str = "cards"
    """One of :data:`.settings.LAYOUTS`."""
    columns: int | None = None
    """Cards side by side on a wide screen; None for as many as fit."""
    shown: tuple[str, ...] = SHOWN["cards"]
    """The names of :data:`PARTS` that are shown; a table has its columns in this order."""
    numbered: bool = False
    """Whether a list numbers its posts."""
    anchored: bool = True
    """Whether the months of a timeline have ids. Ids are unique, so only one timeline of a page has them."""


@dataclass(frozen=True, slots=True)
class PostList:
    """The list of a ``posts`` directive."""

    listing: ListingQuery
    layout: Layout
    pages: tuple[str, ...] = ()
    """The docnames of the pages of the listing, in order, if it is paginated."""

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the list, with links to its other pages."""
        answer = page.answer(self.listing)
        if not answer.entries:
            return [empty_notice(_("No articles yet."))]
        result = _LAYOUTS[self.layout.name](self.layout, answer.entries, page)
        for node in result:
            node["classes"].append(FEED)
        if self.listing.page and self.pages and answer.pages > 1:
            return [*result, pagination(self.listing.page, self.pages, page)]
        return [*result]


def _facts(layout: Layout, entry: ListingEntry, page: WritingContext) -> list[nodes.Node]:
    """Return badges and the facts that the layout shows, with separators."""
    post = entry.post
    known = post_facts(post, page.language, entry.category_names)
    parts: list[nodes.Node] = []
    for badge in badges(post):
        parts += [badge, text(" ")]
    facts = [_fact(name, known[name], post, page.language) for name in FACTS if name in known and name in layout.shown]
    return [*parts, *joined(facts, SEPARATOR)] if facts else parts[:-1]


def _fact(name: str, words: str, post: Post, language: str) -> nodes.Node:
    """Return a fact with the class that it has in an h-entry, if it has one."""
    if name == "date" and post.published:
        return dated(post.published, words, ["dt-published"])
    if name == "author":
        names = (nodes.inline("", "", text(author.name), classes=["p-author", "h-card"]) for author in post.authors)
        return nodes.inline("", "", *joined(names, dates_and_numbers.list_separator(language)))
    return nodes.inline("", "", text(words), classes=["anthology-reading-time"]) if name == "reading-time" else text(words)


def _title(post: Post, page: WritingContext, classes: Iterable[str] = ()) -> nodes.Element:
    return page.link(post.docname, post.title, [*classes, "u-url", "p-name"])


def _cards(layout: Layout, entries: Sequence[ListingEntry], page: WritingContext) -> list[nodes.Element]:
    return [card_grid(_make_cards(layout, entries, page), layout.columns)]


def _featured(layout: Layout, entries: Sequence[ListingEntry], page: WritingContext) -> list[nodes.Element]:
    """Return a wide card of the first post, and a grid of the others."""
    first, *others = _make_cards(layout, entries, page)
    for image in first.findall(nodes.image):
        image["classes"].append(FEATURED)
    wide = card_grid([first], 1, ["anthology-featured"])
    return [wide, card_grid(others, layout.columns)] if others else [wide]


def _make_cards(layout: Layout, entries: Sequence[ListingEntry], page: WritingContext) -> list[nodes.list_item]:
    pictures: list[nodes.Element | None] = [None] * len(entries)
    if "cover" in layout.shown:
        pictures = card_pictures([(entry.post.cover, entry.emblem) for entry in entries], page)
    return [_card(layout, entry, picture, page) for entry, picture in zip(entries, pictures, strict=True)]


def _card(layout: Layout, entry: ListingEntry, picture: nodes.Element | None, page: WritingContext) -> nodes.list_item:
    made = card(_title(entry.post, page, STRETCHED), _prose(layout, entry.post), _facts(layout, entry, page), picture)
    made["classes"] += [ENTRY, *colour_classes(entry.colour), *language_classes(entry.post, page.language)]
    return made


def _prose(layout: Layout, post: Post) -> Iterator[nodes.paragraph]:
    if "subtitle" in layout.shown and post.subtitle:
        yield paragraph(text(post.subtitle), classes=["anthology-card-text", "anthology-card-subtitle"])
    if "excerpt" in layout.shown and post.summary:
        yield paragraph(text(post.summary), classes=["anthology-card-text", "p-summary"])


def _list(layout: Layout, entries: Sequence[ListingEntry], page: WritingContext) -> list[nodes.Element]:
    items = []
    for entry in entries:
        title = nodes.strong("", "", _title(entry.post, page))
        parts: list[nodes.Node] = [paragraph(title, classes=["anthology-line"])]
        parts += _prose(layout, entry.post)
        if facts := _facts(layout, entry, page):
            parts.append(paragraph(*facts, classes=["anthology-byline"]))
        items.append(nodes.list_item("", *parts, classes=[ENTRY, *language_classes(entry.post, page.language)]))
    if layout.numbered:
        return [nodes.enumerated_list("", *items, classes=["anthology-list"], enumtype="arabic", prefix="", suffix=".")]
    return [nodes.bullet_list("", *items, classes=["anthology-list"], bullet="-")]


def _compact(layout: Layout, entries: Iterable[ListingEntry], page: WritingContext) -> list[nodes.Element]:
    items = []
    for entry in entries:
        parts: list[nodes.Node] = [_title(entry.post, page)]
        if facts := _facts(layout, entry, page):
            parts += [text(" "), nodes.inline("", "", *facts, classes=["anthology-byline"])]
        line = paragraph(*parts, classes=["anthology-line"])
        items.append(nodes.list_item("", line, classes=[ENTRY, *language_classes(entry.post, page.language)]))
    return [nodes.bullet_list("", *items, classes=["anthology-compact"], bullet="-")]


def _timeline(layout: Layout, entries: Sequence[ListingEntry], page: WritingContext) -> list[nodes.Element]:
    result: list[nodes.Element] = []
    for month, members in groupby(entries, key=lambda entry: _month(entry.post.published)):
        some = list(members)
        first = some[0].post.published
        heading = dates_and_numbers.month(first.date(), page.language) if first else _("Undated")
        title = paragraph(nodes.strong("", "", text(heading)), classes=["anthology-month"])
        ids = [month_id(*month)] if month and layout.anchored else []
        result.append(nodes.container("", title, *_compact(layout, some, page), is_div=True, ids=ids))
    return result


def _month(moment: datetime | None) -> tuple[int, int] | None:
    return (moment.year, moment.month) if moment else None


def month_id(year: int, month: int) -> str:
    """Return the id of a month in a timeline."""
    return f"month-{year:04}-{month:02}"


def _table(layout: Layout, entries: Sequence[ListingEntry], page: WritingContext) -> list[nodes.Element]:
    shown = [name for name in layout.shown if name in (*FACTS, "title", "subtitle", "excerpt")]
    columns = shown if "title" in shown else ["title", *shown]
    titles = _column_titles()
    head = nodes.thead("", _row(columns, (text(titles[name]) for name in columns)))
    rows = [
        _row(columns, (_cell(name, entry, page) for name in columns), [ENTRY, *language_classes(entry.post, page.language)])
        for entry in entries
    ]
    return [table(head, rows)]


def _row(names: Sequence[str], contents: Iterable[nodes.Node], classes: Iterable[str] = ()) -> nodes.row:
    """Return a row whose cells have classes named after their columns."""
    cells = (table_cell(content, [f"anthology-{name}-cell"]) for name, content in zip(names, contents, strict=True))
    return nodes.row("", *cells, classes=list(classes))


def _cell(name: str, entry: ListingEntry, page: WritingContext) -> nodes.Node:
    post = entry.post
    if name == "title":
        parts = [part for badge in badges(post) for part in (badge, text(" "))]
        return nodes.inline("", "", *parts, _title(post, page))
    known = {**post_facts(post, page.language, entry.category_names), "subtitle": post.subtitle, "excerpt": post.summary}
    if name == "updated" and post.updated and name in known:  # the title of the column says "Updated" already
        return text(dates_and_numbers.date(post.updated, page.language))
    return _fact(name, known[name], post, page.language) if name in known else text("")


def _column_titles() -> dict[str, str]:
    return {
        "title": _("Title"),
        "subtitle": _("Subtitle"),
        "excerpt": _("Summary"),
        "date": _("Date"),
        "updated": _("Updated"),
        "author": _("Author"),
        "category": _("Category"),
        "tags": _("Tags"),
        "series": _("series").capitalize(),
        "language": _("Language"),
        "reading-time": _("Reading time"),
    }


_LAYOUTS: Mapping[str, Callable[[Layout, Sequence[ListingEntry], WritingContext], list[nodes.Element]]] = {
    "cards": _cards,
    "featured": _featured,
    "list": _list,
    "table": _table,
    "timeline": _timeline,
    "compact": _compact,
}
