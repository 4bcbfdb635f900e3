"""The feeds of a site, and the links to them on the pages that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

from ..characters import clean_text
from ..outputs.feeds.plan import FORMATS, Feed, FeedPlan, plan_feeds
from ..outputs.page_addresses import BUILDERS
from .configuration.site_address import relative_address, site_address
from .site import site_of

_NONE = FeedPlan((), {})


class FeedLink(NamedTuple):
    """A link from a page to a file of a feed."""

    label: str
    """The name of the format."""
    title: str
    """The title of the feed."""
    mime_type: str
    address: str
    """Percent-encoded, relative to the page."""


def site_title(config: Config) -> str:
    """Return the name of the site, for readers."""
    return clean_text(str(config.project))


def planned_feeds(env: BuildEnvironment) -> FeedPlan:
    """Return all feeds that this build writes, and the pages they belong to."""
    return site_of(env).part(FeedPlan, lambda: _plan(env))


def _plan(env: BuildEnvironment) -> FeedPlan:
    site, builder = site_of(env), env._app.builder
    if builder.name not in BUILDERS or not site.settings.known_feed_formats or not site_address(builder).is_known:
        return _NONE
    home = Feed("", site_title(env.config), str(env.config.root_doc), ())
    return plan_feeds(site.catalogue, site.settings.feeds, home, site.index_pages.values())


def feed_links(builder: Builder, docname: str) -> list[FeedLink]:
    """Return the links from a page to feeds: to its own one in each format, and to that of the whole site."""
    feeds = planned_feeds(builder.env).by_docname.get(docname, ())
    return [link for feed in feeds for link in _link_files(builder, docname, feed)]


def own_feed(builder: Builder, docname: str) -> tuple[str, str] | None:
    """Return the title and the relative address of the feed that an index page shows a link to; None if there is none."""
    feeds = planned_feeds(builder.env)
    feed = feeds.by_index_page.get(docname)
    if feed is None and docname == builder.config.root_doc:
        feed = next(iter(feeds.by_docname.get(docname, ())), None)
    link = next(_link_files(builder, docname, feed)) if feed else None
    return (link.title, link.address) if link else None


def feed_of_site(builder: Builder, docname: str) -> FeedLink | None:
    """Return the link from a page to the feed of all posts; None if there is none."""
    feed = next((feed for feed in planned_feeds(builder.env).feeds if not feed.folder), None)
    return next(_link_files(builder, docname, feed), None) if feed else None


def _link_files(builder: Builder, docname: str, feed: Feed) -> Iterator[FeedLink]:
    page = relative_address(builder, docname)
    for kind in site_of(builder.env).settings.known_feed_formats:
        form = FORMATS[kind]
        yield FeedLink(form.label, feed.title, form.mime_type, relative_uri(page, feed.address(kind)))


def render_feed_links(builder: Builder, docname: str) -> str:
    """Return the ``link`` elements by which feed readers find the feeds of a page."""
    return "".join(
        f'<link rel="alternate" type="{link.mime_type}" title="{escape(link.title)} ({link.label})" '
        f'href="{escape(link.address)}" />\n'
        for link in feed_links(builder, docname)
    )
