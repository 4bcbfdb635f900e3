"""Small cards of posts, and what stands for the picture of a post or a term that has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from unicodedata import category

from ...fields.record import Cover
from ..collection import Collection
from ..colours import derive_colour
from ..post import Post
from ..taxonomy import Taxonomy
from ..terms import Term

_EAST_ASIAN = "\u2e80"
"""The first letter of the scripts of East Asia, in which one character is as much as two letters elsewhere."""


@dataclass(frozen=True, slots=True)
class Emblem:
    """A letter on a colour."""

    letters: str
    """One letter, or the initials of a person; empty for a name without letters."""
    colour: str
    """The colour as ``#rrggbb``."""

    @classmethod
    def from_post(cls, post: Post, collection: Collection) -> Emblem:
        """Return the letter and colour of a post's main category; without a category, its title's first letter."""
        categories = collection.terms_of(post, Taxonomy.CATEGORY)
        return cls.from_term(categories[0]) if categories else cls(first_letter(post.title), derive_colour(post.title))

    @classmethod
    def from_term(cls, term: Term) -> Emblem:
        """Return the first letter and the colour of a term, and the initials of an author."""
        letters = initials(term.name) if term.author else first_letter(term.name)
        return cls(letters, term.colour)


@dataclass(frozen=True, slots=True)
class PostCard:
    """What a small card shows of a post beside its title."""

    published: datetime | None
    cover: Cover | None
    """None if it cannot be shown."""
    emblem: Emblem
    """What stands for the cover if there is none."""
    language: str | None = None

    @classmethod
    def from_post(cls, post: Post, collection: Collection) -> PostCard:
        """Return the card of a post in its collection."""
        cover = post.cover if post.cover and post.cover.is_usable else None
        return cls(post.published, cover, Emblem.from_post(post, collection), post.language)


def first_letter(name: str) -> str:
    """Return the first letter or digit of a name as a capital, with its marks; empty if there is none."""
    start = next((number for number, character in enumerate(name) if character.isalnum()), len(name))
    end = start + 1
    while end < len(name) and category(name[end]).startswith("M"):
        end += 1
    return name[start:end].upper()


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a person's name; of an East Asian name, its first."""
    words = [letter for word in name.split() if (letter := first_letter(word))]
    if len(words) < 2 or words[0] >= _EAST_ASIAN:
        return words[0] if words else ""
    return words[0] + words[-1]
