"""Where links lead: found when all pages have been read, and put into pages when they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from ..catalogue.permalinks import list_old_addresses, normalise_address
from ..problems import Code
from ..settings import PREFIX
from ..suggestions import did_you_mean, find_similar_names
from . import anchors
from .dependencies import recorded_dependencies
from .outgoing_links import LinkTarget, OutgoingLink, link_target, reference_nodes
from .site import site_of
from .warnings import warn

_ADDRESS = re.compile(r"/(?!/)|\.{1,2}/|@(?:site)?/|[^#]*\.(?:mdx?|markdown|html?)(?:[?#]|$)", re.IGNORECASE)
"""The beginning of an address of a page, in contrast to a name."""
_MAX_SHOWN = 200
"""Maximum number of characters of a link in a message."""
_OTHER_FILE = re.compile(r"\.[a-z]{2,4}$")


class Destination(NamedTuple):
    """Where a link leads."""

    docname: str
    anchor: str
    """The id of an element of the page; empty for the page itself."""
    title: str


class PageTitles(dict[str, str]):
    """The titles of all pages as text, by docname."""


def page_titles(env: BuildEnvironment) -> Mapping[str, str]:
    """Return the titles of all pages, by docname. All documents must have been read."""
    return site_of(env).part(PageTitles, lambda: PageTitles((name, title.astext()) for name, title in env.titles.items()))


def find_destination(link: LinkTarget | OutgoingLink, docname: str, env: BuildEnvironment) -> Destination | None:
    """Return where a link on the page *docname* leads; None if to no page of this project.

    All documents must have been read.
    """
    found: str | None = None
    match link.syntax:
        case "post":
            found = docname if not link.target and link.heading else _post(link.target, env)
        case "doc":
            found = _document(link.target, docname, env) or _post(link.target, env)
        case "ref":
            label = anchors.find_label(env, link.target)
            return Destination(*label) if label else _destination(_post(link.target, env), "", env)
        case "myst":
            if label := anchors.find_label(env, link.target.lower()):
                return Destination(*label)
            found = _document(link.target, docname, env) or _page_at_old_address(link.target, docname, env)
            found = found or _post(link.target, env)
        case "uri":
            found = _page_at_old_address(link.target, docname, env)
    return _destination(found, link.heading, env)


def _post(name: str, env: BuildEnvironment) -> str | None:
    post = site_of(env).catalogue.find(name)
    return post.docname if post else None


def _document(target: str, docname: str, env: BuildEnvironment) -> str | None:
    found = docname_join(docname, target)
    return found if found in env.all_docs else None


def _destination(docname: str | None, heading: str, env: BuildEnvironment) -> Destination | None:
    titles = page_titles(env)
    if docname is None or docname not in titles:
        return None
    anchor, title = (anchors.find_heading(env, docname, heading) if heading else None) or ("", titles[docname])
    return Destination(docname, anchor, title)


def _page_at_old_address(target: str, docname: str, env: BuildEnvironment) -> str | None:
    """Return the page that a destination in Markdown means, if it is an address of the old blog."""
    if not _ADDRESS.match(target) and "/" not in target:
        return None
    if not normalise_address(target) and target.startswith("/"):
        return str(env.config.root_doc)
    catalogue = site_of(env).catalogue
    post = catalogue.by_docname.get(docname)
    return catalogue.addresses.find(target, post.path if post else f"{docname}.md")


class ResolveLinks(SphinxPostTransform):
    """Point links to addresses of the old blog at pages of this site, and warn of those that lead nowhere."""

    default_priority = 8  # before MyST and Sphinx resolve the other references

    def run(self, **kwargs: Any) -> None:
        recorded = recorded_dependencies(self.env).get(self.env.current_document.docname)
        if not recorded or not any(link.syntax in ("myst", "uri") for link in recorded.links):
            return
        hosts = site_of(self.env).catalogue.addresses.hosts
        for node in list(reference_nodes(self.document)):
            target = link_target(node, hosts)
            if target and target.syntax in ("myst", "uri"):
                self._resolve(node, target)

    def _resolve(self, node: nodes.Element, link: LinkTarget) -> None:
        docname = node.get("refdoc", self.env.current_document.docname)
        if link.syntax == "myst" and (
            anchors.find_label(self.env, link.target.lower()) or _document(link.target, docname, self.env)
        ):
            return  # MyST resolves it
        if link.syntax == "myst":
            found = _destination(_page_at_old_address(link.target, docname, self.env), link.heading, self.env)
        else:
            found = find_destination(link, docname, self.env)
        if found:
            if link.heading and not found.anchor:
                anchors.warn_of_heading(self.env, found.docname, link.heading, node)
            node.replace_self(self._reference(node, found, docname))
        elif docname in site_of(self.env).catalogue.by_docname and _ADDRESS.match(link.target):
            if url := self._find_on_old_site(link.target, docname):
                node.replace_self(nodes.reference("", "", *self._content(node, link.target).children, refuri=url))
            else:
                self._warn(node, link)

    def _find_on_old_site(self, address: str, docname: str) -> str | None:
        """Return the URL of a page of the old blog that was not brought along."""
        catalogue = site_of(self.env).catalogue
        post = catalogue.by_docname[docname]
        addresses = list_old_addresses(post, catalogue.collection_of(post).settings.permalink_patterns)
        return catalogue.addresses.old_site.find_url(address, addresses[0] if addresses else "")

    def _content(self, node: nodes.Element, title: str) -> nodes.inline:
        """Return the words of a link, or else the title of its target."""
        content = nodes.inline("", "", *node.children)
        if isinstance(node, pending_xref):
            content = cast("nodes.inline", node[0])
        if not content.children:
            content = nodes.inline("", title, classes=content["classes"])
        return content

    def _reference(self, node: nodes.Element, found: Destination, docname: str) -> nodes.Node:
        content = self._content(node, found.title)
        try:
            return make_refnode(self.env._app.builder, docname, found.docname, found.anchor, content)
        except NoUri:
            return content

    def _warn(self, node: nodes.Element, link: LinkTarget) -> None:
        last = normalise_address(link.target).rpartition("/")[2]
        is_page = last and not _OTHER_FILE.search(last)
        names = site_of(self.env).catalogue.by_slug if is_page else ()
        hint = did_you_mean(find_similar_names(last, names, cutoff=0.75))
        shown = link.target if len(link.target) <= _MAX_SHOWN else f"{link.target[:_MAX_SHOWN]}…"
        advice = f"Write the whole address, or set {PREFIX}old_site."
        message = f"The link {shown!r} leads to no page of this site.{hint} {advice}"
        warn(Code.LINK_UNKNOWN, message, node)
        words = node.astext() or link.target
        text = nodes.inline("", "", *node.children) if node.astext() else nodes.inline(words, words)
        node.replace_self(text)
