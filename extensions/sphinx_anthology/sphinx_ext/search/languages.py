"""Languages of the search index: that of the site, in which Korean, Japanese and Chinese text is cut into pairs.

A site has one search language, and articles may be in several. So the class of the site's language keeps its stemming and its
stop words, and gets another way to split text. Numbers are kept: Sphinx drops them.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage, languages

from ..configuration.search_language import find_search_language
from .splitting import PARTICLES, SCRIPTS, PairSplitter, is_pair_term

_CACHED_WORDS = 200_000
_QUERY_SPLITTER = Path(__file__).with_name("query_splitter.js")


class PairLanguage(SearchLanguage):
    """A base of search languages that cut some scripts into pairs, and all other text as the next base does."""

    base: type[SearchLanguage]
    """The class of the language without pairs."""
    pairs: PairSplitter

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        # Pages have most words in common, and Sphinx asks twice for each.
        self.stem = lru_cache(_CACHED_WORDS)(self.stem)  # type: ignore[method-assign]
        self.word_filter = lru_cache(_CACHED_WORDS)(self.word_filter)  # type: ignore[method-assign]

    def split(self, input: str) -> list[str]:  # noqa: A002  as in the overridden method
        """Return the terms of a text."""
        terms, rest = self.pairs.split(input)
        return super().split(rest) + terms if terms else super().split(rest)

    def stem(self, word: str) -> str:
        """Return the stem of a word. A pair has none."""
        return word if is_pair_term(word) else super().stem(word)

    def word_filter(self, word: str) -> bool:
        """Return whether a word is indexed: numbers and pairs are."""
        return bool(word) and (word.isdigit() or is_pair_term(word) or super().word_filter(word))


def describe_language(app: Sphinx, is_compact: bool) -> str:
    """Return a description of the site's search language, by which a later build knows whether it is the same."""
    code, base = _find_language(app)
    return repr((code, base.__module__, base.__qualname__, is_compact))


def use_pairs(app: Sphinx, is_compact: bool) -> None:
    """Let the search language of the site cut Korean, Japanese and Chinese text into pairs.

    :param is_compact: whether there are no pairs over blanks.
    """
    code, base = _find_language(app)
    values: dict[str, Any] = {
        "lang": code,
        "base": base,
        "pairs": PairSplitter(SCRIPTS, not is_compact),
        "js_splitter_code": _query_splitter(base, is_compact),
    }
    app.add_search_language(cast("type[SearchLanguage]", type(f"{base.__name__}WithPairs", (PairLanguage, base), values)))


def use_no_pairs() -> None:
    """Undo :func:`use_pairs`, because Sphinx keeps languages for the process, in which other sites may be built."""
    for code, language in list(languages.items()):
        if isinstance(language, type) and issubclass(language, PairLanguage):
            del languages[code]
            if language.base.lang == code:
                languages[code] = language.base


def _find_language(app: Sphinx) -> tuple[str, type[SearchLanguage]]:
    """Return the code and the class of the site's search language, as Sphinx finds it."""
    code, found = find_search_language(app.config)
    return code, found.base if issubclass(found, PairLanguage) else found


def _query_splitter(base: type[SearchLanguage], is_compact: bool) -> str:
    """Return the script that cuts a query as its text was cut for the index."""
    options = {"scripts": SCRIPTS, "particles": PARTICLES, "pairsOverBlanks": not is_compact}
    values = json.dumps(options, ensure_ascii=False, separators=(",", ":"))
    return f"{base.js_splitter_code}\n{_QUERY_SPLITTER.read_text(encoding='utf-8').replace('OPTIONS', values)}"
