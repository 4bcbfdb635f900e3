"""The documented objects of other projects, which intersphinx knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.ext import intersphinx
from sphinx.util.logging import suppress_logging

from ...catalogue.queries import fingerprint
from ...catalogue.queries.links import ApiObject
from ...urls import UrlError, parse_url
from ..outgoing_links import OutgoingLink
from ..site import site_of
from .documented_objects import NOT_DOCUMENTED, role_node

_NAME_MARKS = (".", "::")
"""Marks without which a name in code is too common for an object of another project."""


class OtherInventories:
    """The documented objects in the inventories of other projects."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        inventories = getattr(env, "intersphinx_named_inventory", {})
        self._inventories: Mapping[str, Mapping[str, Mapping[str, object]]] = inventories

    def __bool__(self) -> bool:
        return bool(self._inventories)

    @cached_property
    def _indexes(self) -> tuple[Mapping[str, ApiObject], Mapping[str, ApiObject]]:
        """The objects by address, and those with names of several parts by name. Of several objects the first counts."""
        by_address: dict[str, ApiObject] = {}
        by_name: dict[str, ApiObject] = {}
        for address, one in self._iter_objects():
            by_address.setdefault(address, one)
            if any(mark in one.name for mark in _NAME_MARKS):
                by_name.setdefault(one.name, one)
        return by_address, by_name

    def _iter_objects(self) -> Iterator[tuple[str, ApiObject]]:
        for inventory, types in sorted(self._inventories.items()):
            for typ, objects in sorted(types.items()):
                if not _is_documented(typ):
                    continue
                for name, item in objects.items():
                    address, project = item.uri, item.project_name  # type: ignore[attr-defined]
                    try:
                        yield address, ApiObject(name, typ, url=parse_url(address), project=project, inventory=inventory)
                    except UrlError:
                        continue

    def find_by_name(self, name: str) -> ApiObject | None:
        """Return the object with a full name, if the name has several parts."""
        return self._indexes[1].get(name) if any(mark in name for mark in _NAME_MARKS) else None

    def find_by_address(self, address: str) -> ApiObject | None:
        """Return the object at an address, as intersphinx writes it."""
        return self._indexes[0].get(address)

    def resolve_role(self, link: OutgoingLink) -> ApiObject | None:
        """Return the object to which a role leads that leads to nothing in this project."""
        node = role_node(link, "")
        words = nodes.literal("", link.text)
        with suppress_logging():  # Sphinx says the same when it resolves the role
            if "intersphinx" not in node:
                found = intersphinx.resolve_reference_detect_inventory(self._env, node, words)
            elif name := node.get("inventory"):
                found = intersphinx.resolve_reference_in_inventory(self._env, name, node, words)
            else:
                found = intersphinx.resolve_reference_any_inventory(self._env, False, node, words)
        return self.find_by_address(found["refuri"]) if found is not None else None


def inventories_fingerprint(env: BuildEnvironment) -> str:
    """Return a fingerprint of all objects in the inventories; empty if no article shows any."""
    site = site_of(env)
    if not site.settings.api_backlinks or not site.catalogue.by_docname:
        return ""
    inventories = getattr(env, "intersphinx_named_inventory", {})
    lines = [
        f"{inventory} {typ} {name} {item.uri} {item.project_name}"
        for inventory, types in sorted(inventories.items())
        for typ, objects in sorted(types.items())
        if _is_documented(typ)
        for name, item in objects.items()
    ]
    return fingerprint(lines) if lines else ""


def _is_documented(typ: str) -> bool:
    return typ not in NOT_DOCUMENTED and not typ.startswith("blog:")
