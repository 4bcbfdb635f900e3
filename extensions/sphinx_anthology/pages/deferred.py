"""Lists and overviews as they are kept in a page, and what becomes of them when the page is written.

A list of cards is thousands of nodes. Were they in the doctree, each of Sphinx's transforms would walk through them and every
build would copy and store them; so one node stands there for a view, and its content is made when the page is written. That it
is up to date then is what queries are for (see :mod:`.catalogue.queries`): the directive has asked them when the page was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..catalogue.queries import Query
from ..fields.record import Cover
from ..sphinx_ext.domain import BlogDomain, blog_domain
from . import article

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Place:
    """The page in which a view is written, and by which builder."""

    domain: BlogDomain
    builder: Builder
    docname: str

    @property
    def language(self) -> str:
        """The language of the site."""
        return str(self.builder.config.language)

    @property
    def is_html(self) -> bool:
        """Whether the page is one for a browser, or a book of such pages."""
        return self.builder.format == "html"

    def answer(self, query: Query[Answer]) -> Answer:
        """Answer a query that the page has asked when it was read."""
        return query.answer(self.domain.catalogue)

    def address(self, docname: str | None, fragment: str = "") -> str | None:
        """Return the address of a page as seen from here; None if there is none in what is being built."""
        if docname is None:
            return None
        try:
            return self.builder.get_relative_uri(self.docname, docname) + (f"#{fragment}" if fragment else "")
        except NoUri:
            return None

    def link(self, docname: str | None, words: str, classes: Iterable[str] = (), fragment: str = "") -> nodes.Element:
        """Return words that lead to a page, or just the words if it is not there."""
        uri = self.address(docname, fragment)
        inline = nodes.inline("", "", article.text(words))
        if uri is None:
            return inline
        return nodes.reference("", "", inline, refuri=uri, internal=True, classes=list(classes))

    def picture(self, cover: Cover | None, classes: list[str]) -> nodes.image | None:
        """Return a picture that says nothing which is not said beside it; on paper there is none."""
        if cover is None or not cover.usable or not self.is_html:
            return None
        image = article.picture(cover, classes)
        image["uri"] = cover.file or image["uri"]
        image["loading"], image["alt"] = "lazy", ""
        if size := image.attributes.pop("intrinsic"):
            image["width"], image["height"] = map(str, size)
            image["classes"].append("no-scaled-link")
        return image


class View(Protocol):
    """What a directive leaves in a page; pickled with it, and therefore small."""

    def make(self, place: Place) -> list[nodes.Node]:
        """Return the content."""


class view(nodes.General, nodes.Element):  # noqa: N801  named as docutils names nodes
    """The node that stands for a :class:`View` until the page is written."""


def placed(content: View, pictures: Iterable[Cover | None], domain: BlogDomain) -> view:
    """Return the node for a view on the page that is being read, and let Sphinx know its pictures."""
    env = domain.env
    docname = env.current_document.docname
    files = dict.fromkeys(cover.file for cover in pictures if cover and cover.file)
    for file in files:
        env.images.add_file(docname, file)
    return view("", view=content, docname=docname, files=list(files))


class MakeViews(SphinxPostTransform):
    """Put their content in the place of views; for HTML, whose writer does that itself, name their pictures to the builder."""

    default_priority = 8  # before references are resolved, as for anything that is in a page

    def run(self, **kwargs: Any) -> None:
        builder = self.env._app.builder
        for node in list(self.document.findall(view)):
            if builder.format != "html":
                node.replace_self(_made(node, builder))
                continue
            for file in node["files"]:
                builder.images[file] = self.env.images[file][1]


def _made(node: view, builder: Builder) -> list[nodes.Node]:
    content: View = node["view"]
    return content.make(Place(blog_domain(builder.env), builder, node["docname"]))


def visit_view_html(self: HTML5Translator, node: view) -> None:
    """Write the content of a view."""
    # A parent of the kind that the node has: a paragraph asks its parent how to be written.
    wrapper = nodes.container("", *_made(node, self.builder))
    wrapper.parent = node.parent
    for child in wrapper.children:
        child.walkabout(self)
    raise nodes.SkipNode
