"""Jupyter notebooks as posts: their text as Markdown, and their front matter. Only the JSON is read, and nothing is executed.

Front matter may be in the first cell, in a raw cell, or in the metadata of the notebook, in this order of precedence.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, NamedTuple

from ...characters import clean_body
from ...fields.field_rows import normalise_key
from ...fields.key_lookup import Dialects
from ...frontmatter.model import Entry, FrontMatter, TooLargeError, convert_native_value, index_entries
from ...frontmatter.parser import parse_front_matter
from ...markup.syntax.escaping import make_fence
from ...problems import Code, Problem, Report, ignore_problem
from .notebook_repair import repair_notebook

NOTEBOOK_SUFFIX = ".ipynb"
_SOURCE = re.compile(r'"(?:source|input)"\s*:\s*\[?\s*(?=")')
"""What is before the first line of a cell. In a text, the quotation marks would be escaped."""
_FENCES = ("---", "+++")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a character. Alone it cannot be stored."""
_REMOVED = frozenset({"remove-cell", "remove_cell"})
"""Tags of cells that MyST-NB leaves out."""


_IMAGES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif"}
"""Suffixes of the images that covers may be, by MIME type."""


class InvalidNotebookError(ValueError):
    """A file is no notebook."""

    def __init__(self, reason: str, line: int = 1) -> None:
        """Take the reason as a clause without subject, and the line of the file."""
        super().__init__(f"Notebook {reason}, so it has no page. Save it again in Jupyter, or delete it.")
        self.line = line


class Cell(NamedTuple):
    """A cell of a notebook."""

    kind: str
    """``markdown``, ``code``, ``raw``, or ``heading`` in old notebooks."""
    source: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook as Markdown, with code in fences. As far as possible, lines have the numbers that they have in the file."""

    text: str
    header: str
    """The beginning of the text that may be front matter: the cell that has it, or nothing."""
    metadata: Mapping[str, Any]
    source: str
    """The file."""
    content: str
    """The notebook as JSON, without what is broken: the file, if nothing is."""
    image: tuple[str, bytes] | None
    """The first image among the outputs, and its name: its digest, as MyST-NB names it."""

    def find_front_matter(self, path: str, dialects: Dialects, report: Report) -> FrontMatter:
        """Return the front matter of the notebook: that of a cell, and the fields that only the metadata has.

        Other metadata belongs to Jupyter and its tools.
        """
        found = parse_front_matter(self.header, path, report)
        entries = [
            Entry(key, value, self._find_line(key))
            for key, value in _convert(self.metadata).items()
            if normalise_key(key) in dialects.rows and key not in found.entries
        ]
        return replace(found, entries={**index_entries(entries, path, report), **found.entries}) if entries else found

    def _find_line(self, key: str) -> int:
        """Return the line of a key of the metadata, which is at the end of most files."""
        return self.source.count("\n", 0, max(self.source.rfind(json.dumps(key, ensure_ascii=False)), 0)) + 1


def _convert(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        converted = convert_native_value(dict(metadata))
    except TooLargeError:
        return {}
    return converted if isinstance(converted, dict) else {}


def read_notebook(source: str, path: str = "", report: Report = ignore_problem) -> Notebook:
    """Read the content of a notebook file. What is broken in it is reported and left out.

    :param path: the file, for problems.
    :raises InvalidNotebookError: it is none.
    """
    source = clean_body(source)
    try:
        data = json.loads(source)
    except json.JSONDecodeError as error:
        raise InvalidNotebookError(f"is not valid JSON ({error.msg})", error.lineno) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or thousands of brackets
        raise InvalidNotebookError("is not valid JSON (a number is too long, or values are nested too deeply)", 1) from None
    if not isinstance(data, dict):
        raise InvalidNotebookError("is not a JSON object")
    starts = _find_starts(source)

    def note(cell: int, message: str) -> None:
        line = starts[cell] + 1 if 0 <= cell < len(starts) else 1
        report(Problem(path, line, Code.NOTEBOOK_PART, f"{message} It is left out. Save the notebook again in Jupyter."))

    repaired = repair_notebook(data, note)
    if _SURROGATE.search(source):
        repaired = json.loads(json.dumps(repaired, ensure_ascii=False).encode("utf-8", "replace"))
    content = source if repaired == data else json.dumps(repaired, ensure_ascii=False)
    return _to_notebook(source, repaired, content, starts)


def _to_notebook(source: str, data: Mapping[str, Any], content: str, starts: list[int]) -> Notebook:
    """Return a notebook that is not broken as Markdown.

    :param starts: the lines on which the sources of cells begin; if there are more or fewer, none is known.
    """
    cells = list(_list_cells(data))
    metadata = data["metadata"]
    header = find_header([(cell.kind, cell.source) for cell in cells])
    order = list(range(len(cells)))
    if header is not None:
        order.insert(0, order.pop(header))
    if len(starts) != len(cells):
        starts = [0] * len(cells)
    lines: list[str] = []
    end_of_header = 0
    for index in order:
        block, lead = _to_markdown(cells[index], _find_language(metadata), is_header=index == header)
        lines += [""] * max(starts[index] - lead - len(lines), bool(lines)) + block if block else []
        if index == header:
            end_of_header = len(lines)
    image = next(filter(None, (_find_image(cell.data) for cell in cells)), None)
    return Notebook("\n".join(lines), "\n".join(lines[:end_of_header]), metadata, source, content, image)


def _list_cells(data: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield the cells of a notebook in any version of the format.

    :raises InvalidNotebookError: there are none.
    """
    sheets = data.get("worksheets")
    found = data.get("cells")
    if not isinstance(found, list) and isinstance(sheets, list):
        found = [cell for sheet in sheets for cell in sheet["cells"]]
    if not isinstance(found, list):
        raise InvalidNotebookError("has no cells")
    for cell in found:
        yield Cell(cell["cell_type"], "".join(cell.get("source", cell.get("input", ""))), cell)


def find_header(cells: Sequence[tuple[str, str]]) -> int | None:
    """Return the position of the cell with front matter: the first cell with text, or else a raw cell.

    :param cells: kind and source of each cell.
    """
    texts = [(index, kind, source) for index, (kind, source) in enumerate(cells) if source.strip()]
    for index, kind, source in texts[:1]:
        if kind in ("markdown", "raw") and parse_front_matter(source, "", ignore_problem).entries:
            return index
    raw = (index for index, kind, source in texts if kind == "raw" and source.lstrip().startswith(_FENCES))
    return next(raw, None)


def strip_header(source: str) -> str:
    """Return the source of a cell without its front matter."""
    return "\n".join(source.split("\n")[parse_front_matter(source, "", ignore_problem).lines :])


def _find_starts(source: str) -> list[int]:
    """Return the lines, counted from 0, on which the sources of cells begin."""
    lines: list[int] = []
    line = position = 0
    for match in _SOURCE.finditer(source):
        line += source.count("\n", position, match.end())
        position = match.end()
        lines.append(line)
    return lines


def _find_language(metadata: Mapping[str, Any]) -> str:
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        values = metadata.get(key)
        if isinstance(values, dict) and isinstance(values.get(name), str):
            return str(values[name])
    return "python"


def _to_markdown(cell: Cell, language: str, is_header: bool) -> tuple[list[str], int]:
    """Return the lines of Markdown for a cell, and how many lines they have before its source."""
    metadata = cell.data.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    if not cell.source.strip() or (isinstance(tags, list) and any(tag in _REMOVED for tag in tags if isinstance(tag, str))):
        return [], 0
    lines = cell.source.split("\n")
    if is_header or cell.kind == "markdown":
        return lines, 0
    if cell.kind == "heading":
        return [f"{'#' * (cell.data['level'] if cell.data.get('level') in range(1, 7) else 1)} {cell.source.strip()}"], 0
    if cell.kind != "code":
        return [], 0  # MyST-NB shows no raw cells
    fence = make_fence(cell.source)
    return [f"{fence}{language}", *lines, fence], 1


def _find_image(cell: Mapping[str, Any]) -> tuple[str, bytes] | None:
    """Return the name and the content of the first image among the outputs of a cell."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        data: Any = output.get("data") if isinstance(output, dict) else None
        for kind, suffix in _IMAGES.items() if isinstance(data, dict) else ():
            text = data.get(kind)
            with suppress(ValueError, TypeError):
                content = b64decode("".join(text) if isinstance(text, list) else text or "")
                if content:
                    return f"{sha256(content).hexdigest()}{suffix}", content
    return None
