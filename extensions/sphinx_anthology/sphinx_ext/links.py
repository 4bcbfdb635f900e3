"""Links from page to page: what a page links to is noted when it is read, and found when all pages are known.

Whatever way a link is written in, it comes to the same here: a destination, and the sentence that it stands in. So a page is
written again when what its links lead to has another title or heading, and an article can say what links to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from ..catalogue.permalinks import normalise_address
from ..fields.urls import is_on_the_web
from ..problems import Code
from ..suggestions import did_you_mean, nearest
from . import anchors
from .domain import BlogDomain, OutgoingLink, blog_domain, warn

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_LONGEST = 140  # characters on each side of a link
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？…]")
_ADDRESS = re.compile(r"/(?!/)|\.{1,2}/|@(?:site)?/|[^#]*\.(?:mdx?|markdown|html?)(?:[?#]|$)", re.IGNORECASE)
"""What looks like the address of a page, and not like the name of something."""
_OTHER_FILE = re.compile(r"\.[a-z]{2,4}$")


class Destination(NamedTuple):
    """Where a link leads."""

    docname: str
    anchor: str
    """The id of an element of the page; empty for the page itself."""
    title: str


def noted(document: nodes.document, domain: BlogDomain) -> tuple[OutgoingLink, ...]:
    """Return the links of a page that may lead to another one, in their order."""
    hosts = domain.catalogue.addresses.hosts
    return tuple(OutgoingLink(*way, *_sentence(node, domain)) for node in _references(document) if (way := _way(node, hosts)))


def _references(document: nodes.document) -> Iterator[nodes.Element]:
    found = document.findall(lambda node: isinstance(node, (pending_xref, nodes.reference)))
    return (cast("nodes.Element", node) for node in found)


def _way(node: nodes.Element, hosts: frozenset[str]) -> tuple[str, str, str] | None:
    """Return how a node links, to what, and to which heading of it; None if it leads to no page of this project."""
    if isinstance(node, nodes.reference):
        uri = node.get("refuri", "")
        return ("uri", uri, _fragment(uri)) if is_of_old_blog(uri, hosts) else None
    match node["refdomain"], node["reftype"]:
        case BlogDomain.name, "post":
            return "post", node["reftarget"], node.get("heading", "")
        case "std", ("doc" | "ref") as way:
            return way, node["reftarget"], ""
        case "doc", "myst":
            return "doc", f"/{node['reftarget']}", node.get("reftargetid") or ""
        case _, "myst":
            return "myst", node["reftarget"], _fragment(node["reftarget"])
    return None


def _fragment(address: str) -> str:
    return address.partition("#")[2]


def is_of_old_blog(uri: str, hosts: frozenset[str]) -> bool:
    """Tell whether an address is one of the blog that the posts come from: without a host, or with one of *hosts*."""
    if not is_on_the_web(uri):
        return uri.startswith("/")
    return bool(hosts) and uri.split("/", 3)[2].casefold() in hosts


def _sentence(node: nodes.Element, domain: BlogDomain) -> tuple[str, str, str]:
    """Return the words of a link's sentence before it, in it and after it."""
    block = cast("nodes.Element", node.parent)
    while isinstance(block, nodes.Inline) and block.parent is not None:
        block = cast("nodes.Element", block.parent)
    inside = set(map(id, node.findall(nodes.Text)))
    if not inside:  # an image, say
        return "", "", ""
    parts: tuple[list[str], list[str], list[str]] = ([], [], [])
    place = 0
    for text in block.findall(nodes.Text):
        if id(text) in inside:
            place = 1
        elif place == 1:
            place = 2
        if not isinstance(text.parent, nodes.raw):
            parts[place].append(_words(text, domain))
    before, words, after = ("".join(part) for part in parts)
    explicit = not isinstance(node, pending_xref) or node.get("refexplicit")
    return _last_words(before), " ".join(words.split()) if explicit else "", _first_words(after)


def _words(text: nodes.Text, domain: BlogDomain) -> str:
    """Return a text as it will be shown: that of another link to a post may still be a slug."""
    link = text.parent.parent
    if (
        isinstance(link, pending_xref)
        and not link["refexplicit"]
        and (link["refdomain"], link["reftype"]) == (domain.name, "post")
    ):
        post = domain.catalogue.find(link["reftarget"])
        return post.title if post else str(text)
    return str(text)


def _last_words(text: str) -> str:
    """Return the end of a text from the last beginning of a sentence on."""
    end = max((match.end() for match in _SENTENCE_END.finditer(text)), default=0)
    words = " ".join(text[end:].split())
    if len(words) > _LONGEST:
        words = "… " + words[-_LONGEST:].partition(" ")[2]
    return words + " " if words and text[-1:].isspace() else words


def _first_words(text: str) -> str:
    """Return the beginning of a text up to the first end of a sentence."""
    match = _SENTENCE_END.search(text)
    words = " ".join(text[: match.end() if match else None].split())
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0] + " …"
    return " " + words if words and text[:1].isspace() else words


def destination(link: OutgoingLink, docname: str, env: BuildEnvironment) -> Destination | None:
    """Return where a link on the page *docname* leads; None if to no page of this project. All pages have to be read."""
    domain = blog_domain(env)
    found: str | None = None
    match link.way:
        case "post":
            found = docname if not link.target and link.heading else _post(link.target, domain)
        case "doc":
            found = _document(link.target, docname, env) or _post(link.target, domain)
        case "ref":
            label = anchors.labelled(env, link.target)
            return Destination(*label) if label else _page(_post(link.target, domain), "", env)
        case "myst":
            if label := anchors.labelled(env, link.target.lower()):
                return Destination(*label)
            found = _document(link.target, docname, env) or old_address(link.target, docname, domain)
            found = found or _post(link.target, domain)
        case "uri":
            found = old_address(link.target, docname, domain)
    return _page(found, link.heading, env)


def _post(name: str, domain: BlogDomain) -> str | None:
    post = domain.catalogue.find(name)
    return post.docname if post else None


def _document(target: str, docname: str, env: BuildEnvironment) -> str | None:
    found = docname_join(docname, target)
    return found if found in env.all_docs else None


def _page(docname: str | None, heading: str, env: BuildEnvironment) -> Destination | None:
    titles = blog_domain(env).titles
    if docname is None or docname not in titles:
        return None
    anchor, title = (anchors.find(env, docname, heading) if heading else None) or ("", titles[docname])
    return Destination(docname, anchor, title)


def old_address(target: str, docname: str, domain: BlogDomain) -> str | None:
    """Return the page that a destination in Markdown means, if it is an address of the blog that the posts come from."""
    if not _ADDRESS.match(target) and "/" not in target:
        return None
    if not normalise_address(target) and target.startswith("/"):
        return str(domain.env.config.root_doc)
    post = domain.catalogue.by_docname.get(docname)
    return domain.catalogue.addresses.find(target, post.path if post else f"{docname}.md")


class ResolveLinks(SphinxPostTransform):
    """Lead links by addresses of the old blog to the pages of this one, and say which of them lead nowhere."""

    default_priority = 8  # before MyST and Sphinx resolve the other references

    def run(self, **kwargs: Any) -> None:
        domain, docname = blog_domain(self.env), self.env.current_document.docname
        links = [link for link in domain.links.get(docname, ()) if link.way in ("myst", "uri")]
        if not links:
            return
        hosts = domain.catalogue.addresses.hosts
        for node in list(_references(self.document)):
            way = _way(node, hosts)
            if way and way[0] in ("myst", "uri"):
                self._resolve(node, OutgoingLink(*way, "", "", ""), domain)

    def _resolve(self, node: nodes.Element, link: OutgoingLink, domain: BlogDomain) -> None:
        docname = node.get("refdoc", self.env.current_document.docname)
        if link.way == "myst" and (
            anchors.labelled(self.env, link.target.lower()) or _document(link.target, docname, self.env)
        ):
            return  # MyST leads there
        if link.way == "myst":
            found = _page(old_address(link.target, docname, domain), link.heading, self.env)
        else:
            found = destination(link, docname, self.env)
        if found:
            if link.heading and not found.anchor:
                domain.report_heading(found.docname, link.heading, node)
            node.replace_self(self._reference(node, found, docname))
        elif docname in domain.catalogue.by_docname and _ADDRESS.match(link.target):
            self._report(node, link, domain)

    def _reference(self, node: nodes.Element, found: Destination, docname: str) -> nodes.Node:
        content = nodes.inline("", "", *node.children)
        if isinstance(node, pending_xref):
            content = cast("nodes.inline", node[0])
        if not content.children:
            content = nodes.inline("", found.title, classes=content["classes"])
        try:
            return make_refnode(self.env._app.builder, docname, found.docname, found.anchor, content)
        except NoUri:
            return content

    def _report(self, node: nodes.Element, link: OutgoingLink, domain: BlogDomain) -> None:
        last = normalise_address(link.target).rpartition("/")[2]
        is_page = last and not _OTHER_FILE.search(last)
        hint = did_you_mean(nearest(last, domain.catalogue.by_slug, likeness=0.75) if is_page else ())
        message = f"The link {link.target!r} leads to no page of this site.{hint} If it is elsewhere, write the whole address."
        warn(Code.LINK_UNKNOWN, message, node)
        words = node.astext() or link.target
        text = nodes.inline("", "", *node.children) if node.astext() else nodes.inline(words, words)
        node.replace_self(text)
