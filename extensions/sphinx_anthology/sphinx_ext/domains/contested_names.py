"""Names that several documents define: the same one has a name after each build, in whatever order documents are read.

Sphinx warns of a label that two documents define, and gives it to the one that it reads last. In a clean build that is the last
one in the order of docnames, after an edit it is the one that was edited. And when that one gives up the label, it is nobody's,
though the other document still defines it.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_NAMES = {"std": ("labels", "anonlabels", "objects", "terms"), "math": ("objects",), "citation": ("citations",)}
"""The keys of what domains know by name, by domain. Each entry is a tuple that begins with a docname."""


class ContestedNames(dict[Any, Any]):
    """A dictionary in which the last document in the order of docnames has each name.

    What Sphinx itself defines, such as the label of the search page, any document can have.
    """

    def __init__(self, entries: dict[Any, Any], docnames: Set[str]) -> None:
        """Take over the entries of a domain.

        :param docnames: the documents that exist. The other entries are those of Sphinx.
        """
        super().__init__(entries)
        self._built_in = frozenset(entry[0] for entry in entries.values()) - docnames
        self._claims: dict[Any, dict[str, Any]] = {}
        """The entries of all documents that define a name, by docname, for the names that several define."""

    def __setitem__(self, name: Any, entry: Any) -> None:
        current = self.get(name)
        if current is None or (current[0] == entry[0] and name not in self._claims):
            super().__setitem__(name, entry)
            return
        claims = self._claims.setdefault(name, {current[0]: current})
        claims[entry[0]] = entry
        self._choose(name)

    def __delitem__(self, name: Any) -> None:
        super().__delitem__(name)
        self._claims.pop(name, None)

    def withdraw(self, docname: str) -> None:
        """Give the names of a document to the others that define them. Those that it defines alone stay."""
        for name in [name for name, claims in self._claims.items() if claims.pop(docname, None)]:
            self._choose(name)

    def remove(self, docname: str) -> None:
        """Remove the entries of a document."""
        self.withdraw(docname)
        for name in [name for name, entry in self.items() if entry[0] == docname]:
            del self[name]

    def merge(self, docnames: Set[str], other: ContestedNames) -> None:
        """Add the entries of documents that another process has read."""
        for name, claims in other._claims.items():
            for docname in claims.keys() & docnames:
                self[name] = claims[docname]

    def _choose(self, name: Any) -> None:
        claims = self._claims[name]
        super().__setitem__(name, claims[max(claims, key=lambda docname: (docname not in self._built_in, docname))])
        if len(claims) == 1:
            del self._claims[name]


def watch_names(env: BuildEnvironment) -> None:
    """Have all names given to the same documents as in a clean build. Call it before documents are read."""
    for domain, keys in _NAMES.items():
        data = env.domaindata.get(domain, {})
        for key in keys:
            if not isinstance(names := data.get(key, {}), ContestedNames):
                data[key] = ContestedNames(names, env.all_docs.keys())


def withdraw_names(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Give the names of a document that is read again or gone to the others that define them, at ``env-purge-doc``.

    The domains then remove the names that it defines alone.
    """
    for names, _key in _list_names(env):
        names.withdraw(docname)


def merge_names(app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
    """Add the names of documents that another process has read, at ``env-merge-info``."""
    for names, (domain, key) in _list_names(env):
        names.merge(docnames, other.domaindata[domain][key])


def _list_names(env: BuildEnvironment) -> Iterator[tuple[ContestedNames, tuple[str, str]]]:
    """Yield names, and the domain and the key of which they are."""
    for domain, keys in _NAMES.items():
        for key in keys:
            if isinstance(names := env.domaindata.get(domain, {}).get(key), ContestedNames):
                yield names, (domain, key)
