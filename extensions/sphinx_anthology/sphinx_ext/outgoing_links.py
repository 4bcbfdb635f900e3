"""The links of a page, with the sentences that they are in, recorded when the page is read.

However a link is written, it is recorded in one form. So a page can be written again when the title of a link's target
changes, and an article can show what links to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment

from ..characters import clean_text
from ..urls import is_web_url
from .site import site_of

_MAX_CONTEXT = 140
"""Maximum number of characters of a sentence on each side of a link."""
_MAX_SENTENCE = 2000
"""Maximum number of characters on each side of a link in which the sentence is searched."""
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？…]")


ADDRESSES = "addresses"
"""Attribute of raw nodes: the :class:`LocalAddress` objects in their text, in ascending order."""


class LocalAddress(NamedTuple):
    """An address of this site in raw HTML. It is pickled with the doctree."""

    start: int
    end: int
    value: str
    role: str
    """``link``, ``image`` for a file in the folder of images, ``download`` or ``published``."""
    path: str = ""
    """The path of the file, relative to the source folder, or in the output if it is published anyway; empty for a link."""


class OutgoingLink(NamedTuple):
    """A link as it is written. It is pickled with the environment, so it is small."""

    syntax: str
    """``post``, ``doc``, ``ref``, ``myst`` (a Markdown link by name or path), ``uri`` or ``html``."""
    target: str
    heading: str
    """The heading of the target that it leads to; empty for the page itself."""
    before: str
    """The words of the sentence before the link."""
    text: str
    """The words of the link; empty if it shows the title of its target."""
    after: str
    """The words of the sentence after the link."""


class LinkTarget(NamedTuple):
    """What a node links to, before it is resolved."""

    syntax: str
    target: str
    heading: str


def outgoing_links(document: nodes.document, env: BuildEnvironment) -> tuple[OutgoingLink, ...]:
    """Return the links of a page that may lead to another page, in their order."""
    hosts = site_of(env).catalogue.addresses.hosts
    found: list[OutgoingLink] = []
    texts: _BlockTexts | None = None
    for node in reference_nodes(document, with_html=True):
        if isinstance(node, nodes.raw):
            found += (OutgoingLink(*target, "", "", "") for target in _targets_in_html(node))
        elif target := link_target(node, hosts):
            block = _find_block(node)
            if texts is None or texts.block is not block:
                texts = _BlockTexts(block, env)
            found.append(OutgoingLink(*target, *texts.find_sentence(node)))
    return tuple(found)


def _targets_in_html(node: nodes.raw) -> Iterator[LinkTarget]:
    addresses: list[LocalAddress] = node.get(ADDRESSES, [])
    for address in addresses:
        if address.role == "link":
            yield LinkTarget("html", address.value, _fragment(address.value))


def reference_nodes(document: nodes.document, with_html: bool = False) -> Iterator[nodes.Element]:
    """Yield the references of a page, resolved or not.

    :param with_html: whether raw nodes are yielded as well.
    """
    kinds = (pending_xref, nodes.reference, nodes.raw) if with_html else (pending_xref, nodes.reference)
    found = document.findall(lambda node: isinstance(node, kinds))
    return (cast("nodes.Element", node) for node in found)


def link_target(node: nodes.Element, hosts: frozenset[str]) -> LinkTarget | None:
    """Return what a node links to; None if it leads to no page of this project.

    :param hosts: the hosts of the old blog.
    """
    if isinstance(node, nodes.reference):
        uri = node.get("refuri", "")
        return LinkTarget("uri", uri, _fragment(uri)) if is_old_address(uri, hosts) else None
    match node["refdomain"], node["reftype"]:
        case "blog", "post":
            return LinkTarget("post", node["reftarget"], node.get("heading", ""))
        case "std", ("doc" | "ref") as syntax:
            return LinkTarget(syntax, node["reftarget"], "")
        case "doc", "myst":
            return LinkTarget("doc", f"/{node['reftarget']}", node.get("reftargetid") or "")
        case _, "myst":
            return LinkTarget("myst", node["reftarget"], _fragment(node["reftarget"]))
    return None


def _fragment(address: str) -> str:
    return address.partition("#")[2]


def is_old_address(uri: str, hosts: frozenset[str]) -> bool:
    """Return whether a URI may be one of the old blog: it has no host, or one of *hosts*."""
    if not is_web_url(uri):
        return uri.startswith("/")
    return bool(hosts) and uri.split("/", 3)[2].casefold() in hosts


def _find_block(node: nodes.Element) -> nodes.Element:
    """Return the block that a link is in, such as a paragraph."""
    block = cast("nodes.Element", node.parent)
    while isinstance(block, nodes.Inline) and block.parent is not None:
        block = cast("nodes.Element", block.parent)
    return block


class _BlockTexts:
    """The texts of a block, joined once for all links in it: a block may have thousands."""

    def __init__(self, block: nodes.Element, env: BuildEnvironment) -> None:
        self.block = block
        texts = list(block.findall(nodes.Text))
        shown = ["" if isinstance(text.parent, nodes.raw) else _shown_words(text, env) for text in texts]
        ends = list(accumulate(map(len, shown)))
        self._text = "".join(shown)
        self._places = {id(text): (end - len(words), end) for text, words, end in zip(texts, shown, ends, strict=True)}

    def find_sentence(self, link: nodes.Element) -> tuple[str, str, str]:
        """Return the words of a link's sentence before it, in it and after it."""
        inside = [self._places[id(text)] for text in link.findall(nodes.Text)]
        if not inside:  # an image, say
            return "", "", ""
        start, end = inside[0][0], inside[-1][1]
        parts = (
            self._text[max(start - _MAX_SENTENCE, 0) : start],
            self._text[start:end],
            self._text[end : end + _MAX_SENTENCE],
        )
        before, words, after = map(clean_text, parts)
        is_explicit = not isinstance(link, pending_xref) or link.get("refexplicit")
        return _last_words(before), " ".join(words.split()) if is_explicit else "", _first_words(after)


def _shown_words(text: nodes.Text, env: BuildEnvironment) -> str:
    """Return a text as readers will see it: the text of an unresolved link to a post is its slug, but its title is shown."""
    link = text.parent.parent
    if isinstance(link, pending_xref) and not link["refexplicit"] and (link["refdomain"], link["reftype"]) == ("blog", "post"):
        post = site_of(env).catalogue.find(link["reftarget"])
        return post.title if post else str(text)
    return str(text)


def _last_words(text: str) -> str:
    """Return the last sentence of a text, or the unfinished one at its end, shortened."""
    end = max((match.end() for match in _SENTENCE_END.finditer(text)), default=0)
    words = " ".join(text[end:].split())
    if len(words) > _MAX_CONTEXT:
        words = "… " + words[-_MAX_CONTEXT:].partition(" ")[2]
    return words + " " if words and text[-1:].isspace() else words


def _first_words(text: str) -> str:
    """Return a text up to the end of its first sentence, shortened."""
    match = _SENTENCE_END.search(text)
    words = " ".join(text[: match.end() if match else None].split())
    if len(words) > _MAX_CONTEXT:
        words = words[:_MAX_CONTEXT].rpartition(" ")[0] + " …"
    return " " + words if words and text[:1].isspace() else words
