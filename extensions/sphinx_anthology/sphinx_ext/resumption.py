"""A site that goes on with what the build before knew, to show an edited post before anything else is compared.

What is shown like this is a preview: the build itself may find out more, such as another related article.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from pathlib import Path

from sphinx.application import Sphinx

from .. import acceleration
from ..catalogue.post import Post
from ..loading.loader import make_parse_options
from ..loading.posts.file_loader import FileLoader
from ..outputs.feeds.plan import FeedPlan
from ..outputs.pictures.picture_folder import PictureFacts
from .configuration.options import own_language
from .links.backlinks import LINKS_OF_SITE, link_index
from .links.link_targets import PageTitles, page_titles
from .pictures.site_pictures import site_pictures
from .site import Site, site_of
from .startup import has_substitutions, open_site, post_cache, rest_suffixes

_EXTENSION = __name__.partition(".")[0]
_PARTS = (*LINKS_OF_SITE, PageTitles, FeedPlan)
"""What is known of all documents, and takes a while to find out."""
_OWN_FIELDS = frozenset({"title", "subtitle", "updated", "excerpt", "opening", "reading_minutes", "math", "keywords"})
"""What an edit may change of a post without another place in a list, and without a need for other files."""
_UNSEEN_FIELDS = frozenset({"header_lines", "origins", "keys"})


@dataclass(frozen=True, slots=True)
class FormerSite:
    """What a build knew of its site when all documents were read."""

    site: Site
    pictures: PictureFacts


def keep_site(app: Sphinx) -> FormerSite | None:
    """Return what a build knows of its site; None if it has not asked, because there was nothing to do."""
    if _EXTENSION not in app.extensions or acceleration.is_resting(app):
        return None
    site = site_of(app.env)
    links, kept = link_index(app.env), site.with_parts(*_PARTS)
    links.site = kept  # so that nothing of this build stays in memory
    return FormerSite(kept, site_pictures(app).facts)


def resume_site(app: Sphinx, former: FormerSite, edited: Collection[str]) -> None:
    """Give a build the site of the one before, in which some posts were edited. No other file is looked at.

    :param edited: the docnames of the posts.
    :raises LookupError: an edit is one of those after which the site has to be loaded again.
    """
    site = former.site
    site.catalogue = site.catalogue.with_edited(_load_edited(app, site, edited))
    open_site(app, site)
    site_pictures(app).take(former.pictures)


def note_titles(app: Sphinx, edited: Collection[str]) -> None:
    """Note the titles of documents that have been read again."""
    page_titles(app.env).update((docname, app.env.titles[docname].astext()) for docname in edited)


def _load_edited(app: Sphinx, site: Site, edited: Collection[str]) -> list[Post]:
    """Return the posts among edited documents, as they are now."""
    settings = site.settings
    options = make_parse_options(settings, has_substitutions(app), own_language(app.config), rest_suffixes(app))
    loader, known = FileLoader(Path(app.srcdir), options), post_cache(app, settings).load() or {}
    posts: list[Post] = []
    for docname in edited:
        post = site.catalogue.by_docname.get(docname)
        if not post:
            if docname in site.catalogue.pages or docname in site.index_pages:
                raise LookupError(docname)
            continue
        before, now = known[post.path].entry, loader.load(post.path, docname).entry
        if not (isinstance(before, Post) and isinstance(now, Post)):
            raise LookupError(docname)
        changed = {field.name for field in fields(Post) if getattr(before, field.name) != getattr(now, field.name)}
        if not changed <= _OWN_FIELDS | _UNSEEN_FIELDS or post.source_title:
            raise LookupError(docname)
        posts.append(replace(post, **{name: getattr(now, name) for name in changed}))
    return posts
