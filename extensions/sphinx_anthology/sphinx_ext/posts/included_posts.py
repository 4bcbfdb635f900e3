"""Posts that a page includes, and files that a post includes: their text and their footnotes, without their front matter.

MyST parses an included file as a part of the page. Footnotes of two posts often have the same labels, such as ``[^1]``.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from ...characters import clean_body
from ...frontmatter.parser import parse_front_matter
from ...problems import ignore_problem
from ..site import site_of

_FRONT_MATTER_MARKS = ("---", "+++")


class IncludedPostsRenderer(SphinxRenderer):
    """MyST's renderer, for which included posts have their own front matter, footnotes and reference links."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        super().setup_render(options, env)
        self._file = self.document["source"]
        self._included_files = 0
        self._footnote_suffix = ""

    def nested_render_text(
        self,
        text: str,
        lineno: int,
        inline: bool = False,
        temp_root_node: nodes.Element | None = None,
        heading_offset: int = 0,
    ) -> None:
        file = self.document["source"]
        if file == self._file or not (self._is_post(self.sphinx_env.docname) or self._is_included_post(file)):
            super().nested_render_text(text, lineno, inline, temp_root_node, heading_offset)
            return
        with self._included(file):
            body = self._blank_front_matter(text, file) if lineno == 0 else text
            super().nested_render_text(body, lineno, inline, temp_root_node, heading_offset)

    def render_footnote_ref(self, token: SyntaxTreeNode) -> None:
        token.meta["label"] += self._footnote_suffix
        super().render_footnote_ref(token)

    def render_footnote_reference(self, token: SyntaxTreeNode) -> None:
        token.meta["label"] += self._footnote_suffix
        super().render_footnote_reference(token)

    def _is_post(self, docname: str | None) -> bool:
        return docname is not None and site_of(self.sphinx_env).is_post(docname)

    def _is_included_post(self, file: str) -> bool:
        return self._is_post(self.sphinx_env.path2doc(file))

    def _blank_front_matter(self, text: str, file: str) -> str:
        """Return the text of a file with empty lines instead of its front matter."""
        if not (self._is_included_post(file) or text.startswith(_FRONT_MATTER_MARKS)):
            return text
        count = parse_front_matter(text, file, ignore_problem).lines
        return clean_body("\n" * count + "\n".join(text.split("\n")[count:]))

    @contextmanager
    def _included(self, file: str) -> Iterator[None]:
        """Keep what the text of an included file defines apart from the rest of the page."""
        outer_file, outer_suffix = self._file, self._footnote_suffix
        definitions = {name: self.md_env.pop(name) for name in ("footnotes", "references") if name in self.md_env}
        self._included_files += 1
        self._file, self._footnote_suffix = file, f"-included-{self._included_files}"
        try:
            yield
        finally:
            self._file, self._footnote_suffix = outer_file, outer_suffix
            for name in ("footnotes", "references"):
                self.md_env.pop(name, None)
            self.md_env.update(definitions)
