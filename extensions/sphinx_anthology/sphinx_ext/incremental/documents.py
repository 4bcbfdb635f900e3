"""Which documents are read again."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import cache
from typing import Any

from sphinx.environment import BuildEnvironment

from ...catalogue.queries import Query, fingerprint
from ..dependencies import (
    DOMAIN,
    FileQuery,
    has_moved_files,
    has_new_answers,
    index_page_fingerprint,
    recorded_dependencies,
)
from ..links.other_inventories import inventories_fingerprint
from ..site import site_of
from .quotes import documents_with_other_quotes
from .source_files import SourceFiles


def documents_to_read(env: BuildEnvironment, files: SourceFiles) -> list[str]:
    """Return the documents that differ from when they were read, though Sphinx may not see it."""
    _note_other_projects(env)
    found = {*_documents_with_new_answers(env), *_documents_with_moved_files(env), *_moved_index_pages(env)}
    found.update(documents_with_other_quotes(env), files.changed, files.find_renamed())
    return sorted(found & env.found_docs)


def _documents_with_new_answers(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents whose queries have other answers now."""
    catalogue, data = site_of(env).catalogue, env.domaindata[DOMAIN]
    if catalogue.fingerprint == data["catalogue"]:
        return  # every answer is the same

    answers: dict[Query[Any], str] = {}

    def answer(query: Query[Any]) -> str:
        if query not in answers:
            answers[query] = fingerprint(query.answer(catalogue))
        return answers[query]

    data["catalogue"] = catalogue.fingerprint
    for docname, dependencies in recorded_dependencies(env).items():
        if has_new_answers(dependencies, answer):
            yield docname


def _documents_with_moved_files(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents that looked for a file that has come or gone since."""
    files = site_of(env).files

    @cache
    def answer(query: FileQuery) -> str:
        return query.answer(files)

    for docname, dependencies in recorded_dependencies(env).items():
        if has_moved_files(dependencies, answer):
            yield docname


def _moved_index_pages(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents with another place among the index pages than when they were read."""
    site, recorded = site_of(env), recorded_dependencies(env)
    places = {docname: one.index_page for docname, one in recorded.items() if one.index_page}
    for docname in places.keys() | (site.index_pages.keys() & env.all_docs.keys()):
        if index_page_fingerprint(site, docname) != places.get(docname, ""):
            yield docname


def _note_other_projects(env: BuildEnvironment) -> None:
    """Start a generation if other sites or the inventories of other projects say something else."""
    data = env.domaindata[DOMAIN]
    now = fingerprint((site_of(env).remote_mentions, inventories_fingerprint(env)))
    if now != data["others"]:
        data["others"] = now
        start_generation(env)


def start_generation(env: BuildEnvironment) -> None:
    """Name what is known of documents anew, because some of them are read or gone."""
    env.domaindata[DOMAIN]["generation"] = secrets.token_hex(8)


def generation(env: BuildEnvironment) -> str:
    """Return the name of what is known of documents. It differs after each build that read or removed any."""
    return str(env.domaindata[DOMAIN]["generation"])
