"""How well the articles of a site are linked, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .built_site import PublishedSite

VERSION = 1
_MOST = 10
"""How many of the most linked articles are named."""


@dataclass(frozen=True, slots=True)
class Network:
    """The links between the articles of a site. Articles are named by their slugs."""

    links: Mapping[str, tuple[str, ...]]
    """The articles that each article links to."""
    orphans: tuple[str, ...]
    """Those that no other article links to, and no page of the author's that is not an index."""

    @classmethod
    def of(cls, site: PublishedSite) -> Network:
        """Look at a built site."""
        linked = {target for targets in site.links.values() for target in targets} | site.linked_by_pages
        return cls(site.links, tuple(slug for slug in site.links if slug not in linked))

    @property
    def dead_ends(self) -> tuple[str, ...]:
        """The articles that link to no other."""
        return tuple(slug for slug, targets in self.links.items() if not targets)

    @property
    def most_linked(self) -> tuple[tuple[str, int], ...]:
        """The articles that most others link to, each with how many do."""
        counts = Counter(target for targets in self.links.values() for target in targets)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST])

    @property
    def count(self) -> int:
        """How many links there are; several from one article to another are one."""
        return sum(map(len, self.links.values()))

    def lines(self) -> Iterator[str]:
        """Yield what there is to say, for people."""
        yield f"articles: {len(self.links):,}"
        yield f"links between them: {self.count:,}"
        for name, slugs in (
            ("orphans, to which nothing links", self.orphans),
            ("dead ends, which link to nothing", self.dead_ends),
        ):
            yield f"{name}: {len(slugs):,}"
            yield from (f"  {slug}" for slug in slugs)
        if found := self.most_linked:
            yield "most linked:"
            yield from (f"  {count:,} {slug}" for slug, count in found)

    def record(self) -> dict[str, Any]:
        """Return the same as JSON has it."""
        return {
            "version": VERSION,
            "articles": len(self.links),
            "links": self.count,
            "orphans": list(self.orphans),
            "dead_ends": list(self.dead_ends),
            "most_linked": [{"slug": slug, "links": count} for slug, count in self.most_linked],
        }
