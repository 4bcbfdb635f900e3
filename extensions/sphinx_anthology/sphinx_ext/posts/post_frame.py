"""What is around the text of a post, whatever parser reads it: its record, the header and the footer of its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from docutils import nodes
from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import smartchars
from sphinx.environment import BuildEnvironment

from ...catalogue.post import Page, Post
from ...pages.elements import language_classes
from ..files.images import resolve_images
from ..files.kept_comments import note_comments
from ..files.media import replace_media
from ..links.html_references import find_references, point_at_anchors
from .body_cleanup import drop_misplaced_rules, drop_repeated_cover, drop_trailing_ellipsis
from .formulas import IGNORED, mark_formulas

_LANGUAGE = "language-"
"""The beginning of the class by which docutils knows the language of an element."""
_PLAIN_QUOTES = ('"', '"', "'", "'")


@dataclass(frozen=True, slots=True)
class PostFrame:
    """The record of a post, and the nodes around its text."""

    entry: Post | Page
    header: list[nodes.Element]
    """The nodes between title and text."""
    footer: list[nodes.Element]
    """The nodes below the text."""

    def begin(self, section: nodes.section, document: nodes.document, env: BuildEnvironment) -> None:
        """Add the header to the section of an article, which has its title so far, or its title and its text."""
        if isinstance(self.entry, Post):
            section["classes"] += ["anthology-article", "h-entry", *language_classes(self.entry, env.config.language)]
            for language in {self.entry.language, *_list_languages([*self.header, *self.footer])}:
                _define_quotes(document, language)
        section[1:1] = self.header

    def finish(
        self,
        section: nodes.section | None,
        document: nodes.document,
        env: BuildEnvironment,
        headings: Iterable[str] = (),
    ) -> None:
        """Add the footer to the section of an article, and look up the files that a post shows and links to.

        :param section: the section with the title; None if there is none.
        :param headings: the names of headings that links within the post can have.
        """
        entry = self.entry
        if isinstance(entry, Post) and section is not None:
            drop_repeated_cover(section, len(self.header) + 1, None if entry.has_cover_in_text else entry.cover)
            drop_trailing_ellipsis(section)
            section.extend(self.footer)
            note_comments(env, entry.path)
        drop_misplaced_rules(document)
        found = [cast("nodes.Element", node) for node in document.findall(_has_address)]
        if any(isinstance(child, nodes.section) and IGNORED in child["classes"] for child in document.children):
            mark_formulas(document)
        found += replace_media(found, entry, env)
        anchors = find_references(found, entry, env)
        point_at_anchors(document, found, (anchors, headings))
        resolve_images(document, entry.path, env)


def _has_address(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.raw, nodes.image, nodes.reference))


def _list_languages(elements: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the languages of other articles in elements, such as those of translations and related articles."""
    for element in elements:
        for node in element.findall(nodes.Element):
            yield from (name.removeprefix(_LANGUAGE) for name in node["classes"] if name.startswith(_LANGUAGE))


def _define_quotes(document: nodes.document, language: str | None) -> None:
    """Let docutils keep the quotation marks of a language for which it has no typographic ones. It would warn of each post."""
    tags = normalize_language_tag(language or "")
    if language and not any(tag in smartchars.quotes for tag in tags):
        own = document.settings.smartquotes_locales or ()
        document.settings.smartquotes_locales = [(tags[0], _PLAIN_QUOTES), *own]
