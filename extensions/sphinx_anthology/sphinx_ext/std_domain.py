"""Sphinx's own domain with posts and terms among its labels and documents."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.domains.std import StandardDomain

from .domain import slug_targets


class StandardDomainWithSlugs(StandardDomain):
    """The standard domain, whose inventory also names posts and terms by their slugs.

    Projects without this extension can link to them as to any label or document, and moving a file breaks no link.
    """

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        labels, documents = {*self.labels, *self.anonlabels}, set(self.env.all_docs)
        for name, title, typ, docname, anchor, priority in super().get_objects():
            # Some titles are translated lazily, and cannot be sorted with others.
            yield name, str(title), typ, docname, anchor, priority
        for slug, target in slug_targets(self.env).items():
            if slug not in labels:  # a label of the author comes first
                yield slug, target.title, "label", target.docname or "", "", -1
            if slug not in documents:
                yield slug, target.title, "doc", target.docname or "", "", -1
