"""Documents with warnings. They are not stored, so that the next build reads them again and repeats the warnings."""

from __future__ import annotations

import logging as standard_logging
import os
from collections import defaultdict

from sphinx.environment import BuildEnvironment
from sphinx.util import logging


class WarningPlaces(standard_logging.Filter):
    """Notes the places of all warnings that Sphinx shows while it reads and writes."""

    def __init__(self) -> None:
        """Attach the filter. Call it before anything is read: meanwhile Sphinx takes the handler of warnings away."""
        super().__init__()
        self._places: set[str] = set()
        self.is_noting = False
        """Whether documents are read or written. Each build repeats the warnings before that."""
        for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
            if any(isinstance(one, logging.WarningSuppressor) for one in handler.filters):
                handler.addFilter(self)  # after the one that finds the location

    def filter(self, record: standard_logging.LogRecord) -> bool:
        """Note the place of a record, and let it pass."""
        if self.is_noting and (location := getattr(record, "location", None)):
            self._places.add(str(location))
        return True

    def find_documents(self, env: BuildEnvironment) -> frozenset[str]:
        """Return the documents at these places, and those that depend on a file at one of them."""
        users: defaultdict[str, set[str]] = defaultdict(set)
        for docname in env.all_docs if self._places else ():
            users[str(env.doc2path(docname))].add(docname)
            for path in env.dependencies.get(docname, ()):
                users[os.path.normpath(env.srcdir / path)].add(docname)
        found: set[str] = set()
        for place in self._places:
            while place and place not in users:
                place = place.rpartition(":")[0]  # a line, or the name of a documented object
            found |= users.get(place, set())
        return frozenset(found)
