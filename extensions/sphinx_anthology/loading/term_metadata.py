"""Metadata of terms, from the option ``categories`` and from handwritten pages.

A handwritten page replaces the page of a term in two cases: it has the docname of the generated page, or it is in the folder
of the taxonomy and its front matter names the term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..catalogue.collection import Collection
from ..catalogue.colours import parse_colour
from ..catalogue.post import Page
from ..catalogue.taxonomy import Taxonomy
from ..catalogue.terms import NO_METADATA, Key, TermMetadata, make_category_key, parse_term_key
from ..digests import read_regular_file
from ..fields.context import Context
from ..fields.key_lookup import Dialects
from ..fields.mapping import read_fields
from ..fields.record import Cover, Fields, KeyOutcome
from ..fields.urls import accept_url
from ..frontmatter.model import clean_value
from ..frontmatter.parser import parse_front_matter
from ..problems import Code, Problem, Report
from ..settings import CONFIGURATION, PREFIX, Settings
from ..slugs import slugify
from ..suggestions import did_you_mean, find_similar_names
from ..urls import Url
from .files.encodings import decode, normalise_newlines
from .files.image_files import make_cover, resolve_cover, resolve_dark_image
from .files.post_files import PostFiles
from .files.untrusted_posts import is_untrusted
from .project import SUFFIXES

_OPTIONS: Mapping[str, type] = {
    "title": str,
    "slug": str,
    "description": str,
    "cover": str,
    "cover_dark": str,
    "color": str,
    "order": int,
    "page": str,
}
"""The keys of a category in the option ``categories``, with their types."""


@dataclass
class TermMetadataReader:
    """Reads the metadata of the terms of one collection."""

    files: PostFiles
    dialects: Dialects
    settings: Settings
    """The settings of the collection."""
    report: Report
    metadata: dict[tuple[Taxonomy, Key], TermMetadata] = field(default_factory=dict)
    """The metadata that was read so far."""
    pages: dict[str, Page] = field(default_factory=dict)
    """The handwritten pages that have front matter, by docname."""

    def read_configuration(self) -> None:
        """Read the option ``categories``."""
        for name, options in self.settings.categories.items():
            if not isinstance(name, str) or not isinstance(options, Mapping):
                self._report_option(f"{name!r} has to be the name of a category, with a dictionary of {', '.join(_OPTIONS)}.")
                continue
            usable = dict(self._check_options(name, options))
            page = usable.get("page", "").strip("/")
            if page and not self._is_page(page):
                self._report_option(
                    f"{name!r} has the page {page!r}, which does not exist. Write its docname, as in a toctree."
                )
                page = ""
            self.metadata[Taxonomy.CATEGORY, parse_term_key(name)] = TermMetadata(
                usable.get("title", ""),
                slugify(usable.get("slug", "")),
                usable.get("description", ""),
                self._find_configured_cover(name, usable),
                usable.get("order"),
                page,
                self._read_configured_colour(name, usable.get("color", "")),
            )

    def _check_options(self, name: str, options: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Yield the options of a category that have a known key and a value of the right type. Texts are clean."""
        for key, value in options.items():
            if key not in _OPTIONS:
                hint = did_you_mean(find_similar_names(str(key), _OPTIONS)[:1])
                self._report_option(f"{name!r} cannot have {key!r}.{hint}")
            elif not isinstance(value, _OPTIONS[key]) or isinstance(value, bool):
                self._report_option(f"{key!r} of {name!r} has to be of type {_OPTIONS[key].__name__}, not {value!r}.")
            else:
                yield key, clean_value(value)

    def _find_configured_cover(self, name: str, options: Mapping[str, Any]) -> Cover | None:
        """Return the cover that the option gives the category *name*; None if there is none to show."""
        reference, dark = (self._read_address(name, key, options.get(key, "")) for key in ("cover", "cover_dark"))
        if not reference:
            return None
        cover = resolve_cover(Cover(reference, dark=dark), self.files, CONFIGURATION, 1, self.report)
        return cover and resolve_dark_image(cover, self.files, CONFIGURATION, {}, self.report)

    def _read_address(self, name: str, key: str, address: str) -> Url:
        """Return the address that the option gives the category *name*; empty if there is none that is usable."""
        context = Context(CONFIGURATION, self.settings.zone, self.report, key=f"{PREFIX}categories: {name}: {key}")
        return accept_url(address, context, allow_mail=False)

    def _read_configured_colour(self, name: str, colour: str) -> str:
        """Return the colour that the option gives the category *name*; empty if there is none that is usable."""
        try:
            return parse_colour(colour) if colour else ""
        except ValueError:
            self._report_option(f"'color' of {name!r} has to be a colour such as '#1f6feb', not {colour!r}.")
            return ""

    def _is_page(self, docname: str) -> bool:
        """Return whether there is a source file for *docname* in the source folder."""
        if ".." in docname.split("/"):
            return False
        return any((self.files.source / f"{docname}{suffix}").is_file() for suffix in (*SUFFIXES, ".rst"))

    def _report_option(self, message: str) -> None:
        self.report(Problem(CONFIGURATION, 1, Code.OPTION_INVALID, f"{PREFIX}categories: {message}"))

    def read_pages(self, collection: Collection, pages: Mapping[str, str]) -> None:
        """Read the handwritten pages of terms. What they say wins over the configuration.

        :param collection: the posts, with the terms as the configuration names them.
        :param pages: the docnames of all handwritten pages in the folders of index pages, by path.
        """
        for path, docname in sorted(pages.items()):
            if is_untrusted(path, self.settings.untrusted):
                continue
            for taxonomy in Taxonomy:
                folder = f"{self.settings.browse}/{self.settings.index(taxonomy.index).folder}/"
                if docname.startswith(folder):
                    self._read_page(collection, taxonomy, path, docname, docname.removeprefix(folder))

    def _read_page(self, collection: Collection, taxonomy: Taxonomy, path: str, docname: str, slug: str) -> None:
        fields = self._read_fields(path, docname) or Fields()
        term = collection.by_slug[taxonomy].get(slug)
        key = next(iter(_list_named_keys(fields, taxonomy)), None) or (term.key if term else None)
        if key is None:
            return
        known = self.metadata.get((taxonomy, key), NO_METADATA)
        cover = self._find_cover(fields, path)
        self.metadata[taxonomy, key] = replace(
            known,
            name=fields.title or known.name,
            description=fields.excerpt or known.description,
            cover=cover or known.cover,
            order=known.order if fields.order is None else fields.order,
            docname=docname,
            colour=self._read_colour(fields, path) or known.colour,
        )

    def _read_colour(self, fields: Fields, path: str) -> str:
        """Return the colour that a page gives its term; empty if there is none that is usable."""
        colours = [key for key in fields.keys if key.field == "colour" and key.outcome in (KeyOutcome.USED, KeyOutcome.EMPTY)]
        for key in colours:
            try:
                return parse_colour(fields.colour or "")
            except ValueError:
                message = f"'{key.key}' is not a colour. Write '{key.key}: \"#1f6feb\"', in quotation marks."
                self.report(Problem(path, key.line, Code.FIELD_FORM, message))
        return ""

    def _read_fields(self, path: str, docname: str) -> Fields | None:
        """Return the fields of a page and record the page, or None if it has no front matter."""
        try:
            text = normalise_newlines(decode(read_regular_file(self.files.source / path, self.settings.max_bytes))[0])
        except OSError:
            return None  # Sphinx reports it
        front_matter = parse_front_matter(text, path, self.report)
        if not front_matter.lines:
            return None
        fields = read_fields(front_matter, Context(path, self.settings.zone, self.report), self.dialects)
        line = fields.origins["title"].line if "title" in fields.origins else 1
        self.pages[docname] = Page(path, docname, fields.title, front_matter.lines, line, fields.handed_on, fields.math)
        return fields

    def _find_cover(self, fields: Fields, path: str) -> Cover | None:
        """Return the cover that a page gives its term; None if there is none to show."""
        if fields.cover is None:
            return None
        cover = make_cover(fields.cover, fields)
        found = resolve_cover(cover, self.files, path, fields.origins["cover"].line, self.report)
        return found and resolve_dark_image(found, self.files, path, fields.origins, self.report)


def _list_named_keys(fields: Fields, taxonomy: Taxonomy) -> Iterable[Key]:
    """Return the keys of the terms that front matter names."""
    keys: Mapping[Taxonomy, list[Key]] = {
        Taxonomy.CATEGORY: [make_category_key(path) for path in fields.categories],
        Taxonomy.TAG: [(slugify(tag),) for tag in fields.tags],
        Taxonomy.AUTHOR: [(slugify(author.name),) for author in fields.authors],
        Taxonomy.SERIES: [(slugify(fields.series),)] if fields.series else [],
        Taxonomy.YEAR: [],
    }
    return keys[taxonomy]
