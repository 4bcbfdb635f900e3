"""The documented objects that articles mention: by a role, a link, or a name in code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sphinx.environment import BuildEnvironment

from ...catalogue.queries.links import ApiObject
from ..dependencies import Dependencies, recorded_dependencies
from ..outgoing_links import OutgoingLink, find_code_sentences
from ..site import site_of
from .documented_objects import documented_objects
from .link_targets import Destination
from .other_inventories import OtherInventories

Links = Sequence[tuple[OutgoingLink, Destination | None]]
Sentence = tuple[str, str, str]


class ObjectMention(NamedTuple):
    """A documented object that an article mentions, with the sentence where it does so first."""

    object: ApiObject
    before: str
    words: str
    after: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.words + self.after


def find_object_mentions(env: BuildEnvironment, links: Mapping[str, Links]) -> Mapping[str, tuple[ObjectMention, ...]]:
    """Return the objects that each article mentions, by docname. All documents must have been read.

    :param links: the links of each page, with where they lead, by docname.
    """
    site = site_of(env)
    finder = _MentionFinder(env)
    if not site.settings.api_backlinks or not finder.has_objects:
        return {}
    recorded, nothing = recorded_dependencies(env), Dependencies()
    result: dict[str, tuple[ObjectMention, ...]] = {}
    for docname in site.catalogue.by_docname:
        if found := finder.find(docname, recorded.get(docname, nothing), links.get(docname, ())):
            result[docname] = found
    return result


class _MentionFinder:
    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._own, self._others = documented_objects(env), OtherInventories(env)
        self.has_objects = bool(self._own.by_place or self._others)

    def find(self, docname: str, recorded: Dependencies, links: Links) -> tuple[ObjectMention, ...]:
        """Return what an article mentions, each object once, in the order of names."""
        found: dict[ApiObject, Sentence] = {}
        for link, destination in links:
            if one := self._linked_object(link, destination):
                found.setdefault(one, (link.before, link.text or one.name, link.after))
        named = [(name, one) for name in recorded.code for one in self._named_objects(name) if one not in found]
        if named:
            sentences = self._find_sentences(docname, recorded, {name for name, _one in named})
            for name, one in named:
                found.setdefault(one, sentences[name])
        return tuple(ObjectMention(one, *found[one]) for one in sorted(found) if one.docname != docname)

    def _linked_object(self, link: OutgoingLink, destination: Destination | None) -> ApiObject | None:
        if destination:
            return self._own.by_place.get((destination.docname, destination.anchor))
        if link.syntax == "inventory":
            return self._others.find_by_address(link.target)
        return self._others.resolve_role(link) if link.syntax == "object" and self._others else None

    def _named_objects(self, code: str) -> Iterator[ApiObject]:
        name = code.removesuffix("()")
        if own := self._own.by_name.get(name):
            yield from own
        elif other := self._others.find_by_name(name):
            yield other

    def _find_sentences(self, docname: str, recorded: Dependencies, names: Iterable[str]) -> Mapping[str, Sentence]:
        """Return the sentences around names in code. They are kept, because loading a page to find them takes a while."""
        missing = {name for name in names if name not in recorded.code_sentences}
        if missing:
            recorded.code_sentences |= find_code_sentences(self._env.get_doctree(docname), missing, self._env)
        return recorded.code_sentences
