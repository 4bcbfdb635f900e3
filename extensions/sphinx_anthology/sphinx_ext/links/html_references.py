"""Raw HTML of posts: the files that it shows are copied, and its addresses lead to them and to articles.

What a post refers to is found when it is read. The addresses are rewritten when its page is written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from html import escape

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ... import urls
from ...catalogue.permalinks import strip_host
from ...catalogue.post import Page, Post
from ...loading.files.file_lookup import find_file_of_post
from ...loading.files.image_files import find_image
from ...loading.files.post_files import RefusedFileError
from ...markup.syntax.html_addresses import HtmlAddress, find_html_references
from ...markup.syntax.link_destinations import translate_address
from ...markup.syntax.media import is_shown
from ...problems import Code, Problem
from ..dependencies import FileQuery, note_file, note_html
from ..files.linked_files import find_file_of_link
from ..files.published_files import published_files
from ..outgoing_links import ADDRESSES, LocalAddress, is_old_address
from ..site import site_of
from ..warnings import line_of, reporter

HTML = "html"
"""Attribute of images: the tag that shows them in HTML."""


def find_references(found: Iterable[nodes.Element], entry: Post | Page, env: BuildEnvironment) -> list[str]:
    """Find what the raw HTML of a post refers to. Record and return its anchors.

    :param found: the raw nodes and the images of the post, perhaps with others.
    """
    anchors: list[str] = []
    has_html = False
    for node in found:
        html = html_of(node)
        if "=" not in html:
            continue
        references = find_html_references(html)
        if references.anchors:
            anchors += references.anchors
            node["anchors"] = references.anchors
        reader = _HtmlReader(node, html, entry, env)
        if addresses := [local for address in references.addresses if (local := reader.read(address))]:
            node[ADDRESSES] = addresses
            has_html = True
    if has_html or anchors:
        note_html(env, anchors)
    return anchors


def point_at_anchors(
    document: nodes.document, links: Iterable[nodes.Element], names: tuple[Iterable[str], Iterable[str]]
) -> None:
    """Point links within a post at the anchors in its HTML, and at those that differ in case. MyST resolves the others.

    :param links: the references of the post, perhaps with other nodes.
    :param names: the anchors, and the names of the headings.
    """
    links = [node for node in links if node.get("id_link")]
    if not links:
        return
    anchors, headings = names
    exact = {*anchors}
    folded = {name.casefold(): name for name in (*anchors, *headings)}
    known = {*headings} | document.nameids.keys()
    for link in links:
        target = link["refuri"].removeprefix("#")
        found = target if target in known | exact else folded.get(target.casefold(), target)
        link["refuri"] = f"#{found}"
        if target.casefold() in ("", "top") and found not in known | exact:
            first = next(iter(document.findall(nodes.section)), None)
            if first is not None and first.get("slug") in known:
                link["refuri"] = f"#{first['slug']}"  # the id comes later
                continue
            link["refuri"] = "#" + (first["ids"][0] if first is not None else "")
            found = target
        elif found not in exact or found in known:
            continue
        del link["id_link"]
        link["internal"] = True


class _HtmlReader:
    """Looks up the addresses in a piece of HTML."""

    def __init__(self, node: nodes.Element, html: str, entry: Post | Page, env: BuildEnvironment) -> None:
        self._node = node
        self._html = html
        self._entry = entry
        self._env = env

    def read(self, address: HtmlAddress) -> LocalAddress | None:
        """Return an address with the file that it means; None if it is left as it is written."""
        value = translate_address(address.value)
        if not _is_local(value, site_of(self._env).catalogue.addresses.hosts):
            return None
        as_link = LocalAddress(address.start, address.end, value, "link")
        try:
            if address.role in ("link", "frame") or (address.role == "file" and not is_shown(value)):
                found = self._find_file(value)
            else:
                found = self._find_media(value, address.role == "image")
        except RefusedFileError as error:
            reporter(self._env)(error.as_problem("file", value, self._entry.path, self._line(address)))
            return None
        if found:
            return as_link._replace(role=found[0], path=found[1])
        if address.role in ("link", "frame"):
            return as_link
        if urls.is_remote(value):
            return None  # it was not brought along from the old blog, and is shown from there
        message = f"File {value[:200]!r} is not found. Add it, or correct the path."
        reporter(self._env)(Problem(self._entry.path, self._line(address), Code.IMAGE_MISSING, message))
        return None

    def _line(self, address: HtmlAddress) -> int:
        return line_of(self._node) + bisect_left(self._line_ends, address.start)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self._html)]

    def _find_file(self, value: str) -> tuple[str, str] | None:
        """Return the role and the path of a file that the HTML links to or loads."""
        if value.startswith("#") or self._entry.is_untrusted:
            return None
        address = strip_host(value) if urls.is_remote(value) else value
        found = find_file_of_link(self._env, address, self._entry.path)
        if found is None or self._env.project.path2doc(found) in self._env.found_docs:
            return None
        if output := published_files(self._env).output_path((self._env.srcdir / found).resolve()):
            return "published", output
        self._env.note_dependency(found)
        self._env.dlfiles.add_file(self._env.docname, found)
        return "download", found

    def _find_media(self, value: str, is_image: bool) -> tuple[str, str] | None:
        """Return the role and the path of a file that the page shows."""
        env, post, files = self._env, self._entry.path, site_of(self._env).files
        query = FileQuery(value.partition("#")[0], post, is_linked=not is_image)
        note_file(env, query, query.answer(files))
        found = find_image(files, value, post) if is_image else find_file_of_post(files, value, post)
        if found is None:
            published = published_files(env).find(value) if value.startswith("/") else None
            output = published and published_files(env).output_path(published)
            return ("published", output) if output else None
        env.note_dependency(found.path)
        env.images.add_file(env.docname, found.path)
        return "image", found.path


def _is_local(value: str, hosts: frozenset[str]) -> bool:
    if not value or value.startswith(("{", "?")) or value.strip("#") in ("", "top"):
        return False
    return is_old_address(value, hosts) if urls.is_remote(value) else True


def html_of(node: nodes.Element) -> str:
    """Return the HTML of a raw node, or that of an image whose tag says more than docutils knows; empty for other nodes."""
    if isinstance(node, nodes.image):
        return str(node.get(HTML, ""))
    return node.astext() if isinstance(node, nodes.raw) and "html" in node.get("format", "").split() else ""


def rewrite_addresses(html: str, replacements: Iterable[tuple[LocalAddress, str]]) -> str:
    """Return HTML with other addresses.

    :param replacements: addresses in ascending order, with the URLs that replace them.
    """
    position, parts = 0, []
    for address, url in replacements:
        parts += [html[position : address.start], escape(url)]
        position = address.end
    return "".join(parts) + html[position:]
