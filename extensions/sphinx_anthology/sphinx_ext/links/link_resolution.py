"""Links and addresses of pages, put into the pages when they are written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from ...catalogue.permalinks import list_old_addresses, normalise_address
from ...markup.syntax.link_destinations import VAULT
from ...problems import Code
from ...settings import PREFIX
from ...suggestions import did_you_mean, find_similar_names
from ...urls import is_web_url
from ..dependencies import FileQuery, recorded_dependencies
from ..domains import anchors
from ..files.linked_files import PUBLISHED_FILE, SHOWN_FILE
from ..outgoing_links import ADDRESSES, LinkTarget, LocalAddress, link_target, reference_nodes
from ..site import site_of
from ..warnings import Location, line_of, warn
from .html_references import html_of, rewrite_addresses
from .link_targets import ADDRESS, Destination, find_destination, find_named_object, find_named_page, is_document

_BOOKS = frozenset({"singlehtml", "latex", "texinfo", "man"})
"""The builders that put several documents into one before they resolve references."""
_MAX_SHOWN = 200
"""Maximum number of characters of a link in a message."""
_DOCUMENT_FILE = re.compile(r"([^#?]+)\.(?:md|rst|ipynb|markdown)(#.*)?$", re.DOTALL)
"""The file of a document, as links in Sphinx name it, and a fragment."""
_OTHER_FILE = re.compile(r"\.[a-z][a-z0-9]{1,3}$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:(?=\S)", re.IGNORECASE)


class ResolveLinks(SphinxPostTransform):
    """Point links at pages and files of this site, and warn of those that lead nowhere."""

    default_priority = 8  # before MyST and Sphinx resolve the other references

    def run(self, **kwargs: Any) -> None:
        recorded = recorded_dependencies(self.env).get(self.env.current_document.docname)
        is_book = self.env._app.builder.name in _BOOKS
        if is_book or (recorded and any(link.syntax in ("myst", "uri", "doc") for link in recorded.links)):
            hosts = site_of(self.env).catalogue.addresses.hosts
            for node in list(reference_nodes(self.document)):
                target = link_target(node, hosts)
                if target and target.syntax in ("myst", "uri", "doc"):
                    self._resolve(node, target)
        if is_book or (recorded and recorded.files):
            for link in list(self.document.findall(_is_file_link)):
                self._resolve_file(cast("nodes.Element", link))

    def _resolve(self, node: nodes.Element, link: LinkTarget) -> None:
        docname = _docname_of(node, self.env)
        is_post = site_of(self.env).is_post(docname)
        if link.syntax == "doc" and not (is_post and node["refdomain"] == "doc"):
            return  # MyST or Sphinx resolves it
        if link.syntax == "myst" and self._is_for_myst(link, docname, is_post):
            return
        if link.syntax == "myst":
            found = find_named_page(link, docname, self.env) or find_named_object(link.target, self.env)
        else:
            found = find_destination(link, docname, self.env)
        if found:
            if link.heading and not found.anchor:
                anchors.warn_of_heading(self.env, found.docname, link.heading, node)
            if link.syntax == "doc" and isinstance(node[0], nodes.inline):  # as MyST does
                node[0]["classes"] = ["std", "std-ref" if found.anchor else "std-doc"]
            node.replace_self(self._reference(node, found, docname))
        elif link.syntax == "myst" and _SCHEME.match(link.target):
            words = _content(node, link.target)
            node.replace_self(nodes.reference("", "", words, refuri=link.target, internal=False))
        elif is_post and (ADDRESS.match(link.target) or _OTHER_FILE.search(link.target.partition("#")[0])):
            content = _content(node, link.target.removeprefix(VAULT))
            if url := find_on_old_site(self.env, link.target, docname):
                children = [content] if isinstance(content, nodes.image) else content.children
                node.replace_self(nodes.reference("", "", *children, refuri=url))
                return
            warn_of_link(self.env, link.target, docname, node)
            node.replace_self(nodes.inline("", "", content))

    def _is_for_myst(self, link: LinkTarget, docname: str, is_post: bool) -> bool:
        """Return whether MyST resolves a link: one to a label, and on pages that are no posts one to a document."""
        if anchors.find_label(self.env, link.target.lower()):
            return not (is_post and is_document(link.target, docname, self.env))
        return not is_post and is_document(link.target, docname, self.env)

    def _reference(self, node: nodes.Element, found: Destination, docname: str) -> nodes.Node:
        content = _content(node, found.title)
        try:
            reference = make_refnode(self.env._app.builder, docname, found.docname, found.anchor, content)
        except NoUri:
            return content
        return _with_attributes(reference, node)

    def _resolve_file(self, node: nodes.Element) -> None:
        """Point a link to a file at its copy. Builders without copies show its words."""
        builder = self.env._app.builder
        content = nodes.inline("", "", *node.children)
        url = None
        if isinstance(builder, StandaloneHTMLBuilder) and builder.download_support:
            is_copy = isinstance(node, download_reference)
            path = f"_downloads/{node['filename']}" if is_copy and "filename" in node else node["reftarget"]
            url = _file_url(builder, _docname_of(node, self.env), path)
        if url is None:
            node.replace_self(content)
            return
        fragment = f"#{node[SHOWN_FILE]}" if node[SHOWN_FILE] else ""
        reference = nodes.reference("", "", *node.children, refuri=url + fragment, internal=True)
        node.replace_self(_with_attributes(reference, node))


class ResolveHtml(SphinxPostTransform):
    """Point the addresses in raw HTML at pages and files of this site, and let LaTeX have its anchors."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        builder = self.env._app.builder
        recorded = recorded_dependencies(self.env).get(self.env.current_document.docname)
        if builder.name not in _BOOKS and not (recorded and recorded.has_html):
            return
        kinds = (nodes.raw, nodes.image) if isinstance(builder, StandaloneHTMLBuilder) else (nodes.raw,)
        for found in list(self.document.findall(lambda node: isinstance(node, kinds))):
            node = cast("nodes.Element", found)
            if builder.format == "latex" and (names := node.get("anchors")):
                node.replace_self(nodes.target("", "", ids=names))
            elif (addresses := node.get(ADDRESSES)) and isinstance(builder, StandaloneHTMLBuilder):
                urls = [(address, self._url(address, node, builder)) for address in addresses]
                html = rewrite_addresses(html_of(node), [(address, url) for address, url in urls if url is not None])
                node.replace_self(nodes.raw("", html, format="html"))

    def _url(self, address: LocalAddress, node: nodes.Element, builder: StandaloneHTMLBuilder) -> str | None:
        """Return the URL that replaces an address, or None if it stays as it is written."""
        docname = _docname_of(node, self.env)
        mark, fragment = address.value.partition("#")[1:]
        match address.role:
            case "image":
                name = builder.images[address.path] = self.env.images[address.path][1]
                return _file_url(builder, docname, f"{builder.imagedir}/{name}") + mark + fragment
            case "download":
                if not builder.download_support:
                    return None
                name = str(self.env.dlfiles[Path(address.path)][1])
                return _file_url(builder, docname, f"_downloads/{name}") + mark + fragment
            case "published":
                return _file_url(builder, docname, address.path) + mark + fragment
        found = find_destination(LinkTarget("html", address.value, fragment), docname, self.env)
        if found is None:
            if is_web_url(address.value):
                return None
            if url := find_on_old_site(self.env, address.value, docname):
                return url
            line = line_of(node) + html_of(node).count("\n", 0, address.start)
            warn_of_link(self.env, address.value, docname, f"{self.env.doc2path(docname)}:{line}")
            return None
        if fragment and not found.anchor:
            anchors.warn_of_heading(self.env, found.docname, fragment, node)
        anchor = f"#{found.anchor}" if found.anchor else ""
        if found.docname == docname:
            return anchor or "#"
        url = builder.get_relative_uri(docname, found.docname)
        return anchor if anchor and url.startswith("#") else url + anchor  # one page may have all documents


def _docname_of(node: nodes.Element, env: BuildEnvironment) -> str:
    """Return the document that a node comes from. Some builders put several into one."""
    if refdoc := node.get("refdoc"):
        return str(refdoc)
    if env._app.builder.name in _BOOKS:
        place: nodes.Node | None = node
        while isinstance(place, nodes.Element):
            if "docname" in place:  # Sphinx says it at the beginning of a file and at sections
                return str(place["docname"])
            place = cast("nodes.Node | None", place.parent)
    return env.current_document.docname


def _is_file_link(node: nodes.Node) -> bool:
    if isinstance(node, download_reference):
        return SHOWN_FILE in node
    return isinstance(node, pending_xref) and node["reftype"] == PUBLISHED_FILE


def _content(node: nodes.Element, title: str) -> nodes.Element:
    """Return the words of a link, or else a title."""
    first = node[0] if node.children else None
    if isinstance(first, nodes.image):
        return first  # in a figure, nothing else may be linked
    is_wrapped = isinstance(node, pending_xref) and first is not None
    content = cast("nodes.inline", first) if is_wrapped else nodes.inline("", "", *node.children)
    return content if content.children else nodes.inline("", title, classes=content["classes"])


def _with_attributes(reference: nodes.reference, node: nodes.Element) -> nodes.reference:
    """Return a reference with the title and the classes that the author gave the link."""
    if title := node.get("reftitle"):
        reference["reftitle"] = title
    reference["classes"] += [name for name in node["classes"] if name not in reference["classes"]]
    return reference


def _file_url(builder: Builder, docname: str, path: str) -> str:
    """Return the relative URL of a file in the output, given by its path."""
    return relative_uri(builder.get_target_uri(docname), quote(path))


def find_on_old_site(env: BuildEnvironment, address: str, docname: str) -> str | None:
    """Return the URL of a page of the old blog that was not brought along."""
    catalogue = site_of(env).catalogue
    post = catalogue.by_docname.get(docname)
    if post is None:
        return None
    if post.is_from_sphinx and (name := _DOCUMENT_FILE.match(address)):
        return _find_document_on_old_site(env, name[1], docname, name[2])
    addresses = list_old_addresses(post, catalogue.collection_of(post).settings.permalink_patterns)
    return catalogue.addresses.old_site.find_url(address, addresses[0] if addresses else "")


def _find_document_on_old_site(env: BuildEnvironment, name: str, docname: str, fragment: str = "") -> str | None:
    """Return the URL of a document of an old site, which this builder could have written."""
    found = docname_join(docname, name)
    try:
        address = env._app.builder.get_target_uri(found)
    except NoUri:
        address = f"{found}.html"
    return site_of(env).catalogue.addresses.old_site.find_url(f"/{address}{fragment}")


def resolve_on_old_site(env: BuildEnvironment, node: pending_xref, contnode: nodes.Element) -> nodes.reference | None:
    """Return a link to the page of the old site that a role ``doc`` in a post names, if it was not brought along."""
    if node["reftype"] != "doc" or node["refdoc"] not in site_of(env).catalogue.by_docname:
        return None
    url = _find_document_on_old_site(env, node["reftarget"], node["refdoc"])
    return nodes.reference("", "", contnode, refuri=url) if url else None


def warn_of_link(env: BuildEnvironment, target: str, docname: str, location: Location) -> None:
    """Warn that a link leads nowhere, and suggest similar names of posts. A link to an image that is missing is no news."""
    target = target.removeprefix(VAULT)
    post, recorded = site_of(env).catalogue.find_entry(docname), recorded_dependencies(env).get(docname)
    if post and recorded and recorded.files.get(FileQuery(target.partition("#")[0], post.path)) == "missing":
        return
    last = normalise_address(target).rpartition("/")[2]
    is_page = last and not _OTHER_FILE.search(last)
    names = site_of(env).catalogue.by_slug if is_page else ()
    hint = did_you_mean(find_similar_names(last, names, cutoff=0.75))
    shown = target if len(target) <= _MAX_SHOWN else f"{target[:_MAX_SHOWN]}…"
    correction = "correct the address" if is_web_url(target) else "write the whole address"
    advice = f"{correction}, or set {PREFIX}old_site."
    if is_page or not last:
        message = f"The link {shown!r} leads to no page of this site.{hint} {advice.capitalize()}"
    else:
        message = f"The link {shown!r} leads to no file of this site. Add the file, {advice}"
    warn(Code.LINK_UNKNOWN, message, location)
