"""The protocol of queries, fingerprints of answers, and link targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Protocol, TypeVar

from ..catalogue import Catalogue
from ..post import Post
from ..terms import Term

Answer = TypeVar("Answer", covariant=True)


class Query(Protocol[Answer]):
    """A question whose answer depends on the catalogue alone. Equal queries have the same answer."""

    def answer(self, catalogue: Catalogue) -> Answer:
        """Return the answer. Its ``repr`` must differ when the page that shows it differs (see :func:`fingerprint`)."""


def fingerprint(answer: object) -> str:
    """Return a hash of the ``repr`` of an answer, as 24 hexadecimal digits."""
    return blake2b(repr(answer).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Target:
    """A page that can be linked to, or a name without a page."""

    docname: str | None
    """The page, or None if there is none; then only the title is shown."""
    title: str
    language: str | None = None
    """The language tag of the title, if known."""
    colour: str = field(default="", compare=False)
    """The colour of a term as ``#rrggbb``; empty for any other page. The same place in another colour is the same target."""

    @classmethod
    def from_post(cls, post: Post) -> Target:
        """Return the page of *post*."""
        return cls(post.docname, post.title, post.language)

    @classmethod
    def from_term(cls, term: Term) -> Target:
        """Return the page of *term*, titled with its name alone."""
        return cls(term.docname, term.name, colour=term.colour)
