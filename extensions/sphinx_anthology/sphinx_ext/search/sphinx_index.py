"""What Sphinx does not keep right in a search index that it loads and stores again.

- Words that are on no page any more stay, with an empty list of pages. A clean build does not have them, and they tell what was
  on a page that was withdrawn.
- A file whose name is in another Unicode form than before keeps its old name. Names are in NFC.
- Entries of index directives are lost for pages that are not written again.
- Words in indexes of JSON and pickles are in the order in which pages were written. The index of HTML is sorted.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from ...loading.files.spellings import to_nfc

_NO_INDEX_ENTRIES = '"indexentries":{}'


def tidy_search_index(builder: StandaloneHTMLBuilder) -> None:
    """Remove the words without a page, and add the missing index entries, before a builder stores its search index."""
    file = Path(builder.outdir, builder.searchindex_filename)
    if not builder.search or builder.indexer is None:
        return
    names: dict[str, str] = builder.indexer._filenames
    names.update({docname: to_nfc(str(name)) for docname, name in names.items() if not docname.isascii()})
    if file.is_file():
        _drop_stale_words(builder)
        if builder.indexer_dumps_unicode:  # a pickle in the output folder is not loaded
            _restore_index_entries(builder, file)
    if isinstance(builder, SerializingHTMLBuilder):
        builder.indexer._index_entries = dict(sorted(builder.indexer._index_entries.items()))


class SortedFormat:
    """A format in which Sphinx stores its index, with the words in alphabetical order."""

    def __init__(self, written: Any) -> None:
        self._written = written

    def dump(self, data: Mapping[str, Any], stream: Any) -> None:
        """Store an index."""
        words = {name: dict(sorted(data[name].items())) for name in ("terms", "titleterms")}
        self._written.dump({**data, **words}, stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._written, name)


def _drop_stale_words(builder: StandaloneHTMLBuilder) -> None:
    docnames = set(builder.env.all_docs)
    for name in ("_mapping", "_title_mapping"):
        words: dict[str, set[str]] = getattr(builder.indexer, name)
        setattr(builder.indexer, name, {word: pages for word, pages in words.items() if not pages.isdisjoint(docnames)})


def _restore_index_entries(builder: StandaloneHTMLBuilder, file: Path) -> None:
    """Take the index entries of pages that are not written again from the index of the last build."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if _NO_INDEX_ENTRIES in text:
        return
    try:
        index: dict[str, Any] = builder.indexer_format.loads(text)
        # An index in parts has no documents here if the site has become too small for parts, so that all pages are written.
        is_loaded = index["envversion"] == builder.env.version and bool(index["docnames"])
    except (ValueError, KeyError, OSError):
        return
    indexer: Any = builder.indexer
    entries: dict[str, list[tuple[str, str, str]]] = {}
    for entry, places in index["indexentries"].items() if is_loaded else ():
        for number, anchor, is_main in places:
            docname = index["docnames"][number]
            if docname in builder.env.longtitles and docname not in indexer._index_entries:
                entries.setdefault(docname, []).append((entry, anchor, "main" if is_main else ""))
    # In the order in which a clean build writes pages.
    indexer._index_entries = dict(sorted((entries | indexer._index_entries).items()))
