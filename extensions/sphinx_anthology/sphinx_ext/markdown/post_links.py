"""Links in posts: to articles, and to files of the old blog that the build copies."""

from __future__ import annotations

from urllib.parse import unquote

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from sphinx.addnodes import download_reference, pending_xref

from ...catalogue.post import Page, Post
from ...loading.files.post_files import RefusedFileError
from ...markup.syntax.link_destinations import POST_SCHEME
from ...urls import is_remote
from ..files.linked_files import file_reference, find_file_of_link
from ..warnings import warn
from .link_renderer import LinkRenderer


class PostLinkRenderer(LinkRenderer):
    """Renderer of links in posts, which lead to what the old blog would have shown."""

    entry: Post | Page
    """The record of the post."""

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link to a file or to a name. Which of them it is depends on whether there is a file that may be linked."""
        if self.is_unrestricted:
            super().render_link_unknown(token)
            return
        destination = self._handle_relative_docs(self.md.normalizeLinkText(str(token.attrGet("href") or "")))
        try:
            found = find_file_of_link(self.sphinx_env, destination, self.entry.path)
        except RefusedFileError as error:
            self._render_refused(token, destination, error)
            return
        if found is None:
            self._render_link_to_name(token, destination)
            return
        explicit = token.info != "auto" and bool(token.children)
        node = file_reference(found, destination, self.sphinx_env, explicit)
        classes = ["xref", "download", "myst"] if isinstance(node, download_reference) else ["xref", "myst"]
        self._process_wrap_node(node, token, explicit, classes, destination.partition("#")[0])

    def make_link(self, target: str, content: nodes.Element, token: SyntaxTreeNode) -> nodes.Element:
        """Return a link around something else than words."""
        if target.startswith(POST_SCHEME):
            link: nodes.Element = self._post_reference(target, token, explicit=True)
        elif is_remote(target) or self.is_unrestricted:
            link = nodes.reference("", "", refuri=target)
        else:
            link = self._make_local_link(unquote(target), token)
        link[:] = [content]
        self.add_line_and_source_path(link, token)
        return link

    def _make_local_link(self, target: str, token: SyntaxTreeNode) -> nodes.Element:
        try:
            found = find_file_of_link(self.sphinx_env, target, self.entry.path)
        except RefusedFileError as error:
            warn(error.code, error.describe("file", target), f"{self.document['source']}:{token_line(token, 0)}")
            return nodes.inline()
        if found is not None:
            return file_reference(found, target, self.sphinx_env, is_explicit=True)
        return pending_xref(refdomain=None, reftarget=target, refdoc=self.sphinx_env.docname, reftype="myst", refexplicit=True)
