"""The objects that pages document, such as functions.

An object is whatever a domain describes with a signature, or a module. It has an id, unless it is documented with
``:no-index:``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import suppress_logging

from ...catalogue.queries.links import ApiObject
from ..dependencies import DOMAIN, recorded_dependencies
from ..outgoing_links import LinkTarget, OutgoingLink
from ..site import site_of

NOT_DOCUMENTED = frozenset({"std:label", "std:doc", "std:term", "std:token", "math:equation"})
"""Types of objects in inventories that are no documented objects."""


class DocumentedObjects:
    """The documented objects of a project. All documents must have been read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.by_place: dict[tuple[str, str], ApiObject] = {}
        """The objects by docname and id."""
        self.by_name: dict[str, list[ApiObject]] = defaultdict(list)
        """The objects by full name. An object may have several names."""
        self._env = env
        self._builder = _Places(env._app.builder)
        if places := {docname: {*one.objects} for docname, one in recorded_dependencies(env).items() if one.objects}:
            self._fill(places)

    def _fill(self, places: Mapping[str, set[str]]) -> None:
        found: list[tuple[bool, ApiObject]] = []
        for domain in self._env.domains.sorted():
            if domain.name == DOMAIN:
                continue
            for name, _title, typ, docname, anchor, priority in domain.get_objects():
                kind = f"{domain.name}:{typ}"
                if anchor in places.get(docname, ()) and kind not in NOT_DOCUMENTED:
                    found.append((priority < 0, ApiObject(name, kind, docname, anchor)))
        for _is_alias, one in sorted(found):
            main = self.by_place.setdefault((one.docname, one.anchor), one)
            if main not in self.by_name[one.name]:
                self.by_name[one.name].append(main)

    def resolve_role(self, link: LinkTarget | OutgoingLink, docname: str) -> tuple[str, str] | None:
        """Return the page and the id to which a role of a domain leads; None if to nothing in this project."""
        if not self.by_place or not isinstance(link, OutgoingLink):
            return None
        node = role_node(link, docname)
        if "intersphinx" in node:
            return None
        names = [node["refdomain"]] if node["refdomain"] else [one.name for one in self._env.domains.sorted()]
        with suppress_logging():  # Sphinx says the same when it resolves the role
            for name in names:
                if name in self._env.domains and (place := self._resolve_in_domain(name, node, docname)):
                    return place
        return None

    def _resolve_in_domain(self, name: str, node: pending_xref, docname: str) -> tuple[str, str] | None:
        domain, words = self._env.domains[name], cast("nodes.TextElement", node[0])
        arguments = (self._env, docname, self._builder)
        try:
            if node["refdomain"]:
                found = domain.resolve_xref(*arguments, node["reftype"], node["reftarget"], node, words)
            else:
                each = domain.resolve_any_xref(*arguments, node["reftarget"], node, words)
                found = next((reference for _role, reference in each), None)
        except Exception:  # a domain need not have one of these, raises NoUri for what has no address, and may have faults
            return None
        if not isinstance(found, nodes.reference):
            return None
        page, _mark, anchor = found.get("refuri", "").partition("#")
        return page or docname, anchor or found.get("refid", "")


class _Places(Builder):
    """A builder for which the URL of a page is its docname, so that the target of a reference can be read from its URL."""

    def __init__(self, builder: Builder) -> None:
        self.__dict__.update(builder.__dict__)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return to


def role_node(link: OutgoingLink, docname: str) -> pending_xref:
    """Return the reference that a role made, as far as its target depends on it."""
    attributes: dict[str, Any] = {"refdomain": "", "reftype": "", **dict(link.role)}
    return pending_xref("", nodes.literal("", link.text), reftarget=link.target, refdoc=docname, refexplicit=True, **attributes)


def documented_objects(env: BuildEnvironment) -> DocumentedObjects:
    """Return the documented objects of the project. All documents must have been read."""
    return site_of(env).part(DocumentedObjects, lambda: DocumentedObjects(env))
