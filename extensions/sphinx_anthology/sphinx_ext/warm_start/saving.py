"""A snapshot of what a build has left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from pathlib import Path

from sphinx.application import Sphinx

from ...store import Snapshot, Store, StoredFile
from ...store.packs import digest_content
from ..incremental.source_files import source_record
from .folders import DOCTREES, OUTPUT, describe_folders, list_records


def save_build(
    app: Sphinx, store: Store, base: Snapshot | None, output: Set[str], left_out: Set[str], configuration: str
) -> None:
    """Store what a build has left, unless nothing has changed.

    :param base: a snapshot in the store, whose contents are not written again.
    :param output: the files in the output folder that builds have written, relative to it.
    :param left_out: the documents whose doctrees are not stored.
    :param configuration: a fingerprint of the configuration.
    :raises StoreError: the store cannot be written. :raises OSError: a file cannot be read.
    """
    doctrees = {f"{docname}.doctree": f"{docname}.doctree" for docname in app.env.all_docs.keys() - left_out}
    files = {
        DOCTREES: {path: Path(app.doctreedir, name) for path, name in (doctrees | list_records(app, app.builder.name)).items()},
        OUTPUT: {path: Path(app.outdir, path) for path in output},
    }
    readers: dict[str, Callable[[], bytes]] = {}
    digests: dict[str, dict[str, str]] = {}
    for name, paths in files.items():
        digests[name] = {}
        for path, file in sorted(paths.items()):
            if file.is_file():
                digest = digest_content(file.read_bytes())
                readers.setdefault(digest, file.read_bytes)
                digests[name][path] = digest
    if base and digests == {name: {path: file.digest for path, file in found.items()} for name, found in base.files.items()}:
        return

    def make_snapshot(places: Mapping[str, StoredFile], packs: Mapping[str, int]) -> Snapshot:
        found = {name: {path: places[digest] for path, digest in paths.items()} for name, paths in digests.items()}
        return Snapshot(found, _list_sources(app), describe_folders(app), configuration, packs)

    store.save(readers, base, make_snapshot)


def _list_sources(app: Sphinx) -> Mapping[str, str]:
    """Return the digests of the files that documents were made from, by their paths relative to the source folder."""
    documents = source_record(app.doctreedir).load() or {}
    return {path: state.digest.hex() for document in documents.values() for path, state in document.files}
