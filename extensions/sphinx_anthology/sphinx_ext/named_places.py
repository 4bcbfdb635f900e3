"""Where references lead that name a term, a formula, a figure, a citation or an object of a domain.

Which place a name means depends on the rules of each domain. Here all places are compared that the last word of a name may
mean, so that a page is written again if one of them has moved, and now and then for nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from docutils import nodes
from sphinx.environment import BuildEnvironment

from .site import site_of

_WORD = re.compile(r"\w+")
_BY_WORD = frozenset({"citation", "js", "math", "py", "rst", "std"})
"""The domains in which an object has its name, or the end of it, in references. Of others, all objects are compared."""
_LABELS = "labels"
"""Stands for the labels of ``std``, which has thousands of them, and few objects."""
_LABELLED = frozenset({"numref", "keyword"})
"""The roles of ``std`` that lead to labels and are no links between pages."""
_LINKS = frozenset({("std", "doc"), ("std", "ref")})
"""The domains and roles of links between pages, which are compared one by one."""

Reference = tuple[str, str]
"""What a reference names: the domain, empty for any, and the last word of the name, empty for all names."""
_Place = tuple[object, ...]


def reference_of(node: nodes.Element) -> Reference | None:
    """Return what an unresolved reference names; None for a link between pages."""
    domain, role = str(node.get("refdomain") or ""), str(node.get("reftype"))
    if domain == "blog" or role == "myst" or (domain, role) in _LINKS:
        return None
    if role == "any":
        domain = ""
    elif domain == "std" and role in _LABELLED:
        domain = _LABELS
    return domain, _last_word(str(node["reftarget"])) if domain in ("", _LABELS) or domain in _BY_WORD else ""


class NamedPlaces:
    """The places that names mean. All documents must have been read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._by_word: dict[str, Mapping[str, list[str]]] = {}

    def describe(self, reference: Reference) -> list[str]:
        """Return what differs if one of the places differs that a reference may mean."""
        domain, word = reference
        if domain:
            return self._describe_places(domain).get(word, [])
        names = (_LABELS, *(one.name for one in self._env.domains.sorted()))
        return [line for name in names for line in self._describe_places(name).get(word if name in _SEARCHED else "", [])]

    def _describe_places(self, domain: str) -> Mapping[str, list[str]]:
        """Return descriptions of the places of a domain, by the last word of their names; all of them with the empty word."""
        if domain not in self._by_word:
            result: defaultdict[str, list[str]] = defaultdict(list)
            list_places = self._sources.get(domain, lambda: self._list_objects(domain))
            for name, place in list_places():
                result[_last_word(name) if domain in _SEARCHED else ""].append(repr((name, place)))
            for lines in result.values():
                lines.sort()
            self._by_word[domain] = result
        return self._by_word[domain]

    @cached_property
    def _sources(self) -> Mapping[str, Callable[[], Iterator[tuple[str, _Place]]]]:
        return {
            _LABELS: self._list_labels,
            "std": self._list_terms,
            "math": self._list_formulas,
            "citation": self._list_citations,
        }

    def _list_labels(self) -> Iterator[tuple[str, _Place]]:
        """Yield the labels, with all numbers in their documents, where figures may have other ids than their labels."""
        env, std = self._env, self._env.domains.standard_domain
        for name, (docname, anchor) in std.anonlabels.items():
            numbers = env.toc_fignumbers.get(docname), env.toc_secnumbers.get(docname)
            title = str(std.labels[name][2]) if name in std.labels else ""  # some are translated lazily
            yield name, (docname, anchor, title, *numbers)

    def _list_terms(self) -> Iterator[tuple[str, _Place]]:
        std = self._env.domains.standard_domain
        for (kind, name), place in std.objects.items():
            yield name, (kind, *place)
        for (program, name), place in std.progoptions.items():
            yield name, (program, *place)

    def _list_formulas(self) -> Iterator[tuple[str, _Place]]:
        yield from self._env.domaindata["math"]["objects"].items()

    def _list_citations(self) -> Iterator[tuple[str, _Place]]:
        yield from self._env.domaindata.get("citation", {}).get("citations", {}).items()

    def _list_objects(self, domain: str) -> Iterator[tuple[str, _Place]]:
        if domain in self._env.domaindata:
            for name, _shown, kind, docname, anchor, _priority in self._env.domains[domain].get_objects():
                yield name, (kind, docname, anchor)


_SEARCHED = _BY_WORD | {_LABELS}
"""The names of places by word."""


def named_places(env: BuildEnvironment) -> NamedPlaces:
    """Return the named places of the site. All documents must have been read."""
    return site_of(env).part(NamedPlaces, lambda: NamedPlaces(env))


def _last_word(name: str) -> str:
    words = _WORD.findall(name)
    return words[-1].casefold() if words else ""
