"""What is said of categories and other groups beside their names: in the configuration, or on a page by hand.

A page by hand stands for a group if it lies where the group's index page would lie, or if it lies in the folder of that kind
and its front matter names the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..catalogue.collection import Collection
from ..catalogue.post import Page
from ..catalogue.terms import NO_METADATA, Key, TermMetadata, make_category_key, parse_term_key
from ..encodings import decode, normalise_newlines
from ..fields.context import Context
from ..fields.dialects import Dialects
from ..fields.mapping import read_fields
from ..fields.record import Cover, CoverReference, Fields
from ..frontmatter.parser import parse_front_matter
from ..problems import Code, Problem
from ..settings import CONFIGURATION, PREFIX, Settings
from ..slugs import slugify
from ..suggestions import did_you_mean, find_similar_names
from ..taxonomy import Taxonomy
from . import image_files
from .image_files import ImageFolders
from .project import SUFFIXES

_OPTIONS: Mapping[str, type] = {"title": str, "slug": str, "description": str, "cover": str, "order": int, "page": str}
"""What can be said of a category in the configuration."""


@dataclass
class TermMetadataReader:
    """Labels on the way, with the pages by hand that say some of them."""

    folders: ImageFolders
    dialects: Dialects
    settings: Settings
    problems: list[Problem] = field(default_factory=list)
    found: dict[tuple[Taxonomy, Key], TermMetadata] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    """The pages by hand that have front matter, by docname."""

    def add_configured(self) -> None:
        """Take what the option ``categories`` says."""
        for name, said in self.settings.categories.items():
            if not isinstance(name, str) or not isinstance(said, Mapping):
                self._report(f"{name!r} has to be the name of a category, with a dictionary of {', '.join(_OPTIONS)}.")
                continue
            usable = dict(self._usable(name, said))
            page = usable.get("page", "").strip("/")
            if page and not self._is_page(page):
                self._report(f"{name!r} has the page {page!r}, which is no page of this project: name it as a toctree does.")
                page = ""
            self.found[Taxonomy.CATEGORY, parse_term_key(name)] = TermMetadata(
                usable.get("title", ""),
                slugify(usable.get("slug", "")),
                usable.get("description", ""),
                self._cover(CoverReference(usable["cover"]), CONFIGURATION, 1) if "cover" in usable else None,
                usable.get("order"),
                page,
            )

    def _usable(self, name: str, said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for key, value in said.items():
            if key not in _OPTIONS:
                self._report(f"{name!r} cannot have {key!r}.{did_you_mean(find_similar_names(str(key), _OPTIONS)[:1])}")
            elif not isinstance(value, _OPTIONS[key]) or isinstance(value, bool):
                self._report(f"{key!r} of {name!r} has to be of type {_OPTIONS[key].__name__}, not {value!r}.")
            else:
                yield key, value

    def _is_page(self, docname: str) -> bool:
        if ".." in docname.split("/"):
            return False
        return any((self.folders.source / f"{docname}{suffix}").is_file() for suffix in (*SUFFIXES, ".rst"))

    def _report(self, message: str) -> None:
        self.problems.append(Problem(CONFIGURATION, 1, Code.OPTION_INVALID, f"{PREFIX}categories: {message}"))

    def add_written(self, collection: Collection, pages: Mapping[str, str]) -> None:
        """Take what pages by hand say.

        :param collection: the posts, grouped as the configuration says.
        :param pages: the docnames of the pages by their paths.
        """
        for path, docname in sorted(pages.items()):
            for taxonomy in Taxonomy:
                folder = f"{self.settings.browse}/{self.settings.index(taxonomy.index).folder}/"
                if docname.startswith(folder):
                    self._add_page(collection, taxonomy, path, docname, docname.removeprefix(folder))

    def _add_page(self, collection: Collection, taxonomy: Taxonomy, path: str, docname: str, slug: str) -> None:
        fields = self._read(path, docname) or Fields()
        term = collection.by_slug[taxonomy].get(slug)
        key = next(iter(_named(fields, taxonomy)), None) or (term.key if term else None)
        if key is None:
            return
        known = self.found.get((taxonomy, key), NO_METADATA)
        cover = self._cover(fields.cover, path, fields.origins["cover"].line) if fields.cover else None
        self.found[taxonomy, key] = replace(
            known,
            name=fields.title or known.name,
            description=fields.excerpt or known.description,
            cover=cover or known.cover,
            order=known.order if fields.order is None else fields.order,
            docname=docname,
        )

    def _read(self, path: str, docname: str) -> Fields | None:
        """Return what the front matter of a page says, and remember the page if it has any."""
        try:
            text = normalise_newlines(decode(Path(self.folders.source, path).read_bytes())[0])
        except OSError:
            return None  # Sphinx will say so
        header = parse_front_matter(text, path, self.problems.append)
        if not header.lines:
            return None
        fields = read_fields(header, Context(path, self.settings.zone, self.problems.append), self.dialects)
        line = fields.origins["title"].line if "title" in fields.origins else 1
        self.pages[docname] = Page(path, docname, fields.title, header.lines, line, fields.handed_on, fields.math)
        return fields

    def _cover(self, reference: CoverReference, path: str, line: int) -> Cover | None:
        cover = Cover(reference.reference, reference.alt, reference.credit, reference.credit_url)
        found = image_files.settled(cover, self.folders, path, line)
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return found


def _named(fields: Fields, taxonomy: Taxonomy) -> Iterable[Key]:
    """Yield the keys of the groups of a kind that front matter names."""
    names: Mapping[Taxonomy, list[Key]] = {
        Taxonomy.CATEGORY: [make_category_key(path) for path in fields.categories],
        Taxonomy.TAG: [(slugify(tag),) for tag in fields.tags],
        Taxonomy.AUTHOR: [(slugify(author.name),) for author in fields.authors],
        Taxonomy.SERIES: [(slugify(fields.series),)] if fields.series else [],
        Taxonomy.YEAR: [],
    }
    return names[taxonomy]
