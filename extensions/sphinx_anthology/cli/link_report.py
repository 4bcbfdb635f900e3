"""Statistics of the links between the articles of a site, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .built_site import BuiltSite

VERSION = 1
"""The version of the JSON form."""
_MOST_LINKED = 10
"""The maximum number of most linked articles."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """The links between the articles of a site. Articles are identified by their slugs."""

    links: Mapping[str, tuple[str, ...]]
    """The articles that each article links to."""
    orphans: tuple[str, ...]
    """The articles that no other article and no handwritten page links to."""

    @classmethod
    def from_site(cls, site: BuiltSite) -> LinkReport:
        """Return the report on a built site."""
        linked = {target for targets in site.links.values() for target in targets} | site.linked_from_pages
        return cls(site.links, tuple(slug for slug in site.links if slug not in linked))

    @property
    def dead_ends(self) -> tuple[str, ...]:
        """The articles that link to no other article."""
        return tuple(slug for slug, targets in self.links.items() if not targets)

    @property
    def most_linked(self) -> tuple[tuple[str, int], ...]:
        """The articles that most other articles link to, with the numbers of those articles."""
        counts = Counter(target for targets in self.links.values() for target in targets)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_LINKED])

    @property
    def link_count(self) -> int:
        """The number of pairs of articles of which the first links to the second."""
        return sum(map(len, self.links.values()))

    def format_lines(self) -> Iterator[str]:
        """Yield the lines of the report as text."""
        yield f"articles: {len(self.links):,}"
        yield f"links between them: {self.link_count:,}"
        for name, slugs in (
            ("orphans, to which nothing links", self.orphans),
            ("dead ends, which link to nothing", self.dead_ends),
        ):
            yield f"{name}: {len(slugs):,}"
            yield from (f"  {slug}" for slug in slugs)
        if most_linked := self.most_linked:
            yield "most linked:"
            yield from (f"  {count:,} {slug}" for slug, count in most_linked)

    def make_record(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {
            "version": VERSION,
            "articles": len(self.links),
            "links": self.link_count,
            "orphans": list(self.orphans),
            "dead_ends": list(self.dead_ends),
            "most_linked": [{"slug": slug, "links": count} for slug, count in self.most_linked],
        }
