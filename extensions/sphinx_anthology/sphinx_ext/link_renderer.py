"""Links in Markdown: wiki links to posts, and links to those files only that may be published."""

from __future__ import annotations

from typing import cast
from urllib.parse import unquote

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.slugs import github_slugify
from sphinx.addnodes import pending_xref

from ..catalogue.queries import MentionQuery
from ..loading.post_files import RefusedFileError
from ..markup.link_destinations import POST_SCHEME
from .dependencies import DOMAIN, ask
from .included_posts import IncludedPostsRenderer
from .linked_files import find_linked_file
from .site import site_of
from .warnings import warn


class LinkRenderer(IncludedPostsRenderer):
    """MyST's renderer, with wiki links to posts, and links to those files only that may be published."""

    is_unrestricted = True
    """Whether the page may link to any file."""

    _unlabelled_equations = 0

    def _random_label(self) -> str:
        """Return the label of an equation that has none: its number among them on the page. MyST would make a random one."""
        self._unlabelled_equations += 1
        return f"{self.sphinx_env.docname}:{self._unlabelled_equations}"

    def render_link(self, token: SyntaxTreeNode) -> None:
        target = str(token.attrGet("href") or "")
        if not target.startswith(POST_SCHEME):
            super().render_link(token)
            return
        name, heading = self._post_and_heading(target)
        if not name:
            self._render_link_to_heading(token, heading)
            return
        reference = self._post_reference(target, token, explicit=bool(token.children))
        self.current_node.append(reference)
        if token.children:
            with self.current_node_context(cast("nodes.Element", reference[0])):
                self.render_children(token)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link to a file or to a name. Which of them it is depends on whether there is a file that may be linked."""
        destination = self._handle_relative_docs(self.md.normalizeLinkText(str(token.attrGet("href") or "")))
        path, env = destination.partition("#")[0], self.sphinx_env
        try:
            is_file = find_linked_file(env, path, self.is_unrestricted)
        except RefusedFileError as error:
            line = token_line(token, 0)
            warn(error.code, error.describe("file", destination), f"{self.document['source']}:{line}")
            self._render_words(token, destination)
            return
        if is_file:
            super().render_link_unknown(token)
            return
        explicit = token.info != "auto" and bool(token.children)
        reference = pending_xref(
            refdomain=None, reftarget=destination, refdoc=env.docname, reftype="myst", refexplicit=explicit
        )
        self._process_wrap_node(reference, token, explicit, ["xref", "myst"], path)

    def _render_words(self, token: SyntaxTreeNode, destination: str) -> None:
        """Render a link that is refused: its text, or else its destination."""
        if token.children:
            self.render_children(token)
        else:
            self.current_node.append(nodes.Text(destination))

    def _post_and_heading(self, target: str) -> tuple[str, str]:
        """Return the names of the post and of its heading in a ``post:`` destination."""
        name, _mark, heading = target.removeprefix(POST_SCHEME).partition("#")
        name, heading = unquote(name), unquote(heading)
        whole = f"{name}#{heading}"
        return (whole, "") if heading and site_of(self.sphinx_env).catalogue.find(whole) else (name, heading)

    def _render_link_to_heading(self, token: SyntaxTreeNode, heading: str) -> None:
        """Render a link to a heading of the page itself, by its id or its words."""
        self.render_link_anchor(token, f"#{github_slugify(heading)}")
        reference = self.current_node[-1]
        if not token.children and isinstance(reference, nodes.reference):
            reference += nodes.inline("", heading)

    def _post_reference(self, target: str, token: SyntaxTreeNode, explicit: bool) -> pending_xref:
        """Return a reference to the post, or its heading, in a ``post:`` destination."""
        name, heading = self._post_and_heading(target)
        ask(self.sphinx_env, MentionQuery("post", name))
        reference = pending_xref(
            "",
            nodes.inline("", "" if explicit else heading or name, classes=["xref", "blog", "blog-post"]),
            refdoc=self.sphinx_env.current_document.docname,
            refdomain=DOMAIN,
            reftype="post",
            reftarget=name,
            refexplicit=explicit,
            refwarn=True,
            heading=heading,
        )
        self.add_line_and_source_path(reference, token)
        return reference
