"""The search index of a large site, in parts.

A browser should not load megabytes for one word. So ``searchindex.js`` has no words, but says in which part each word is. A
part is a script with the words from one to another in alphabetical order. It is named after its content: it can be cached for
ever, and an interrupted build leaves the parts of the index before. The pages of a word are a text with one character for the
distance of each page from the one before, in the order of docnames.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from itertools import accumulate
from operator import sub
from pathlib import Path
from typing import Any, TextIO

from sphinx.search import js_index

from ...cache import write_atomically
from ...digests import digest
from .page_texts import SUFFIX, render_script

PART_SIZE = 12_000
"""About how many characters a part has. A query loads one or a few for each word."""
_NAME_LENGTH = 10
_FIRST_CODE = ord("#") - 1
"""The code before that of the smallest distance: no character is a quotation mark, which JSON escapes."""
_SURROGATES = range(0xD800, 0xE000)
_WITHOUT_WORDS: Mapping[str, Any] = {
    "docnames": [], "filenames": [], "titles": [], "alltitles": {}, "terms": {}, "titleterms": {}
}  # fmt: skip
"""What Sphinx's own search finds in an index in parts. The documents are stored elsewhere, the words in the parts."""
_DOCUMENTS = ("docnames", "filenames", "titles", "alltitles")

PageNumbers = int | list[int]


class PartedIndex:
    """A format in which Sphinx stores its index, as :class:`sphinx.search._JavaScriptIndex` is."""

    def __init__(self, output: Path, folder: str, store: Path) -> None:
        """Make a format.

        :param output: the output folder of the builder.
        :param folder: the folder of the parts in it.
        :param store: the folder of what only later builds need.
        """
        self._output = output
        self._folder = output / folder
        self._store = store

    def dump(self, data: Mapping[str, Any], stream: TextIO) -> None:
        """Store an index."""
        documents = json.dumps({key: data[key] for key in _DOCUMENTS}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        names: list[str] = []
        starts: list[str] = []
        for part in self._cut(data):
            names.append(self._write_part(part))
            starts.append(min(part["terms"].keys() | part["titleterms"].keys(), key=_browser_order))
        parts = {"size": len(data["docnames"]), "names": names, "starts": starts, "documents": _name(documents)}
        if not (file := self._documents_file(parts)).is_file():
            write_atomically(file, documents, self._store.parent)
        js_index.dump({**data, **_WITHOUT_WORDS, "parts": parts}, stream)

    def load(self, stream: TextIO) -> dict[str, Any]:
        """Return a stored index.

        :raises ValueError: it is damaged.
        :raises OSError: a part is missing.
        """
        stored = self.loads(stream.read())
        if "parts" not in stored:
            return stored
        distances = {character: distance for distance, character in enumerate(distance_characters(stored["parts"]["size"]))}
        for name in stored["parts"]["names"]:
            text = (self._folder / f"{name}{SUFFIX}").read_text(encoding="utf-8")
            part = json.loads(text[text.index(",") + 1 : text.rindex(")")])
            for table, terms in part.items():
                stored[table] |= {term: _decode(pages, distances) for term, pages in terms.items()}
        return stored

    def loads(self, text: str) -> dict[str, Any]:
        """Return a stored index without words.

        :raises ValueError: it is damaged.
        :raises OSError: the documents are missing.
        """
        stored: dict[str, Any] = js_index.loads(text)
        if parts := stored.get("parts"):
            stored |= json.loads(self._documents_file(parts).read_bytes().decode("utf-8", "surrogatepass"))
        return stored

    def delete_stale(self, text: str) -> None:
        """Delete what the index in *text* does not name."""
        parts = js_index.loads(text).get("parts", {"names": [], "documents": ""})
        _delete_others(self._folder, f"*{SUFFIX}", {f"{name}{SUFFIX}" for name in parts["names"]})
        _delete_others(self._store, _documents_name("*"), {_documents_name(parts["documents"])})

    def _cut(self, data: Mapping[str, Any]) -> Iterator[dict[str, dict[str, str]]]:
        """Yield the parts: the pages of each word, encoded."""
        characters = distance_characters(len(data["docnames"]))
        part: dict[str, dict[str, str]] = {"terms": {}, "titleterms": {}}
        size = 0
        for term in sorted(data["terms"].keys() | data["titleterms"].keys(), key=_browser_order):
            for table, found in part.items():
                if term in data[table]:
                    found[term] = encode_pages(data[table][term], characters)
                    size += len(term) + len(found[term])
            if size > PART_SIZE:
                yield part
                part, size = {"terms": {}, "titleterms": {}}, 0
        if size:
            yield part

    def _write_part(self, part: Mapping[str, Mapping[str, str]]) -> str:
        """Write a part, unless it is there, and return its name."""
        name = _name(json.dumps(part, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        file = self._folder / f"{name}{SUFFIX}"
        if not file.is_file():
            write_atomically(file, render_script(f"index/{name}", part), self._output)
        return name

    def _documents_file(self, parts: Mapping[str, Any]) -> Path:
        return self._store / _documents_name(parts["documents"])


def _browser_order(term: str) -> bytes:
    """Return a key by which terms are sorted as JavaScript compares them."""
    return term.encode("utf-16-be", "surrogatepass")


def _documents_name(name: str) -> str:
    return f"anthology-index-{name}.json"


def _name(data: bytes) -> str:
    return digest(data).hex()[:_NAME_LENGTH]


def distance_characters(number: int) -> list[str]:
    """Return the characters for distances up to *number*, by distance."""
    codes = (_FIRST_CODE + distance for distance in range(number + 1))
    return [chr(code if code < _SURROGATES.start else code + len(_SURROGATES)) for code in codes]


def encode_pages(pages: PageNumbers, characters: list[str]) -> str:
    """Return sorted page numbers as a text, with a character for the distance of each from the one before.

    :param characters: those of :func:`distance_characters`.
    """
    ordered = [pages] if isinstance(pages, int) else pages
    return "".join(map(characters.__getitem__, map(sub, ordered, [-1, *ordered])))


def _decode(pages: str, distances: Mapping[str, int]) -> PageNumbers:
    numbers = list(accumulate(map(distances.__getitem__, pages), initial=-1))[1:]
    return numbers if len(numbers) > 1 else numbers[0]


def _delete_others(folder: Path, pattern: str, kept: Set[str]) -> None:
    for file in folder.glob(pattern):
        if file.name not in kept:
            file.unlink(missing_ok=True)
