"""The forms in which posts are listed: cards, a list, a table, a timeline, a compact list.

Each is made of standard docutils nodes, a list or a table, so that every builder has a form for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from docutils import nodes
from docutils.utils import column_width

from ..catalogue.post import Post
from ..fields.record import Cover
from . import article, dates_and_numbers
from .article import SEPARATOR, paragraph, text
from .deferred import Place
from .i18n import _

SHOWN: Mapping[str, tuple[str, ...]] = {
    "cards": ("cover", "excerpt", "date", "author", "reading-time"),
    "list": ("excerpt", "date", "author", "reading-time"),
    "table": ("date", "title", "category", "author"),
    "timeline": ("date", "category"),
    "compact": ("date",),
}
"""What each layout shows of a post beside its title, unless the author says otherwise."""

FACTS = ("date", "updated", "author", "category", "tags", "series", "language", "reading-time")
"""What can be shown of a post in a few words; see :func:`.pages.article.facts`."""
PARTS = ("cover", "title", "subtitle", "excerpt", *FACTS)
"""All that can be shown of a post."""

_WIDEST_COLUMN = 40

STRETCHED = ["sd-stretched-link", "anthology-card-link"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How posts are shown."""

    name: str = "cards"
    """One of :data:`.taxonomy.LAYOUTS`."""
    columns: int | None = None
    """Cards side by side on a wide screen."""
    shown: tuple[str, ...] = SHOWN["cards"]
    """The names of :data:`PARTS` that are shown; those of a table in that order."""
    numbered: bool = False
    """Whether a list counts its posts."""
    anchored: bool = True
    """Whether the months of a timeline can be linked to: those of one timeline in a page, because ids are unique."""

    def make(self, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
        """Return the nodes of a list of posts."""
        return _LAYOUTS[self.name](self, posts, place)

    def facts(self, post: Post, place: Place) -> list[nodes.Node]:
        """Return badges and the facts that are shown, with dots between."""
        known = _known(post, place)
        words = SEPARATOR.join(known[name] for name in FACTS if name in known and name in self.shown)
        parts: list[nodes.Node] = []
        for badge in article.badges(post):
            parts += [badge, text(" ")]
        return [*parts, text(words)] if words else parts[:-1]


def _known(post: Post, place: Place) -> Mapping[str, str]:
    return article.facts(post, place.language, place.domain.catalogue.collection_of(post).category_names(post))


def _cards(layout: Layout, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
    pictures = thumbnails([post.cover if "cover" in layout.shown else None for post in posts], place)
    return [grid((_card(layout, *pair, place) for pair in zip(posts, pictures, strict=True)), layout.columns)]


def grid(cards: Iterable[nodes.list_item], columns: int | None = None) -> nodes.bullet_list:
    """Return a list that sphinx-design's classes make a grid of cards."""
    wide = ["sd-row-cols-sm-2"] if columns is None else [f"sd-row-cols-sm-{min(columns, 2)}", f"sd-row-cols-md-{columns}"]
    classes = ["anthology-cards", "sd-row", "sd-row-cols-1", *wide, "sd-g-4"]
    return nodes.bullet_list("", *cards, classes=classes, bullet="-")


def _card(layout: Layout, post: Post, picture: nodes.Element | None, place: Place) -> nodes.list_item:
    title = place.link(post.docname, post.title, classes=STRETCHED)
    made = card(title, _prose(layout, post), layout.facts(post, place), picture)
    made["classes"] += article.language_classes(post, place.language)
    return made


def _prose(layout: Layout, post: Post) -> Iterator[nodes.paragraph]:
    if "subtitle" in layout.shown and post.subtitle:
        yield paragraph(text(post.subtitle), classes=["sd-card-text", "anthology-card-subtitle"])
    if "excerpt" in layout.shown and post.summary:
        yield paragraph(text(post.summary), classes=["sd-card-text"])


def thumbnails(covers: Sequence[Cover | None], place: Place) -> list[nodes.Element | None]:
    """Return the pictures of cards that stand together.

    If at least half of them have one, a coloured area stands for each that is missing. If fewer have, such areas would be
    most of what there is to see, and there are none.
    """
    classes = ["sd-card-img-top", "anthology-thumbnail"]
    pictures: list[nodes.Element | None] = [place.picture(cover, list(classes)) for cover in covers]
    if not place.is_html or pictures.count(None) > len(pictures) / 2:
        return pictures
    return [_no_cover() if picture is None else picture for picture in pictures]


def _no_cover() -> nodes.container:
    return nodes.container("", is_div=True, classes=["anthology-thumbnail", "anthology-no-cover"])


def card(
    title: nodes.Node,
    prose: Iterable[nodes.Node],
    footer: Sequence[nodes.Node],
    picture: nodes.Node | None = None,
    classes: Iterable[str] = (),
) -> nodes.list_item:
    """Return one card of a grid."""
    body = nodes.container("", paragraph(title, classes=["sd-card-title"]), *prose, is_div=True, classes=["sd-card-body"])
    if footer:
        body += paragraph(*footer, classes=["anthology-byline"])
    own = ["sd-card", "sd-sphinx-override", "sd-shadow-sm", "sd-card-hover", "anthology-card", *classes]
    parts = [body] if picture is None else [picture, body]
    return nodes.list_item("", nodes.container("", *parts, is_div=True, classes=own), classes=["sd-col"])


def _list(layout: Layout, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
    items = []
    for post in posts:
        parts: list[nodes.Node] = [
            paragraph(nodes.strong("", "", place.link(post.docname, post.title)), classes=["anthology-line"])
        ]
        parts += _prose(layout, post)
        if footer := layout.facts(post, place):
            parts.append(paragraph(*footer, classes=["anthology-byline"]))
        items.append(nodes.list_item("", *parts, classes=article.language_classes(post, place.language)))
    if layout.numbered:
        return [nodes.enumerated_list("", *items, classes=["anthology-list"], enumtype="arabic", prefix="", suffix=".")]
    return [nodes.bullet_list("", *items, classes=["anthology-list"], bullet="-")]


def _compact(layout: Layout, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
    items = []
    for post in posts:
        parts: list[nodes.Node] = [place.link(post.docname, post.title)]
        if footer := layout.facts(post, place):
            parts += [text(" "), nodes.inline("", "", *footer, classes=["anthology-byline"])]
        line = paragraph(*parts, classes=["anthology-line"])
        items.append(nodes.list_item("", line, classes=article.language_classes(post, place.language)))
    return [nodes.bullet_list("", *items, classes=["anthology-compact"], bullet="-")]


def _timeline(layout: Layout, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
    result: list[nodes.Node] = []
    dated = groupby(posts, key=lambda post: (post.published.year, post.published.month) if post.published else None)
    for month, members in dated:
        some = list(members)
        first = some[0].published
        heading = dates_and_numbers.month(first.date(), place.language) if first else _("Undated")
        title = paragraph(nodes.strong("", "", text(heading)), classes=["anthology-month"])
        ids = [month_id(*month)] if month and layout.anchored else []
        result.append(nodes.container("", title, *_compact(layout, some, place), is_div=True, ids=ids))
    return result


def month_id(year: int, month: int) -> str:
    """Return the id of a month in a timeline."""
    return f"month-{year:04}-{month:02}"


def _table(layout: Layout, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
    shown = [name for name in layout.shown if name in (*FACTS, "title", "subtitle", "excerpt")]
    columns = shown if "title" in shown else ["title", *shown]
    heads = _column_heads()
    head = nodes.thead("", _row(columns, (text(heads[name]) for name in columns)))
    rows = [
        _row(columns, (_cell(name, post, place) for name in columns), article.language_classes(post, place.language))
        for post in posts
    ]
    return [table(head, rows)]


def table(head: nodes.thead, rows: Iterable[nodes.row], classes: Iterable[str] = ()) -> nodes.container:
    """Return a table that is scrolled, where it is wider than the page, in a box that themes know by its class.

    Furo puts such a box around each table of a page, but is not asked about what is made when the page is written.
    """
    body = nodes.tbody("", *rows)
    specs = [nodes.colspec(colwidth=width) for width in _widths([*head.children, *body.children])]
    group = nodes.tgroup("", *specs, head, body, cols=len(specs))
    inner = nodes.table("", group, classes=["anthology-table", *classes, "colwidths-auto"])
    return nodes.container("", inner, classes=["table-wrapper"])


def _widths(rows: Iterable[nodes.Node]) -> Iterator[int]:
    """Yield for each column how many characters wide it is in plain text; browsers and LaTeX find out by themselves."""
    columns = zip(*(row.children for row in rows), strict=True)
    return (min(max(column_width(cell.astext()) for cell in column), _WIDEST_COLUMN) for column in columns)


def entry(content: nodes.Node, classes: Iterable[str] = ()) -> nodes.entry:
    """Return a cell of a table."""
    return nodes.entry("", paragraph(content, classes=[]), classes=list(classes))


def _row(names: Sequence[str], cells: Iterable[nodes.Node], classes: Iterable[str] = ()) -> nodes.row:
    """Return a row whose cells have classes after the names of their columns."""
    entries = (entry(cell, [f"anthology-{name}-cell"]) for name, cell in zip(names, cells, strict=True))
    return nodes.row("", *entries, classes=list(classes))


def _cell(name: str, post: Post, place: Place) -> nodes.Node:
    if name == "title":
        parts = [part for badge in article.badges(post) for part in (badge, text(" "))]
        return nodes.inline("", "", *parts, place.link(post.docname, post.title))
    known = {**_known(post, place), "subtitle": post.subtitle, "excerpt": post.summary}
    if name == "updated" and post.updated and name in known:  # the head of the column says that it is the last change
        return text(dates_and_numbers.date(post.updated, place.language))
    return text(known.get(name, ""))


def _column_heads() -> dict[str, str]:
    return {
        "title": _("Title"),
        "subtitle": _("Subtitle"),
        "excerpt": _("Summary"),
        "date": _("Date"),
        "updated": _("Updated"),
        "author": _("Author"),
        "category": _("Category"),
        "tags": _("Tags"),
        "series": _("Series"),
        "language": _("Language"),
        "reading-time": _("Reading time"),
    }


_LAYOUTS: Mapping[str, Callable[[Layout, Sequence[Post], Place], list[nodes.Node]]] = {
    "cards": _cards,
    "list": _list,
    "table": _table,
    "timeline": _timeline,
    "compact": _compact,
}
