"""Queries for the target of a reference by name or by address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..taxonomy import Taxonomy
from .base import Target


@dataclass(frozen=True, slots=True)
class MentionQuery:
    """Ask for the target of a reference to a post or a term by name."""

    object_type: str
    """``post``, or the value of a :class:`.catalogue.taxonomy.Taxonomy`."""
    name: str
    path: str = ""
    """The file with the reference to a post, relative to the source folder, for relative paths."""

    def answer(self, catalogue: Catalogue) -> Target | None:
        """Return the target, or None if nothing has that name. A term with one post and no page leads to that post."""
        if self.object_type == "post":
            post = catalogue.find_mentioned(self.name, self.path)
            return Target.from_post(post) if post else None
        term = catalogue.find_term(Taxonomy(self.object_type), self.name)
        if term is None:
            return None
        only = term.posts[0].docname if len(term.posts) == 1 else None
        return Target(term.docname or only, term.name)


@dataclass(frozen=True, slots=True)
class AnyPostsQuery:
    """Ask whether there are posts that a page may mention."""

    def answer(self, catalogue: Catalogue) -> bool:
        """Return whether the catalogue has an article."""
        return bool(catalogue.by_docname)


@dataclass(frozen=True, slots=True)
class FormerIdsQuery:
    """Ask for the ids that the headings of a page had on the published site."""

    docname: str

    def answer(self, catalogue: Catalogue) -> Mapping[str, str]:
        """Return the names of the headings by id."""
        return catalogue.former_ids.get(self.docname, {})


@dataclass(frozen=True, slots=True)
class AddressQuery:
    """Ask for the article that an address of the old blog names exactly."""

    address: str
    path: str
    """The file that contains the address, relative to the source folder."""

    def answer(self, catalogue: Catalogue) -> str | None:
        """Return the docname of the article, or None."""
        return catalogue.addresses.find_exact(self.address, self.path)
