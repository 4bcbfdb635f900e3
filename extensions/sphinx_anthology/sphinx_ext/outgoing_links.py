"""The links of a page, with the sentences that they are in, recorded when the page is read.

However a link is written, it is recorded in one form. So a page can be written again when the title of a link's target
changes, and an article can show what links to it. What else may name a documented object is recorded in the same walk through
the page: code in an article, and the objects that a page documents.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import desc_signature, index, pending_xref
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from ..characters import clean_text
from ..urls import is_web_url
from .named_places import Reference, reference_of
from .site import site_of
from .translation.translated_paragraphs import is_break_tag

_MAX_CONTEXT = 140
"""Maximum number of characters of a sentence on each side of a link."""
_MAX_SENTENCE = 2000
"""Maximum number of characters on each side of a link in which the sentence is searched."""
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？…]")
_CODE_NAME = re.compile(r"-{0,2}[^\W\d][\w.:$-]{0,200}(?:\(\))?")
"""Code that may be the name of a documented object: ``pkg.function()``, ``ns::Class``, ``--option``."""
_NO_OBJECT = {
    "blog": frozenset[str](),
    "citation": frozenset[str](),
    "math": frozenset[str](),
    "std": frozenset({"ref", "numref", "doc", "keyword", "term", "token"}),
}
"""The domains whose roles lead to no documented object; in ``std`` it is these roles."""
_RECORDED = (pending_xref, nodes.reference, nodes.raw, nodes.literal, nodes.target, nodes.section, desc_signature)

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
    """``post``, ``doc``, ``ref``, ``myst`` (a Markdown link by name or path), ``uri``, ``html``, ``object`` (a role of a
    domain such as ``py``) or ``inventory`` (an address in another project)."""
    target: str
    heading: str
    """The heading of the target that it leads to; empty for the page itself."""
    before: str
    """The words of the sentence before the link."""
    text: str
    """The words of the link; empty if it shows the title of its target."""
    after: str
    """The words of the sentence after the link."""
    role: tuple[tuple[str, str | bool], ...] = ()
    """The attributes with which a domain resolves the target, if the syntax is ``object``."""


class LinkTarget(NamedTuple):
    """What a node links to, before it is resolved."""

    syntax: str
    target: str
    heading: str


class PageContent(NamedTuple):
    """What a page links to, names and documents."""

    links: tuple[OutgoingLink, ...]
    """The links that may lead to another page, in their order."""
    code: tuple[str, ...]
    """The code in the text of an article that may be the name of a documented object, without repetitions."""
    references: tuple[Reference, ...]
    """What is named by references that are no links between pages, each once."""
    objects: tuple[nodes.Element, ...]
    """The nodes with the ids of documented objects: signatures, and targets or sections of modules."""


def read_content(document: nodes.document, env: BuildEnvironment, docname: str) -> PageContent:
    """Return what a page links to, names and documents."""
    site = site_of(env)
    is_article = docname in site.catalogue.by_docname and site.settings.api_backlinks
    hosts, bases = site.catalogue.addresses.hosts, tuple(inventory_addresses(env.config).values()) if is_article else ()
    links: list[OutgoingLink] = []
    code: dict[str, None] = {}
    references: set[Reference] = set()
    objects: list[nodes.Element] = []
    texts: _BlockTexts | None = None
    for found in document.findall(lambda node: isinstance(node, _RECORDED)):
        node = cast("nodes.Element", found)
        if isinstance(node, nodes.literal):
            if is_article and (name := _code_name(node)):
                code[name] = None
        elif isinstance(node, (desc_signature, nodes.target, nodes.section)):
            if object_ids(node):
                objects.append(node)
        elif isinstance(node, nodes.raw):
            links += (OutgoingLink(*target, "", "", "") for target in _targets_in_html(node))
        else:
            if isinstance(node, pending_xref) and (reference := reference_of(node)):
                references.add(reference)
            if target := link_target(node, hosts) or (object_target(node, bases) if is_article else None):
                block = _find_block(node)
                texts = texts if texts and texts.block is block else _BlockTexts(block, env)
                links.append(OutgoingLink(*target, *texts.find_sentence(node), _role_of(node, target)))
    return PageContent(tuple(links), tuple(code), tuple(sorted(references)), tuple(objects))


def object_ids(node: nodes.Element) -> list[str]:
    """Return the ids of the object that a signature or target belongs to; none without an object."""
    if isinstance(node, desc_signature):
        return list(node["ids"])
    if isinstance(node, nodes.section):  # Sphinx moves the id of a module to the section that it begins
        entries = node[1]["entries"] if len(node) > 1 and isinstance(node[1], index) else ()
        return node["ids"][:1] if entries and entries[0][2] == node["ids"][0] else []
    # Docutils moves the ids of a target to the element after it.
    return (node["ids"] or [node["refid"]]) if "ismod" in node else []


def _code_name(node: nodes.literal) -> str | None:
    """Return the code in a text if it may be a name. The text of a role is none, because it may be shortened."""
    text = node.astext()
    return text if _CODE_NAME.fullmatch(text) and not isinstance(node.parent, pending_xref) else None


def find_code_sentences(
    document: nodes.document, names: Collection[str], env: BuildEnvironment
) -> Mapping[str, tuple[str, str, str]]:
    """Return the words of the sentence before, in and after the first place of each of some names in code."""
    result: dict[str, tuple[str, str, str]] = {}
    texts: _BlockTexts | None = None
    for node in document.findall(nodes.literal):
        name = _code_name(node)
        if not name or name not in names or name in result:
            continue
        block = _find_block(node)
        texts = texts if texts and texts.block is block else _BlockTexts(block, env)
        result[name] = texts.find_sentence(node)
    return result


def _targets_in_html(node: nodes.raw) -> Iterator[LinkTarget]:
    addresses: list[LocalAddress] = node.get(ADDRESSES, [])
    for address in addresses:
        if address.role == "link":
            yield LinkTarget("html", address.value, _fragment(address.value))


def reference_nodes(document: nodes.document) -> Iterator[nodes.Element]:
    """Yield the references of a page, resolved or not."""
    return (cast("nodes.Element", node) for node in document.findall() if isinstance(node, (pending_xref, nodes.reference)))


def link_target(node: nodes.Element, hosts: frozenset[str]) -> LinkTarget | None:
    """Return what a node links to; None if it leads to no page of this project.

    :param hosts: the hosts of the old blog.
    """
    if isinstance(node, nodes.reference):
        uri = node.get("refuri", "")
        return LinkTarget("uri", uri, _fragment(uri)) if is_old_address(uri, hosts) else None
    match node.get("refdomain"), node.get("reftype"):
        case "blog", "post":
            return LinkTarget("post", node["reftarget"], node.get("heading", ""))
        case "std", ("doc" | "ref") as syntax:
            return LinkTarget(syntax, node["reftarget"], "")
        case "doc", "myst":
            return LinkTarget("doc", f"/{node['reftarget']}", node.get("reftargetid") or "")
        case _, "myst":
            return LinkTarget("myst", node["reftarget"], _fragment(node["reftarget"]))
    return None


def object_target(node: nodes.Element, bases: tuple[str, ...]) -> LinkTarget | None:
    """Return what a node links to, if it may be a documented object of this or another project; else None.

    :param bases: the addresses of the other projects.
    """
    if isinstance(node, nodes.reference):
        uri = node.get("refuri", "")
        return LinkTarget("inventory", uri, "") if "inv_match" in node or (bases and uri.startswith(bases)) else None
    if not (domain := node.get("refdomain")):
        return LinkTarget("object", node["reftarget"], "") if node.get("reftype") == "any" else None
    if domain in _NO_OBJECT and (not _NO_OBJECT[domain] or node["reftype"] in _NO_OBJECT[domain]):
        return None
    return LinkTarget("object", node["reftarget"], "")


def _role_of(node: nodes.Element, target: LinkTarget) -> tuple[tuple[str, str | bool], ...]:
    """Return the attributes of a reference on which its target depends."""
    if target.syntax != "object":
        return ()
    own = {"refdomain", "reftype", "refspecific", "intersphinx", "inventory"}
    found = {name: value for name, value in node.attributes.items() if name in own or ":" in name}
    return tuple((name, value) for name, value in sorted(found.items()) if isinstance(value, str | bool))


def inventory_addresses(config: Config) -> Mapping[str, str]:
    """Return the addresses of the other projects whose objects intersphinx knows, by the names of their inventories."""
    mapping = getattr(config, "intersphinx_mapping", {})
    return {name: address for name, (address, _files) in mapping.values()}


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
        shown = [_shown_words(text, env) for text in texts]
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
        is_explicit = not isinstance(link, pending_xref) or link.get("refexplicit") or object_target(link, ())
        return _last_words(before), " ".join(words.split()) if is_explicit else "", _first_words(after)


def _shown_words(text: nodes.Text, env: BuildEnvironment) -> str:
    """Return a text as readers will see it: the text of an unresolved link to a post is its slug, but its title is shown.

    A line break separates words. No other HTML is shown.
    """
    if isinstance(text.parent, nodes.raw):
        return "\n" if is_break_tag(text.strip()) else ""
    link = text.parent.parent
    # Links to citations and in signatures have few of the attributes of others.
    is_to_post = isinstance(link, pending_xref) and (link.get("refdomain"), link.get("reftype")) == ("blog", "post")
    if is_to_post and not link.get("refexplicit"):
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
