"""WordPress: WXR, the XML that *Tools → Export* writes.

Source: ``wp-admin/includes/export.php`` in https://github.com/WordPress/WordPress, and the files that its importer is tested
with, in https://github.com/WordPress/wordpress-importer/tree/master/phpunit/data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

from ...urls import find_host
from ..archives import Export
from ..entry import Comment, Entry, ImportRefusedError, Visibility
from ..html.plain_text import make_plain_line, make_plain_text
from .notes import AddNote
from .wordpress_shortcodes import Attachment
from .wordpress_text import WordPressText, render_text
from .xml_stream import Element, read_elements

_VISIBILITIES = {
    "publish": Visibility.PUBLISHED,
    "future": Visibility.SCHEDULED,
    "private": Visibility.PRIVATE,
}
"""All others, such as ``draft`` and ``pending``, are drafts."""
_SKIPPED = frozenset({"trash", "inherit", "auto-draft"})
_TYPES = frozenset({"post", "page"})
_QUIET_TYPES = frozenset(
    "attachment nav_menu_item revision wp_block wp_navigation wp_global_styles wp_template wp_template_part custom_css "
    "customize_changeset oembed_cache user_request wp_font_family wp_font_face".split()
)
"""Types that are no articles, and that nobody misses."""


@dataclass(slots=True)
class _Blog:
    """What an export says of the blog as a whole."""

    site: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    """Display names by login."""
    categories: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The name and the slug of the parent, by slug."""
    attachments: dict[str, Attachment] = field(default_factory=dict)
    """By id."""
    galleries: dict[str, list[str]] = field(default_factory=dict)
    """Ids of attachments, by the id of the post that they were uploaded for."""
    blocks: dict[str, str] = field(default_factory=dict)
    """Texts of reusable blocks, by id."""


def recognises(export: Export) -> bool:
    """Return whether an export is one of WordPress."""
    return any("wordpress.org/export/" in export.read_beginning(name) for name in _list_files(export)[:20])


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the posts and pages of an export.

    :raises ImportRefusedError: a file is no XML, or is damaged.
    """
    names = [name for name in _list_files(export) if "wordpress.org/export/" in export.read_beginning(name)]
    if not names:
        raise ImportRefusedError("There is no XML file of WordPress in the export. Choose 'All content' in Tools → Export.")
    blog = _Blog()
    for name in names:
        with export.open(name) as stream:
            for element in read_elements(stream, "channel"):
                _learn(blog, element)
    left_out: Counter[str] = Counter()
    for name in names:
        with export.open(name) as stream:
            for element in read_elements(stream, "channel"):
                if element.name == "item":
                    yield from _read_item(blog, element, name, left_out)
    for kind, count in sorted(left_out.items()):
        add_note(names[0], 1, f"{kind} left out: {count:,}.")


def _list_files(export: Export) -> list[str]:
    return [name for name in export.names if name.lower().endswith((".xml", ".wxr")) or len(export.names) == 1]


def _learn(blog: _Blog, element: Element) -> None:
    """Note authors, categories, attachments and reusable blocks."""
    find = element.find_text
    if element.name == "wp:base_blog_url":
        blog.site = element.text.strip().rstrip("/")
    elif element.name == "wp:author":
        blog.authors[find("wp:author_login")] = find("wp:author_display_name")
    elif element.name == "wp:category":
        blog.categories[find("wp:category_nicename")] = (find("wp:cat_name"), find("wp:category_parent"))
    elif element.name == "item" and find("wp:post_type") == "attachment":
        identity = find("wp:post_id")
        alt = _read_meta(element).get("_wp_attachment_image_alt", "")
        blog.attachments[identity] = Attachment(find("wp:attachment_url"), alt, find("excerpt:encoded"))
        blog.galleries.setdefault(find("wp:post_parent"), []).append(identity)
    elif element.name == "item" and find("wp:post_type") == "wp_block":
        blog.blocks[find("wp:post_id")] = find("content:encoded")


def _read_meta(item: Element) -> dict[str, str]:
    return {meta.find_text("wp:meta_key"): meta.find_text("wp:meta_value") for meta in item.find_all("wp:postmeta")}


def _read_item(blog: _Blog, item: Element, name: str, left_out: Counter[str]) -> Iterator[Entry]:
    """Yield the entry of an item, if it is one."""
    kind, status = item.find_text("wp:post_type"), item.find_text("wp:status")
    if kind in _TYPES and status not in _SKIPPED:
        yield _make_entry(blog, item, f"{name}:{item.line}")
    elif kind in _TYPES:
        left_out[f"items with the status '{status}'"] += 1
    elif kind not in _QUIET_TYPES:
        left_out[f"items of the type '{kind}'"] += 1


def _make_entry(blog: _Blog, item: Element, place: str) -> Entry:
    find, meta = item.find_text, _read_meta(item)
    identity, permalink = find("wp:post_id"), find("link")
    text = WordPressText(blog.attachments, tuple(blog.galleries.get(identity, ())), blog.blocks, meta.get("footnotes", ""))
    body, notes = render_text(find("content:encoded"), text)
    comments, comment_notes = _read_comments(item)
    cover = blog.attachments.get(meta.get("_thumbnail_id", ""), Attachment("", "", ""))
    visibility = _VISIBILITIES.get(find("wp:status"), Visibility.DRAFT)
    return Entry(
        id=identity,
        place=place,
        title=make_plain_line(find("title")),
        body=body,
        visibility=Visibility.PASSWORD if find("wp:post_password") else visibility,
        is_page=find("wp:post_type") == "page",
        slug=find("wp:post_name"),
        published=_read_moment(find("wp:post_date"), find("wp:post_date_gmt")),
        updated=_read_moment(find("wp:post_modified"), find("wp:post_modified_gmt")),
        categories=tuple(dict.fromkeys(_list_categories(blog, item))),
        tags=_list_terms(item, "post_tag"),
        authors=tuple(filter(None, [blog.authors.get(find("dc:creator")) or find("dc:creator")])),
        series=next(iter(_list_terms(item, "series")), ""),
        excerpt=make_plain_line(find("excerpt:encoded") or meta.get("_yoast_wpseo_metadesc", "")),
        cover=cover.url,
        cover_alt=cover.alt,
        permalink="" if _is_by_number(permalink) else permalink,
        canonical=_find_canonical(meta, blog.site),
        feed_id=find("guid"),
        is_pinned=find("wp:is_sticky") == "1",
        comments=comments,
        site=blog.site,
        notes=(*notes, *comment_notes),
    )


def _list_categories(blog: _Blog, item: Element) -> Iterator[tuple[str, ...]]:
    """Yield the categories of an item, each with its parents."""
    for term in item.find_all("category"):
        if term.attributes.get("domain") != "category":
            continue
        own = term.attributes.get("nicename", "")
        path, seen, slug = [term.text.strip()], {own}, blog.categories.get(own, ("", ""))[1]
        while slug in blog.categories and slug not in seen:  # a category may be its own ancestor
            seen.add(slug)
            name, slug = blog.categories[slug]
            path.insert(0, name)
        yield tuple(make_plain_line(name) for name in path)


def _list_terms(item: Element, taxonomy: str) -> tuple[str, ...]:
    terms = (term.text.strip() for term in item.find_all("category") if term.attributes.get("domain") == taxonomy)
    return tuple(dict.fromkeys(map(make_plain_line, terms)))


def _is_by_number(address: str) -> bool:
    """Return whether an address names a post by its number, as those of drafts do."""
    query = parse_qs(address.partition("#")[0].partition("?")[2])
    return not address or bool(query.keys() & {"p", "page_id", "post_type"})


def _find_canonical(meta: dict[str, str], site: str) -> str:
    address = meta.get("_yoast_wpseo_canonical", "")
    return address if address and find_host(address) != find_host(site) else ""


def _read_moment(local: str, utc: str) -> datetime | None:
    """Return a moment in the zone of the blog, which is the difference of the two; without a zone if only one is known."""
    try:
        moment = datetime.fromisoformat(local)
    except ValueError:
        return None
    try:
        offset = moment - datetime.fromisoformat(utc)
    except ValueError:  # "0000-00-00 00:00:00", in drafts
        return moment
    minutes = round(offset.total_seconds() / 60)
    return moment.replace(tzinfo=timezone(timedelta(minutes=minutes))) if abs(minutes) < 24 * 60 else moment


def _read_comments(item: Element) -> tuple[tuple[Comment, ...], tuple[str, ...]]:
    """Return the approved comments of readers, and notes on the others."""
    comments: list[Comment] = []
    hidden = pings = 0
    for element in item.find_all("wp:comment"):
        find = element.find_text
        if find("wp:comment_type") not in ("", "comment"):
            pings += 1
        elif find("wp:comment_approved") != "1":
            hidden += 1
        else:
            parent = find("wp:comment_parent")
            comments.append(
                Comment(
                    find("wp:comment_id"),
                    make_plain_line(find("wp:comment_author")),
                    make_plain_text(find("wp:comment_content").replace("\n", "<br>")),
                    _read_moment(find("wp:comment_date"), find("wp:comment_date_gmt")),
                    "" if parent == "0" else parent,
                    find("wp:comment_author_url"),
                )
            )
    counts = ((hidden, "comments that were not approved are left out"), (pings, "pingbacks and trackbacks are left out"))
    return tuple(comments), tuple(f"{what}: {count:,}" for count, what in counts if count)
