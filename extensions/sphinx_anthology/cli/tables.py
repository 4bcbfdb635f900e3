"""Tables of posts, front matter keys and fields, for people."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.table import Table

from ..catalogue.post import Post
from ..fields import dialects
from ..fields.record import Status
from .console import make_text
from .json_records import FIELDS
from .report import format_value, list_field_keys


def make_posts_table(posts: Iterable[Post]) -> Table:
    """Return a table with a row for each post."""
    table = _make_plain_table()
    table.add_column("Date", no_wrap=True)
    for name in ("Title", "Category", "Author"):
        table.add_column(name, overflow="fold")
    table.add_column("File", style="dim", no_wrap=True)
    for post in posts:
        date = str(post.published.date()) if post.published else ""
        title = post.title if post.status is Status.PUBLISHED else f"{post.title} ({post.status.value})"
        cells = (date, title, format_value(post.category_names), format_value(post.authors), post.path)
        table.add_row(*map(make_text, cells))
    return table


def make_keys_table(post: Post) -> Table:
    """Return a table with the outcome of each front matter key of a post."""
    table = _make_titled_table(f"Front matter ({post.format})")
    table.add_column("Line", justify="right", style="dim")
    for name in ("Key", "Field", "Use"):
        table.add_column(name, overflow="fold")
    for key in post.keys:
        table.add_row(*map(make_text, (str(key.line), key.key, key.field or "", key.outcome.value)))
    return table


def make_values_table(post: Post) -> Table:
    """Return a table with the value and the origin of each field of a post; empty fields are left out."""
    table = _make_titled_table("Article")
    for name in ("Field", "Value", "From"):
        table.add_column(name, overflow="fold")
    for name in FIELDS:
        value = format_value(getattr(post, name))
        if not value:
            continue
        origin = post.origins.get(name)
        source = f"{origin.key or origin.source}, line {origin.line}" if origin else "default"
        table.add_row(make_text(name), make_text(value), make_text(source, "dim"))
    return table


def make_fields_table() -> Table:
    """Return a table with the meaning and the keys of each field."""
    table = _make_plain_table()
    for name in ("Field", "What it is", "Keys"):
        table.add_column(name, overflow="fold")
    for name, meaning in dialects.FIELDS.items():
        table.add_row(name, meaning, ", ".join(list_field_keys(name)))
    return table


def _make_plain_table() -> Table:
    return Table(box=None, pad_edge=False, header_style="bold")


def _make_titled_table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
