"""The file in which a site publishes which of its articles mention which objects of other projects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ...cache import CacheFile, write_atomically
from ...fields.record import Status
from ...outputs.mention_file import FILE, MentioningArticle, render_mention_file
from ..configuration.site_address import page_address
from ..incremental.build import incremental_build
from ..incremental.records import record_file
from ..links.backlinks import link_index
from ..outgoing_links import inventory_addresses
from ..site import site_of


def write_mention_file(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Write the file if there is something to say, and delete the one of an earlier build if there is nothing any more.

    A file of the project in its place stays.
    """
    file, record = Path(app.outdir, FILE), CacheFile(record_file(app, "mentions"))
    is_own = bool(record.load())
    if incremental_build(app).is_current and is_own == file.exists():
        return
    articles = list(_list_articles(builder)) if inventory_addresses(app.config) else []
    if articles and (is_own or not file.exists()):
        data = render_mention_file(articles, inventory_addresses(app.config)).encode()
        if not is_own:
            record.save(True)
        if not file.exists() or file.read_bytes() != data:
            write_atomically(file, data)
    elif is_own and not articles:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        record.save(False)


def _list_articles(builder: StandaloneHTMLBuilder) -> Iterator[MentioningArticle]:
    """Yield the articles that mention objects of other projects, newest first."""
    mentions = link_index(builder.env).object_mentions
    for post in site_of(builder.env).catalogue.posts:
        found = [(one.object, one.sentence) for one in mentions.get(post.docname, ()) if one.object.inventory]
        if found and post.status is Status.PUBLISHED and not post.is_untrusted:
            yield MentioningArticle(post.title, page_address(builder, post.docname), post.language, found)
