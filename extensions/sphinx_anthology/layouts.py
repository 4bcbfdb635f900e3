"""The forms in which posts are listed: cards, a list, a table, a timeline, a compact list.

Each is made of standard docutils nodes, a list or a table, so that every builder has a form for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from docutils import nodes

from . import article, formats
from .article import SEPARATOR, paragraph, text
from .fields import Cover
from .post import Post
from .views import Place
from .words import _

SHOWN: Mapping[str, tuple[str, ...]] = {
    "cards": ("cover", "excerpt", "date", "author", "reading-time"),
    "list": ("excerpt", "date", "author", "reading-time"),
    "table": ("date", "title", "category", "author"),
    "timeline": ("date", "category"),
    "compact": ("date",),
}
"""What each layout shows of a post beside its title, unless the author says otherwise."""

FACTS = ("date", "updated", "author", "category", "tags", "series", "language", "reading-time")
"""What can be shown of a post in a few words; see :func:`.article.facts`."""
PARTS = ("cover", "title", "subtitle", "excerpt", *FACTS)
"""All that can be shown of a post."""

STRETCHED = ["sd-stretched-link", "anthology-card-link"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How posts are shown."""

    name: str = "cards"
    """One of :data:`.kinds.LAYOUTS`."""
    columns: int | None = None
    """Cards side by side on a wide screen."""
    shown: tuple[str, ...] = SHOWN["cards"]
    """The names of :data:`PARTS` that are shown; those of a table in that order."""
    numbered: bool = False
    """Whether a list counts its posts."""

    def make(self, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
        """Return the nodes of a list of posts."""
        return _LAYOUTS[self.name](self, posts, place)

    def facts(self, post: Post, place: Place) -> list[nodes.Node]:
        """Return badges and the facts that are shown, with dots between."""
        known = article.facts(post, place.language)
        words = SEPARATOR.join(known[name] for name in FACTS if name in known and name in self.shown)
        parts: list[nodes.Node] = []
        for badge in article.badges(post):
            parts += [badge, text(" ")]
        return [*parts, text(words)] if words else parts[:-1]


def _cards(layout: Layout, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
    pictured = "cover" in layout.shown and any(post.cover and post.cover.usable for post in posts)
    return [grid((_card(layout, post, place, pictured) for post in posts), layout.columns)]


def grid(cards: Iterable[nodes.list_item], columns: int | None = None) -> nodes.bullet_list:
    """Return a list that sphinx-design's classes make a grid of cards."""
    wide = ["sd-row-cols-sm-2"] if columns is None else [f"sd-row-cols-sm-{min(columns, 2)}", f"sd-row-cols-md-{columns}"]
    classes = ["anthology-cards", "sd-row", "sd-row-cols-1", *wide, "sd-g-4"]
    return nodes.bullet_list("", *cards, classes=classes, bullet="-")


def _card(layout: Layout, post: Post, place: Place, pictured: bool) -> nodes.list_item:
    title = place.link(post.docname, post.title, classes=STRETCHED)
    picture = thumbnail(post.cover, place) if pictured else None
    made = card(title, _prose(layout, post), layout.facts(post, place), picture)
    made["classes"] += article.language_classes(post, place.language)
    return made


def _prose(layout: Layout, post: Post) -> Iterator[nodes.paragraph]:
    if "subtitle" in layout.shown and post.subtitle:
        yield paragraph(text(post.subtitle), classes=["sd-card-text", "anthology-card-subtitle"])
    if "excerpt" in layout.shown and post.summary:
        yield paragraph(text(post.summary), classes=["sd-card-text"])


def thumbnail(cover: Cover | None, place: Place) -> nodes.Element | None:
    """Return the picture of a card, or the coloured area that stands for one beside cards that have theirs."""
    picture = place.picture(cover, ["sd-card-img-top", "anthology-thumbnail"])
    if picture is None and place.is_html:
        return nodes.container("", is_div=True, classes=["anthology-thumbnail", "anthology-no-cover"])
    return picture


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
        heading = formats.month(first.date(), place.language) if first else _("Undated")
        title = paragraph(nodes.strong("", "", text(heading)), classes=["anthology-month"])
        ids = [month_id(*month)] if month else []
        result.append(nodes.container("", title, *_compact(layout, some, place), is_div=True, ids=ids))
    return result


def month_id(year: int, month: int) -> str:
    """Return the id of a month in a timeline."""
    return f"month-{year:04}-{month:02}"


def _table(layout: Layout, posts: Sequence[Post], place: Place) -> list[nodes.Node]:
    shown = [name for name in layout.shown if name in (*FACTS, "title", "subtitle", "excerpt")]
    columns = shown if "title" in shown else ["title", *shown]
    heads = _column_heads()
    head = nodes.thead("", _row(text(heads[name]) for name in columns))
    rows = [_row((_cell(name, post, place) for name in columns), post, place) for post in posts]
    specs = [nodes.colspec(colwidth=1) for _name in columns]
    group = nodes.tgroup("", *specs, head, nodes.tbody("", *rows), cols=len(columns))
    return [nodes.table("", group, classes=["anthology-table", "colwidths-auto"])]


def _row(cells: Iterable[nodes.Node], post: Post | None = None, place: Place | None = None) -> nodes.row:
    row = nodes.row("", *(nodes.entry("", paragraph(cell, classes=[])) for cell in cells))
    if post and place:
        row["classes"] += article.language_classes(post, place.language)
    return row


def _cell(name: str, post: Post, place: Place) -> nodes.Node:
    if name == "title":
        parts = [part for badge in article.badges(post) for part in (badge, text(" "))]
        return nodes.inline("", "", *parts, place.link(post.docname, post.title))
    texts = {"subtitle": post.subtitle, "excerpt": post.summary}
    return text(texts[name] if name in texts else article.facts(post, place.language).get(name, ""))


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
