"""The language of the search index."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from sphinx.config import Config
from sphinx.search import SearchLanguage, languages
from sphinx.search.en import SearchEnglish


def find_search_language(config: Config) -> tuple[str, type[SearchLanguage]]:
    """Return the code and the class of the site's search language, as Sphinx finds it."""
    wanted = config.html_search_language or config.language
    for code in (wanted, wanted.partition("_")[0]):
        found = languages.get(code)
        if isinstance(found, str):
            module, name = found.rsplit(".", 1)
            found = cast("type[SearchLanguage]", getattr(import_module(module), name))
        if found is not None:
            return code, found
    return wanted, SearchEnglish
