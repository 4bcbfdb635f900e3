"""Ids of headings, labels and terms that are made of their words, in every script.

Docutils keeps only ASCII in an id. It numbers what is left with nothing, so that one more heading changes the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast
from unicodedata import normalize

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import clean_astext

from ...catalogue.queries import AnyPostsQuery, FormerIdsQuery
from ...loading.data.url_manifest import name_headings
from ...settings import POSTS
from ...slugs import UniqueNames, slugify
from ..dependencies import ask
from ..markdown.renderer import OWN_ID
from ..site import site_of
from ..sources.untrusted_files import is_untrusted_page

_FORMER_IDS = "anthology_former_ids"
"""Attribute of headings: ids that they had, for links from elsewhere."""
_NUMBER = "anthology_number"
"""Attribute of headings: the id that docutils made, for one whose label has its words."""
_NUMBERED = re.compile(r"id\d+")
_TARGET_ELSEWHERE = {"refid", "refuri", "refname"}
"""Attributes of targets that are no labels of what follows."""
_NUMBERED_TERM = re.compile(r"term-\d+")
_UNUSABLE = re.compile(r"[\x00-,./:-@\[-^`{-\x7f\s]")
"""Characters that no id may have, because it is a CSS selector in scripts: all ASCII but letters, digits, ``-`` and ``_``."""
_SELECTOR_START = re.compile(r"-?[^\W\d]|--|-?[^\x00-\x7f]")


class NameHeadings(SphinxTransform):
    """Give headings ids of their words, and labels and glossary terms those that docutils would number."""

    default_priority = 15  # before headings are translated: all languages have the same ids

    def apply(self, **kwargs: Any) -> None:
        """Name the headings of a page of a project with posts."""
        if not _has_named_headings(self.env, self.document):
            return
        naming = _Naming(self.document)
        naming.name_labels()
        naming.name_headings()
        naming.keep(ask(self.env, FormerIdsQuery(self.env.current_document.docname)))
        _name_terms(self.document, self.env)


class KeepFormerIds(SphinxTransform):
    """Let headings have the ids that they had, as further ones, where nothing else has them."""

    default_priority = 265  # after labels have been moved to headings, and ids been sorted

    def apply(self, **kwargs: Any) -> None:
        """Append the ids, and remove numbers that labels replace."""
        if not _has_named_headings(self.env, self.document):
            return
        ids = self.document.ids
        for node in list(ids.values()):
            number = node.attributes.pop(_NUMBER, None)
            if number in node["ids"][1:] and _NUMBERED.fullmatch(number):
                node["ids"].remove(number)
                if ids.get(number) is node:
                    del ids[number]
                _point_names(self.document, node, number, node["ids"][0])
            for former in node.attributes.pop(_FORMER_IDS, ()):
                if former not in ids:
                    ids[former] = node
                    node["ids"].append(former)
        if slugs := getattr(self.document, "myst_slugs", None):
            self._update_slugs(slugs)

    def _update_slugs(self, slugs: dict[str, tuple[int | None, str, str]]) -> None:
        """Let links from other pages know all headings by their names, and show the words of those that are translated."""
        for slug, (line, element_id, _title) in slugs.items():
            node = self.document.ids.get(element_id)
            if isinstance(node, nodes.section) and cast("nodes.title", node[0]).get("translated"):
                slugs[slug] = line, element_id, _title_of(node)
        metadata: dict[str, Any] = self.env.metadata[self.env.current_document.docname]
        metadata["myst_slugs"] = slugs


def _has_named_headings(env: BuildEnvironment, document: nodes.document) -> bool:
    """Return whether headings of a document are named by their words. Those of a fragment, as of a translated page, are not."""
    site, docname = site_of(env), env.current_document.docname
    if document["source"] != str(env.doc2path(docname)):
        return False
    if site.catalogue.find_entry(docname) or is_untrusted_page(env, docname):
        return True
    return site.settings.heading_ids != POSTS and ask(env, AnyPostsQuery())


class _Naming:
    """Gives headings of one page other ids."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document
        self._ids = document.ids
        self._names = UniqueNames(document.ids)
        self._labelled = [(section, labels) for section, labels in _list_sections(document, []) if section["ids"]]
        # Sections of a text that was parsed by itself may have the ids of other nodes.
        found = {id(node): node for node in (*(section for section, _labels in self._labelled), *document.ids.values())}
        self._headings = [node for node in found.values() if isinstance(node, nodes.section) or "slug" in node]
        self._labels: dict[int, list[str]] = {}
        """The ids of the labels before each heading, by Python's id of its node."""

    def name_labels(self) -> None:
        """Find the labels before headings. One that docutils numbered gets an id of its words."""
        if not any(labels for _section, labels in self._labelled):
            return
        nameids, nametypes = self._document.nameids, self._document.nametypes
        names = {element_id: name for name, element_id in nameids.items() if element_id and nametypes.get(name)}
        for section, labels in self._labelled:
            self._labels[id(section)] = [self._name_label(label, names.get(label["ids"][0], "")) for label in labels]

    def _name_label(self, label: nodes.target, name: str) -> str:
        """Return the id of a label, and change it if it is a number.

        :param name: the name of the label; empty if it has none.
        """
        element_id: str = label["ids"][0]
        if not slugify(name) or not _NUMBERED.fullmatch(element_id) or element_id == name:
            return element_id
        if self._ids.get(element_id) is label:
            del self._ids[element_id]
        element_id = self._names.make(_make_selectable(slugify(name)))
        label["ids"][0] = element_id
        self._ids[element_id] = label
        self._document.nameids[name] = element_id
        return element_id

    def name_headings(self) -> None:
        """Give headings ids of their words, in the order of the page, whatever ids docutils made."""
        made = {id(node): self._find_made(node) for node in self._headings}
        for node in self._headings:
            if self._ids.get(made[id(node)]) is node:
                del self._ids[made[id(node)]]
        for node in self._headings:
            if not (former := made[id(node)]):
                continue
            wanted = _find_wanted(node)
            if wanted in self._labels.get(id(node), ()):
                self._ids.setdefault(former, node)
                node[_NUMBER] = former
            else:
                self._rename(node, former, self._names.make(wanted))

    def _find_made(self, node: nodes.Element) -> str:
        """Return the id that docutils made for a heading; empty if the author gave it one."""
        if node.attributes.pop(OWN_ID, False):
            return ""
        element_id: str = node["ids"][0]
        if self._ids.get(element_id) is not node:
            return element_id  # of another node
        explicit = {self._document.nameids.get(name) for name in node["names"] if self._document.nametypes.get(name)}
        is_made = element_id not in explicit or _NUMBERED.fullmatch(element_id)
        return element_id if is_made else ""

    def _rename(self, node: nodes.Element, former: str, new: str) -> None:
        """Give a heading a new id instead of the one that docutils made. That is kept, unless it is a number."""
        node["ids"][0] = new
        self._ids[new] = node
        if former != new and not _NUMBERED.fullmatch(former):
            node[_FORMER_IDS] = [former]
        _point_names(self._document, node, former, new)
        slugs = getattr(self._document, "myst_slugs", None)
        if slugs is not None:
            slug = node.get("slug", new)
            line, title = (slugs[slug][0], slugs[slug][2]) if slug in slugs else (node.line, _title_of(node))
            slugs[slug] = line, new, title

    def keep(self, former: Mapping[str, str]) -> None:
        """Keep ids that headings had on the published site.

        :param former: the names of the headings by id.
        """
        if not former:
            return
        sections = [node for node in self._headings if isinstance(node, nodes.section)]
        by_name = dict(zip(name_headings(map(_title_of, sections)), sections, strict=True))
        for element_id, name in former.items():
            if heading := by_name.get(name):
                heading[_FORMER_IDS] = [*heading.get(_FORMER_IDS, ()), element_id]


def _point_names(document: nodes.document, node: nodes.Element, former: str, new: str) -> None:
    """Let the names of a heading mean its new id."""
    document.nameids.update((name, new) for name in node["names"] if document.nameids.get(name) == former)


def _list_sections(parent: nodes.Element, labels: list[nodes.target]) -> Iterator[tuple[nodes.section, list[nodes.target]]]:
    """Yield the sections of a document or section in their order, each with the labels before it.

    :param labels: the labels before the first child; in the end those after the last one.
    """
    for child in parent.children:
        if isinstance(child, nodes.section):
            yield child, labels[:]
            labels.clear()
            yield from _list_sections(child, labels)
        elif isinstance(child, nodes.target) and child["ids"] and not _TARGET_ELSEWHERE & child.attributes.keys():
            labels.append(child)
        elif not isinstance(child, (addnodes.index, nodes.system_message)):
            labels.clear()


def _title_of(heading: nodes.Element) -> str:
    title = heading[0] if isinstance(heading, nodes.section) and heading.children else heading
    return clean_astext(cast("nodes.Element", title))


def _find_wanted(heading: nodes.Element) -> str:
    """Return the id of the words of a heading: the name by which Markdown links to it, if it can be one."""
    slug = normalize("NFC", heading.get("slug", ""))
    if not slug or _UNUSABLE.search(slug):
        slug = slugify(_title_of(heading)) or "section"
    return _make_selectable(slug)


def _make_selectable(name: str) -> str:
    """Return a name as an id that a CSS selector can have: Sphinx's search finds a heading by one. No digit comes first."""
    return name if _SELECTOR_START.match(name) else f"s-{name}"


def _name_terms(document: nodes.document, env: BuildEnvironment) -> None:
    """Give the terms of glossaries that Sphinx numbered ids of their words."""
    terms = [node for node in document.ids.values() if isinstance(node, nodes.term)]
    names = UniqueNames(document.ids)
    data = env.domains.standard_domain.data
    for term in terms:
        former = term["ids"][0]
        entries = [entry for index in term.findall(addnodes.index) for entry in index["entries"]]
        words = next((entry[1] for entry in entries if entry[2] == former), "")
        if not _NUMBERED_TERM.fullmatch(former) or not slugify(words):
            continue
        new = names.make(f"term-{slugify(words)}")
        term["ids"][0] = new
        document.ids[new] = document.ids.pop(former)
        for index in term.findall(addnodes.index):
            index["entries"] = [(*entry[:2], new if entry[2] == former else entry[2], *entry[3:]) for entry in index["entries"]]
        here = (env.current_document.docname, former)
        for kind, key in (("objects", ("term", words)), ("terms", words.lower())):
            if data[kind].get(key) == here:
                data[kind][key] = (here[0], new)
