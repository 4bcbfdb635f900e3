"""The files of the table of pages: one for a small site, and for a large one a file for every few pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ...cache import write_atomically
from ...digests import digest
from .index_parts import distance_characters, encode_pages
from .page_table import KINDS, Row
from .page_texts import FOLDER, SUFFIX, render_script

BLOCK_SIZE = 16
"""The number of pages in a file of a large site."""
_NAME_LENGTH = 10
_EPOCH = date(1970, 1, 1)
_NOT_SEARCHED = "-"
_FIRST_LENGTH, _LONGEST = ord("#"), 80


class PageFiles:
    """Writes the table of pages into the output."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._output = Path(builder.outdir)
        self._folder = self._output / FOLDER
        self._blocks = self._folder / "pages"
        self._written: set[str] = set()

    def write_whole(self, names: Mapping[str, list[str]], rows: list[Row]) -> None:
        """Write all rows into one file.

        :param names: the names of categories, tags and authors.
        """
        self._write("pages", render_script("pages", {**names, "pages": [row.as_list() for row in rows]}))
        self._delete_stale()

    def write_blocks(self, names: Mapping[str, list[str]], rows: list[Row], docnames: list[str]) -> None:
        """Write the rows into blocks, and what is needed of all pages at once into others.

        :param docnames: the pages in the order of the index.
        """
        by_docname = {row.docname: row for row in rows}
        numbered = [by_docname.get(docname) for docname in docnames]
        blocks = [
            self._write_named([row.as_list() if row else None for row in numbered[start : start + BLOCK_SIZE]])
            for start in range(0, len(numbered), BLOCK_SIZE)
        ]
        table = {
            **names,
            "years": sorted({row.date[:4] for row in rows if row.date}, reverse=True),
            "kinds": "".join(KINDS[row.kind] if row else _NOT_SEARCHED for row in numbered),
            "lengths": "".join(chr(_FIRST_LENGTH + min(len(row.title) if row else 0, _LONGEST)) for row in numbered),
            "blockSize": BLOCK_SIZE,
            "blocks": blocks,
            "starts": _list_starts(docnames),
            "facets": self._write_named(dict(_list_facets(names, numbered))),
        }
        self._write("pages", render_script("pages", table))
        self._delete_stale()

    def _write_named(self, value: object) -> str:
        """Write a value into a file that is named after its content, and return the name."""
        name = digest(json.dumps(value).encode()).hex()[:_NAME_LENGTH]
        self._written.add(f"{name}{SUFFIX}")
        self._write(f"pages/{name}", render_script(f"pages/{name}", value))
        return name

    def _write(self, name: str, data: bytes) -> None:
        file = self._folder / f"{name}{SUFFIX}"
        with suppress(OSError):
            if file.read_bytes() == data:
                return
        write_atomically(file, data, self._output)

    def _delete_stale(self) -> None:
        for file in self._blocks.glob(f"*{SUFFIX}"):
            if file.name not in self._written:
                file.unlink(missing_ok=True)


def _list_starts(docnames: list[str]) -> list[str]:
    """Return where each block begins: as much of its first docname as tells it from the one before."""
    starts = []
    for place in range(0, len(docnames), BLOCK_SIZE):
        before, first = docnames[place - 1] if place else "", docnames[place]
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, first, strict=False)))
        starts.append(first[: same + 1] if place else "")
    return starts


def _list_facets(names: Mapping[str, list[str]], rows: list[Row | None]) -> Iterator[tuple[str, Any]]:
    """Yield the pages of each category, tag and author, in the order of their names, and the days of all pages since 1970."""
    characters = distance_characters(len(rows))
    for index, terms in names.items():
        pages: list[list[int]] = [[] for _ in terms]
        for number, row in enumerate(rows):
            for term in row.terms[index] if row else ():
                pages[term].append(number)
        yield index, [encode_pages(numbers, characters) for numbers in pages]
    yield "days", [(date.fromisoformat(row.date) - _EPOCH).days if row and row.date else None for row in rows]
