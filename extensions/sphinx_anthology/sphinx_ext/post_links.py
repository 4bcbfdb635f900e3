"""Links in posts: to articles, and to files of the old blog that the build copies."""

from __future__ import annotations

from markdown_it.tree import SyntaxTreeNode
from sphinx.addnodes import download_reference

from ..catalogue.post import Page, Post
from ..loading.post_files import RefusedFileError
from .link_renderer import LinkRenderer
from .linked_files import file_reference, find_file_of_link


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
