"""Lists and overviews, made when their page is written; and the page as those that make nodes see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from ...catalogue.queries import Query
from ...catalogue.queries.links import LinkQuery
from ...fields.record import Cover
from ...outputs.page_addresses import BUILDERS
from ...outputs.pictures.picture import PictureRecord
from ...pages.article_footer import RelatedAndBacklinks
from ...pages.deferred import DeferredContent, deferred, inline_deferred
from ...pages.elements import timestamp
from ...urls import Url, is_remote
from ..builders.single_page import is_outside_page
from ..configuration.site_address import page_address, site_address
from ..dependencies import recorded_dependencies
from ..feed_links import own_feed
from ..files.image_formats import is_shown_in_epub
from ..links.backlinks import link_index
from ..site import site_of

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class PageBeingRead:
    """The page that is being read; a :class:`.pages.deferred.ReadingContext`."""

    env: BuildEnvironment

    @property
    def language(self) -> str:
        """The language of the site."""
        return str(self.env.config.language)

    def defer(self, content: DeferredContent, pictures: Iterable[Cover | None] = ()) -> deferred:
        """Return the node for content inside a paragraph of the page, and register its pictures with Sphinx."""
        return deferred_node(content, pictures, self.env, inline_deferred)

    def link(self, docname: str | None, words: str, classes: Iterable[str] = ()) -> nodes.Element:
        """Return a reference that every builder resolves."""
        if docname is None:
            return nodes.inline("", "", nodes.Text(words), classes=list(classes))
        content = nodes.inline("", "", nodes.Text(words))
        return pending_xref(
            "",
            content,
            refdomain="blog",
            reftype="page",
            reftarget=docname,
            refexplicit=True,
            refwarn=True,
            classes=list(classes),
        )


@dataclass(frozen=True, slots=True)
class PageBeingWritten:
    """The page that a builder writes; a :class:`.pages.context.WritingContext`."""

    builder: Builder
    docname: str

    @property
    def language(self) -> str:
        """The language of the site."""
        return str(self.builder.config.language)

    @property
    def is_html(self) -> bool:
        """Whether the page is one for a browser, or part of an EPUB."""
        return self.builder.format == "html"

    def shows_picture(self, uri: str) -> bool:
        """Return whether a small picture is shown: none on paper, and in an EPUB only what its readers know."""
        if self.builder.name == "epub":
            return not is_remote(uri) and is_shown_in_epub(uri)
        return self.is_html and (is_remote(uri) or uri in self.builder.env.images)

    @property
    def is_browser(self) -> bool:
        """Whether the page is one for a browser, which may have drawings, links to files and forms."""
        return self.builder.name in BUILDERS

    def answer(self, query: Query[Answer]) -> Answer:
        """Return the answer to a query that the page asked when it was read."""
        recorded = recorded_dependencies(self.builder.env).get(self.docname)
        if recorded is None or query not in recorded.answers:
            raise LookupError(f"{self.docname} did not ask {query} when it was read")
        return query.answer(site_of(self.builder.env).catalogue)

    def answer_from_links(self, query: LinkQuery[Answer]) -> Answer:
        """Return the answer to a query about links that the page asked when it was read."""
        recorded = recorded_dependencies(self.builder.env).get(self.docname)
        if recorded is None or query not in recorded.link_queries:
            raise LookupError(f"{self.docname} did not ask {query} when it was read")
        return query.answer(link_index(self.builder.env))

    def web_address(self) -> str:
        """Return the absolute address of the page; empty if that of the site is not known, or the page is in no site."""
        has_address = self.builder.name in BUILDERS and site_address(self.builder).is_known
        return page_address(self.builder, self.docname) if has_address else ""

    def picture(self, file: str) -> PictureRecord | None:
        """Return what is known of a picture."""
        return site_of(self.builder.env).find_picture(file)

    def feed(self) -> tuple[str, str] | None:
        """Return the title and the relative URL of the page's own feed; None if it has none."""
        return own_feed(self.builder, self.docname)

    @property
    def search_page(self) -> str | None:
        """The URL of the page of the search, relative to this page; None if there is none."""
        has_search = self.is_browser and getattr(self.builder, "search", False)
        return self.builder.get_relative_uri(self.docname, "search") if has_search else None

    def address(self, docname: str | None, fragment: str = "") -> str | None:
        """Return the URL of a page, relative to this one; None if the page is not part of this build."""
        if docname is None or is_outside_page(self.builder, docname):
            return None
        if fragment and isinstance(self.builder, SingleFileHTMLBuilder):
            return f"#{fragment}"
        try:
            return self.builder.get_relative_uri(self.docname, docname) + (f"#{fragment}" if fragment else "")
        except NoUri:
            return None

    def link(self, docname: str | None, words: str, classes: Iterable[str] = ()) -> nodes.Element:
        """Return *words* with a resolved link."""
        uri = self.address(docname)
        content = nodes.inline("", "", nodes.Text(words))
        if uri is None:
            return content
        return nodes.reference("", "", content, refuri=uri, internal=True, classes=list(classes))

    def address_outside(self, url: Url) -> str | None:
        """Return a URL of another site, relative to this page if it is relative to this site; None if it is empty."""
        if not url or is_remote(url):
            return url or None
        path, mark, fragment = url.partition("#")
        return relative_uri(self.builder.get_target_uri(self.docname), path) + mark + fragment

    def link_to(self, address: str | None, words: nodes.Node) -> nodes.Element:
        """Return *words* with a link to an address; without one if it is None."""
        content = nodes.inline("", "", words)
        if address is None:
            return content
        return nodes.reference("", "", content, refuri=address, internal=not is_remote(address))


def deferred_node(
    content: DeferredContent, pictures: Iterable[Cover | None], env: BuildEnvironment, kind: type[deferred] = deferred
) -> deferred:
    """Return the node for content of the page that is being read, and register its pictures with Sphinx."""
    docname = env.current_document.docname
    files = dict.fromkeys(cover.files for cover in pictures if cover)
    for file in filter(None, chain.from_iterable(files)):
        env.images.add_file(docname, file)
    return kind("", content=content, docname=docname, files=list(files))


class ExpandDeferredNodes(SphinxPostTransform):
    """Replace deferred nodes by their content. The HTML writer does that itself, so its builder only learns their pictures."""

    default_priority = 8  # before references are resolved

    def run(self, **kwargs: Any) -> None:
        builder = self.env._app.builder
        for node in list(self.document.findall(deferred)):
            if builder.format != "html":
                node.replace_self(expand_deferred(node, builder))
                continue
            page = PageBeingWritten(builder, node["docname"])
            for file in filter(page.shows_picture, _list_pictures(node, page)):
                builder.images[file] = self.env.images[file][1]


def _list_pictures(node: deferred, page: PageBeingWritten) -> Iterator[str]:
    """Yield the files of pictures that a deferred node shows. Which articles are related is not known when a page is read."""
    content: DeferredContent = node["content"]
    pictures: Sequence[tuple[str, str]] = node["files"]
    if isinstance(content, RelatedAndBacklinks):
        pictures = page.answer_from_links(content.query).pictures
    for light, dark in pictures:
        yield from filter(None, [light] if page.builder.name == "epub" else [light, dark])


def expand_deferred(node: deferred, builder: Builder) -> list[nodes.Node]:
    """Return the content of a deferred node, for the page that a builder writes."""
    content: DeferredContent = node["content"]
    return content.make_nodes(PageBeingWritten(builder, node["docname"]))


def visit_deferred_html(self: HTML5Translator, node: deferred) -> None:
    """Write the content of a deferred node."""
    # Paragraphs and images ask their parent how to be written, so the content needs a parent of the kind that the node has.
    wrapper = nodes.inline() if isinstance(node, inline_deferred) else nodes.container()
    wrapper.extend(expand_deferred(node, self.builder))
    wrapper.parent = node.parent
    for child in wrapper.children:
        child.walkabout(self)
    raise nodes.SkipNode


def visit_timestamp_html(self: HTML5Translator, node: timestamp) -> None:
    """Begin the element of a date."""
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def depart_timestamp_html(self: HTML5Translator, node: timestamp) -> None:
    """End the element of a date."""
    self.body.append("</time>")
