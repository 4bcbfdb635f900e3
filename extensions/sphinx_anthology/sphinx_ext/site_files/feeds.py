"""The files of feeds, made when all pages are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from ... import urls
from ...catalogue.post import Post
from ...catalogue.taxonomy import Taxonomy
from ...loading.data.old_feeds import OldFeed, read_old_feeds
from ...outputs.feeds.entries import (
    FeedEntry,
    FeedIds,
    Picture,
    find_given_ids,
    find_image_type,
    last_changed,
    make_id_base,
    with_whole_minutes,
)
from ...outputs.feeds.files import FeedWriter, guess_format
from ...outputs.feeds.plan import FeedPlan
from ...outputs.page_addresses import InvalidAddressError, address_to_feed_file
from ...problems import Code
from ...settings import PREFIX
from ..configuration.options import own_language
from ..configuration.site_address import page_address, site_address
from ..configuration.site_name import is_named
from ..feed_links import planned_feeds
from ..site import site_of
from ..warnings import reporter, warn
from .article_content import article_contents

_SAFE = "/%:@!$&'()*+,;=~-._?#[]"
"""Characters that stay in the address of another site."""


def has_entry(builder: StandaloneHTMLBuilder, docname: str) -> bool:
    """Return whether a page is an article whose text feeds may have."""
    return site_of(builder.env).settings.has_full_feeds and docname in planned_feeds(builder.env).docnames


def make_feeds(builder: StandaloneHTMLBuilder) -> dict[str, bytes]:
    """Return all files of feeds by their paths relative to the output folder, and those at the addresses of old feeds."""
    plan = planned_feeds(builder.env)
    if not plan.feeds:
        return {}
    writer = _make_writer(builder, plan)
    files = {path: data for feed in plan.feeds for path, data in writer.write(feed)}
    return {**_make_copies(builder, plan, writer), **files}


def _make_writer(builder: StandaloneHTMLBuilder, plan: FeedPlan) -> FeedWriter:
    settings = site_of(builder.env).settings
    ids = _make_ids(builder.env, plan)
    return FeedWriter(
        site=site_address(builder),
        ids=ids,
        formats=settings.known_feed_formats,
        size=settings.feed_size,
        has_archives=settings.feed_archives,
        language=str(builder.config.language or "en"),
        make_entry=_Entries(builder, ids).make,
        page_address=lambda docname: page_address(builder, docname),
    )


def _make_copies(builder: StandaloneHTMLBuilder, plan: FeedPlan, writer: FeedWriter) -> Mapping[str, bytes]:
    """Return the files at the addresses that the feed of the old blog had."""
    copies: dict[str, bytes] = {}
    for address in site_of(builder.env).settings.feed_aliases:
        try:
            path = address_to_feed_file(address)
        except InvalidAddressError as error:
            warn(Code.OPTION_INVALID, f"{PREFIX}feed_aliases: {address!r} {error}. Write a path such as '/feed.xml'.", None)
        else:
            copies[path] = writer.write_copy(plan.feeds[0], guess_format(path, writer.formats), path)
    return copies


def _make_ids(env: BuildEnvironment, plan: FeedPlan) -> FeedIds:
    site = site_of(env)
    settings, language, names = site.settings, str(env.config.language), site.settings.old_feeds
    translation = language if language != own_language(env.config) else ""
    # The name of a folder is another one in another clone, and ids never change.
    base = settings.feed_id_base or make_id_base(str(env.config.project) if is_named(env.config) else "", translation)
    old = read_old_feeds(Path(env._app.confdir), names, reporter(env)) if names else OldFeed()
    found = {site.catalogue.addresses.find(link): id_ for link, id_ in reversed([*old.ids.items()])}
    given = find_given_ids(plan.posts, {docname: id_ for docname, id_ in found.items() if docname})
    return FeedIds(base, given, old.id)


class _Entries:
    """The entries of articles, each made once, because it is in several feeds."""

    def __init__(self, builder: StandaloneHTMLBuilder, ids: FeedIds) -> None:
        self._builder, self._ids = builder, ids
        self._made: dict[str, FeedEntry] = {}

    def make(self, post: Post) -> FeedEntry:
        """Return the entry of an article."""
        if post.docname not in self._made:
            self._made[post.docname] = self._make(post)
        return self._made[post.docname]

    def _make(self, post: Post) -> FeedEntry:
        site = site_of(self._builder.env)
        collection = site.catalogue.collection_of(post)
        tags = (term.name for term in collection.terms_of(post, Taxonomy.TAG))
        contents = article_contents(self._builder) if site.settings.has_full_feeds else None
        assert post.published is not None, "feeds have no posts without a date"
        return FeedEntry(
            id=self._ids.id_of_post(post),
            guid=self._ids.guid_of_post(post),
            url=page_address(self._builder, post.docname),
            title=post.title,
            published=with_whole_minutes(post.published),
            updated=last_changed(post) or post.published,
            summary=post.summary,
            content=contents.load(post.docname).html if contents else "",
            authors=post.authors,
            categories=tuple(dict.fromkeys((*collection.category_names(post), *tags))),
            picture=find_picture(self._builder, post),
            language=post.language or "",
        )


def find_picture(builder: StandaloneHTMLBuilder, post: Post) -> Picture | None:
    """Return the cover of a post, with the address of its file in the output; None if there is none that can be shown."""
    cover = post.cover
    if cover is None or not cover.is_usable:
        return None
    if cover.file is None:
        address = quote(urls.add_scheme(cover.reference), safe=_SAFE)
        return Picture(address, find_image_type(urls.extract_path(address)), alt=cover.alt)
    found = builder.env.images.get(cover.file)
    if found is None:
        return None
    try:
        size = Path(builder.srcdir, cover.file).stat().st_size
    except OSError:
        size = None
    url = site_address(builder).absolute(f"{builder.imagedir}/{quote(found[1])}")
    return Picture(url, find_image_type(found[1]), size, cover.alt, cover.width, cover.height)
