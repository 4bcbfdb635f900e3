"""The doctree of an untrusted post, cleaned when the post has been parsed: for every builder, and whatever made a node."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...urls import UrlError, is_web_url, parse_url
from ..files.left_out_images import replace_by_alternative
from ..links.html_references import HTML
from ..posts.formulas import MATHJAX_PROCESS
from .formulas import find_forbidden_tex
from .html import LINK_RELATION, HtmlCleaner

ReportAt = Callable[[str, nodes.Node], None]
"""A function that reports a message about a node."""

_LINE_BREAK_IN_LATEX = "\\\\\n"
"""What MyST makes of a hard line break, beside the HTML for it."""
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*")
_MAX_NAMES = 20
"""Maximum number of removed elements and attributes that a message names."""
_MAX_SHOWN = 80  # characters
_LITERAL_WRAPPER = "literal-block-wrapper"
_NOT_DOWNLOADED = "untrusted"
"""Attribute of images that are on another host, and that no build may fetch."""
_MATHJAX_IGNORE = ("tex2jax_ignore", "mathjax_ignore")
"""Classes of elements in whose text MathJax looks for no formulas, in all its versions."""


class DoctreeCleaner:
    """Cleans the nodes of one post."""

    def __init__(self, frame_hosts: Collection[str], kept: Iterable[nodes.Node], report: ReportAt) -> None:
        """Prepare to clean a post.

        :param frame_hosts: the hosts whose pages may be shown in frames.
        :param kept: nodes that are not the post's own, such as the header of the article, and stay as they are.
        :param report: gets one message for each cause.
        """
        self._frame_hosts = tuple(frame_hosts)
        self._kept = set(map(id, kept))
        self._report = report
        self._removed: dict[str, nodes.Node] = {}
        """The names of removed elements and attributes, each with the first node that had it."""
        self._forbidden_tex: set[str] = set()

    def clean(self, document: nodes.document) -> None:
        """Clean a document, and report what HTML was removed."""
        self._clean_children(document)
        if self._removed:
            names = ", ".join(list(self._removed)[:_MAX_NAMES]) + (" …" if len(self._removed) > _MAX_NAMES else "")
            message = f"HTML that an untrusted post may not have is removed: {names}. Write Markdown instead."
            self._report(message, next(iter(self._removed.values())))

    def _clean_children(self, parent: nodes.Element) -> None:
        html: HtmlCleaner | None = None
        for child in list(parent.children):
            if id(child) in self._kept:
                continue
            if isinstance(child, nodes.raw):
                html = html or HtmlCleaner(self._frame_hosts, partial(self._note_removed, child))
                self._clean_raw(child, html)
            elif isinstance(child, nodes.Element):
                self._clean_children(child)
                self._check(child)
        if html and (tags := html.close_all()):
            parent.append(nodes.raw("", tags, format="html"))

    def _note_removed(self, node: nodes.Node, name: str) -> None:
        self._removed.setdefault(name, node)

    def _clean_raw(self, node: nodes.raw, html: HtmlCleaner) -> None:
        """Clean a raw node. What is for another format than HTML is removed, but for the line breaks of MyST."""
        text, format_ = node.astext(), node.get("format", "")
        if format_ == "latex" and text == _LINE_BREAK_IN_LATEX:
            return
        if format_ != "html":
            self._report(f"Raw text for {shorten(format_)} is removed, because the post is untrusted.", node)
        cleaned = html.clean(text) if format_ == "html" else ""
        if cleaned:
            node[:] = [nodes.Text(cleaned)]
        else:
            node.parent.remove(node)

    def _check(self, node: nodes.Element) -> None:
        match node:
            case nodes.image():
                self._check_image(node)
            case nodes.math() | nodes.math_block():
                self._check_formula(node)
            case download_reference():
                name = shorten(node.get("reftarget", ""))
                self._report(f"{name} is no link, because an untrusted post may not offer files for download.", node)
                _unwrap(node)
            case nodes.reference():
                self._check_link(node)
            case nodes.container() if "design_component" not in node:
                node["classes"] = [name for name in node["classes"] if name == _LITERAL_WRAPPER]

    def _check_link(self, node: nodes.reference) -> None:
        address = node.get("refuri", "")
        node.attributes.pop("target", None)
        try:
            parse_url(address)
        except UrlError as error:
            self._report(f"The address {shorten(address)} {error}, so its text is no link.", node)
            _unwrap(node)
            return
        if is_web_url(address):
            node["rel"] = LINK_RELATION

    def _check_image(self, node: nodes.image) -> None:
        address = node["uri"]
        node.attributes.pop(HTML, None)
        if _PICTURE_DATA.fullmatch(address):
            return
        try:
            parse_url(address, allow_mail=False)
        except UrlError as error:
            self._report(f"The address of the image {shorten(address)} {error}, so its description is shown.", node)
            replace_by_alternative(node)
            return
        if is_web_url(address):
            node[_NOT_DOWNLOADED] = True

    def _check_formula(self, node: nodes.math | nodes.math_block) -> None:
        tex = node.astext()
        if not (forbidden := find_forbidden_tex(tex)):
            node["classes"] += MATHJAX_PROCESS
            return
        if forbidden not in self._forbidden_tex:
            self._forbidden_tex.add(forbidden)
            part = shorten(forbidden)
            self._report(f"Formulas with {part} are shown as text, because the post is untrusted. Use symbols alone.", node)
        is_block = isinstance(node, nodes.math_block)
        text: nodes.Element = nodes.literal_block(tex, tex, language="none") if is_block else nodes.literal(tex, tex)
        text.line, text.source = node.line, node.source
        node.replace_self(text)


def shorten(text: str) -> str:
    """Return a text in quotes for a message, cut if it is long."""
    return repr(text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…")


def hide_from_mathjax(section: nodes.section) -> None:
    """Let MathJax show the formulas of a post, but look for none in its text."""
    section["classes"] += [name for name in _MATHJAX_IGNORE if name not in section["classes"]]


def mark_remote_images(parts: Iterable[nodes.Element]) -> None:
    """Mark the images on other hosts in what is shown of a post's record, so that no build fetches them."""
    for part in parts:
        for image in part.findall(nodes.image):
            if is_web_url(image["uri"]):
                image[_NOT_DOWNLOADED] = True


def _unwrap(node: nodes.Element) -> None:
    """Put the content of a node in its place, unless it was removed with an image."""
    with suppress(ValueError):
        node.parent.replace(node, node.children)


class LinkRemoteImages(SphinxPostTransform):
    """Show a link instead of an image on another host, where a builder would fetch the image.

    An address in an untrusted post may be one that only the machine of the build can reach.
    """

    default_priority = 90  # before Sphinx fetches images

    def run(self, **kwargs: Any) -> None:
        builder = self.env._app.builder
        if builder.supported_remote_images or not builder.supported_image_types:
            return
        for image in list(self.document.findall(nodes.image)):
            if image.get(_NOT_DOWNLOADED):
                address = image["uri"]
                link: nodes.Element = nodes.reference("", image.get("alt") or address, refuri=address)
                if isinstance(image.parent, nodes.reference):
                    link = nodes.inline("", image.get("alt") or address)
                is_text = isinstance(image.parent, nodes.TextElement)
                image.replace_self(cast("nodes.Node", link if is_text else nodes.paragraph("", "", link)))
