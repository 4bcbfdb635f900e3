"""Translations of posts with gettext: messages for translators, and the words of the catalogue in the language of the site.

Sphinx translates the paragraphs of a page when it is read. Title, excerpt and names of terms are shown on other pages, too, so
they are translated in the catalogue, as plain text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from docutils import nodes
from sphinx.addnodes import translatable
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.i18n import CatalogRepository, docname_to_domain

from ...catalogue.catalogue import Catalogue
from ...catalogue.translation import list_messages, translate_catalogue
from ...markup.engines.rest_inline import convert_sentences
from ...markup.text.excerpts import OPENING_LENGTH, extract_opening
from ...markup.text.plain_words import fill_in_titles
from ...markup.text.plaintext import shorten
from ..site import site_of

_Paragraph = tuple[str, str]
"""The words of a message, and its translation."""
_REST = re.compile(r":`|`_|``|\\\s|\[#|\|")
"""What a message in reStructuredText may have, and what is not so in Markdown."""
_BEGINNING = 8
"""The number of characters by which messages are found."""


def translate_posts(app: Sphinx, catalogue: Catalogue) -> Catalogue:
    """Return the catalogue in the language of the site, as far as there are translations."""
    catalogs = MessageCatalogs(app, catalogue)
    return translate_catalogue(catalogue, catalogs) if catalogs.domains else catalogue


class MessageCatalogs:
    """The translated messages of a site."""

    def __init__(self, app: Sphinx, catalogue: Catalogue) -> None:
        config = app.config
        self._catalogue = catalogue
        self._compact = config.gettext_compact
        self.domains: dict[str, dict[str, str]] = {}
        """The translation of each message, by domain."""
        self._paragraphs: dict[str, Mapping[str, list[_Paragraph]]] = {}
        """The messages of each domain that was asked for, by the beginning of their words."""
        language = str(config.language)
        self.language = language.replace("_", "-")
        # As in Sphinx, a folder that is named earlier wins, and "pt" stands in for what "pt_BR" lacks.
        for name in dict.fromkeys((language, language.partition("_")[0])):
            for catalog in CatalogRepository(app.srcdir, config.locale_dirs, name, config.source_encoding).catalogs:
                # Sphinx compiles catalogues later.
                is_compiled = not (config.gettext_auto_build and catalog.is_outdated())
                messages = self.domains.setdefault(catalog.domain, {})
                for message in _read_catalog(catalog.mo_path if is_compiled else catalog.po_path):
                    is_usable = config.gettext_allow_fuzzy_translations or not message.fuzzy
                    if message.id and isinstance(message.id, str) and message.string and is_usable:
                        messages.setdefault(message.id, str(message.string))

    def _messages(self, docname: str) -> Mapping[str, str]:
        return self.domains.get(docname_to_domain(docname, self._compact), {})

    def _find_title(self, name: str) -> str | None:
        post = self._catalogue.find(name)
        return post.title if post else None

    def _find_translated_title(self, name: str) -> str | None:
        post = self._catalogue.find(name)
        return self.find(post.docname, post.title) if post else None

    def find(self, docname: str, text: str) -> str:
        """Return the translation of a text on a page, or the text itself."""
        return self._messages(docname).get(text, text)

    def find_opening(self, docname: str, opening: str) -> str:
        """Return the translation of the first words of a page, or the words themselves.

        They are the words of one or several paragraphs, and the last may be cut.
        """
        rest, is_cut, found = opening.removesuffix("…"), opening.endswith("…"), []
        while rest:
            alike = self._list_paragraphs(docname, rest)
            fitting = [pair for pair in alike if rest.startswith(pair[0]) or (is_cut and pair[0].startswith(rest))]
            if not fitting:
                return opening
            words, text = max(fitting, key=lambda pair: len(pair[0]))
            found.append(_read(text, self._find_translated_title))
            rest = rest[len(words) :].strip()
        return shorten(" ".join(found), max(OPENING_LENGTH, len(opening)))

    def _list_paragraphs(self, docname: str, start: str) -> list[_Paragraph]:
        """Return the messages of a page's domain that may begin with *start*, or that it may begin with.

        The words of all messages are found once, because the messages of all posts may be in one domain.
        """
        domain = docname_to_domain(docname, self._compact)
        if domain not in self._paragraphs:
            by_beginning: dict[str, list[_Paragraph]] = defaultdict(list)
            for pair in self.domains.get(domain, {}).items():
                for message, text in _list_forms(*pair):
                    if words := _read(message, self._find_title):
                        by_beginning[words[:_BEGINNING]].append((words, text))
            self._paragraphs[domain] = by_beginning
        known = self._paragraphs[domain]
        if len(start) < _BEGINNING:
            return [pair for pairs in known.values() for pair in pairs]
        return [pair for length in range(1, _BEGINNING + 1) for pair in known.get(start[:length], ())]


def _list_forms(message: str, text: str) -> list[_Paragraph]:
    """Return a message and its translation as Markdown: as they are, and as if they were of a post in reStructuredText."""
    if not _REST.search(message):
        return [(message, text)]
    return [(message, text), (convert_sentences(message), convert_sentences(text))]


def _read(message: str, find_title: Callable[[str], str | None]) -> str:
    """Return the first words of a message, with the titles that it shows."""
    return fill_in_titles(extract_opening(message, len(message)), find_title)


def _read_catalog(path: Path) -> Catalog:
    """Return a catalogue, compiled or not; an empty one if there is none, or one that Sphinx will report."""
    try:
        with path.open("rb") as file:
            return read_mo(file) if path.suffix == ".mo" else read_po(file)
    except (OSError, ValueError):
        return Catalog()


class _Message(nodes.Invisible, nodes.Element, translatable):
    """A text for translators that is on the page in another form."""

    uid: str
    """Sphinx's name of the message, which is not used."""

    def preserve_original_messages(self) -> None:
        """Do nothing, because the text never changes."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Do nothing, because the catalogue is translated."""

    def extract_original_messages(self) -> list[str]:
        """Return the text."""
        return [self["message"]]


class AddMessages(SphinxPostTransform):
    """Hand the texts of a post that are in no paragraph to the builder of message catalogues."""

    default_priority = 900
    builders = ("gettext",)

    def run(self, **kwargs: Any) -> None:
        """Add a node for each text of the header of a post, or for the description of a term."""
        site, docname = site_of(self.env), self.env.current_document.docname
        post, page = site.catalogue.by_docname.get(docname), site.index_pages.get(docname)
        if post:
            for text, line in list_messages(post, site.catalogue):
                self._add(text, line)
        elif page and page.index and page.index.taxonomy:
            term = site.catalogue.collection(page.index.collection).by_slug[page.index.taxonomy][page.index.slug]
            self._add(term.metadata.description, 1)

    def _add(self, text: str, line: int) -> None:
        if text:
            node = _Message(message=text)
            node.source, node.line = self.document["source"], line
            node.uid = ""  # the builder takes no message of a node without it
            self.document += node
