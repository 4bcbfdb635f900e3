"""Words of the search index that are on no page any more.

Sphinx keeps them with an empty list of pages when it writes the index again. A clean build does not have them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import js_index

_EMPTY_ENTRY = '":[]'


def drop_stale_words(builder: Builder) -> None:
    """Remove the words without a page from the index that a builder has written."""
    if not isinstance(builder, StandaloneHTMLBuilder) or not builder.search:
        return
    file = Path(builder.outdir, builder.searchindex_filename)
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    if _EMPTY_ENTRY not in text:
        return
    index: dict[str, Any] = js_index.loads(text)
    for part in ("terms", "titleterms"):
        index[part] = {word: pages for word, pages in index[part].items() if pages != []}
    if (cleaned := js_index.dumps(index)) != text:
        file.write_text(cleaned, encoding="utf-8")
