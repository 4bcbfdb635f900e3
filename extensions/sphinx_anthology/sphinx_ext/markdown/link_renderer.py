"""Links in Markdown: wiki links to posts, and links to those files only that may be published."""

from __future__ import annotations

from typing import cast
from urllib.parse import unquote

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.slugs import github_slugify
from sphinx.addnodes import pending_xref

from ...catalogue.queries import MentionQuery
from ...loading.files.post_files import RefusedFileError
from ...loading.files.spellings import respell
from ...markup.syntax.link_destinations import POST_SCHEME, VAULT, has_template_markup
from ...problems import Code
from ..dependencies import DOMAIN, absolute_path, ask
from ..files.linked_files import find_linked_file
from ..posts.included_posts import IncludedPostsRenderer
from ..site import site_of
from ..unknown_targets import describe_unknown_target
from ..warnings import warn

_MAX_NAMED = 5
"""Maximum number of wiki links that a message names."""


class LinkRenderer(IncludedPostsRenderer):
    """MyST's renderer, with wiki links to posts, and links to those files only that may be published."""

    is_unrestricted = True
    """Whether the page may link to any file."""

    _unlabelled_equations = 0

    def _random_label(self) -> str:
        """Return the label of an equation that has none: its number among them on the page. MyST would make a random one."""
        self._unlabelled_equations += 1
        return f"{self.sphinx_env.docname}:{self._unlabelled_equations}"

    def _render_initialise(self) -> None:
        super()._render_initialise()
        self._unknown_links: dict[str, tuple[str, int]] = {}
        """Wiki links that lead nowhere, as they are written, with the name in each and the line of its first use."""

    def _render_finalise(self) -> None:
        super()._render_finalise()
        if self._unknown_links:
            self._warn_of_unknown_links()

    def render_link(self, token: SyntaxTreeNode) -> None:
        target = str(token.attrGet("href") or "")
        if self._is_unknown_markup(target):
            self.render_children(token)
            return
        if not target.startswith(POST_SCHEME):
            super().render_link(token)
            return
        name, heading = self._post_and_heading(target)
        if not name:
            self._render_link_to_heading(token, heading)
            return
        source = str((token.meta or {}).get("wiki_link", ""))
        if source and not token.children and self._mentions_nothing(name):
            self._unknown_links.setdefault(source, (name, token_line(token, 0)))
            self.current_node.append(nodes.Text(source))
            return
        reference = self._post_reference(target, token, explicit=bool(token.children))
        self.current_node.append(reference)
        if token.children:
            with self.current_node_context(cast("nodes.Element", reference[0])):
                self.render_children(token)

    def _is_unknown_markup(self, target: str) -> bool:
        """Return whether a destination has markup of the blog's engine that is not known here. It is reported elsewhere."""
        if "substitution" in self.md_config.enable_extensions or not has_template_markup(target):
            return False
        return site_of(self.sphinx_env).catalogue.find_entry(self.sphinx_env.current_document.docname) is not None

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link to a file or to a name. Which of them it is depends on whether there is a file that may be linked."""
        destination = self._handle_relative_docs(self.md.normalizeLinkText(str(token.attrGet("href") or "")))
        try:
            is_file = find_linked_file(self.sphinx_env, destination.partition("#")[0])
        except RefusedFileError as error:
            self._render_refused(token, destination, error)
            return
        if is_file:
            self._spell_path(token, destination)
            super().render_link_unknown(token)
        else:
            self._render_link_to_name(token, destination)

    def _spell_path(self, token: SyntaxTreeNode, destination: str) -> None:
        """Spell the path of a file in a link as it is on disk, because MyST looks for it."""
        path, sign, fragment = destination.partition("#")
        if not path.isascii() and (spelling := respell(path, absolute_path(self.sphinx_env, path))) != path:
            token.attrs["href"] = f"{spelling}{sign}{fragment}"

    def _render_link_to_name(self, token: SyntaxTreeNode, destination: str) -> None:
        """Render a link that is resolved when all pages have been read."""
        explicit = token.info != "auto" and bool(token.children)
        reference = pending_xref(
            refdomain=None, reftarget=destination, refdoc=self.sphinx_env.docname, reftype="myst", refexplicit=explicit
        )
        self._process_wrap_node(reference, token, explicit, ["xref", "myst"], destination.partition("#")[0])

    def _render_refused(self, token: SyntaxTreeNode, destination: str, error: RefusedFileError) -> None:
        """Render a link that is refused: its text, or else its destination."""
        warn(
            error.code,
            error.describe("file", destination.removeprefix(VAULT)),
            f"{self.document['source']}:{token_line(token, 0)}",
        )
        if token.children:
            self.render_children(token)
        else:
            self.current_node.append(nodes.Text(destination))

    def _post_and_heading(self, target: str) -> tuple[str, str]:
        """Return the names of the post and of its heading in a ``post:`` destination. A title may contain number signs."""
        parts = [unquote(part) for part in target.removeprefix(POST_SCHEME).split("#")]
        parts = "#".join(parts).split("#")
        catalogue = site_of(self.sphinx_env).catalogue
        for end in range(len(parts), 1, -1):
            if catalogue.find(name := "#".join(parts[:end])):
                return name, "#".join(parts[end:]).strip()
        return parts[0], "#".join(parts[1:]).strip()

    def _mentions_nothing(self, name: str) -> bool:
        return ask(self.sphinx_env, self._mention(name)) is None

    def _mention(self, name: str) -> MentionQuery:
        env = self.sphinx_env
        return MentionQuery("post", name, site_of(env).source_path(env.current_document.docname))

    def _warn_of_unknown_links(self) -> None:
        """Warn of all wiki links that lead nowhere at once, because double brackets may be no links."""
        links = list(self._unknown_links)
        shown = ", ".join(links[:_MAX_NAMED]) + (f" and {len(links) - _MAX_NAMED} more" if len(links) > _MAX_NAMED else "")
        name, line = self._unknown_links[links[0]]
        reason = "No published posts have these names."
        if len(links) == 1:
            reason = describe_unknown_target(site_of(self.sphinx_env).catalogue, "post", name)
        message = f"Shown as text: {shown}. {reason}"
        warn(Code.TARGET_UNKNOWN, message, f"{self.document['source']}:{line}")

    def _render_link_to_heading(self, token: SyntaxTreeNode, heading: str) -> None:
        """Render a link to a heading of the page itself, by its id or its words."""
        self.render_link_anchor(token, f"#{github_slugify(heading)}")
        reference = self.current_node[-1]
        if not token.children and isinstance(reference, nodes.reference):
            reference += nodes.inline("", heading)

    def _post_reference(self, target: str, token: SyntaxTreeNode, explicit: bool) -> pending_xref:
        """Return a reference to the post, or its heading, in a ``post:`` destination."""
        name, heading = self._post_and_heading(target)
        ask(self.sphinx_env, self._mention(name))
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
