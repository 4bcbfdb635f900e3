"""Broken notebooks: what cannot be shown is left out, so that it costs a post one output or one cell, and not its text.

The format is that of nbformat, https://nbformat.readthedocs.io/en/latest/format_description.html, in the versions 3 and 4.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

Note = Callable[[int, str], None]
"""Takes the position of a cell, counted from 0, or -1, and a sentence on what is left out."""
_Check = Callable[[Any], bool]

_NAMES = ("name", "display_name", "language", "pygments_lexer")
_CELLS = ("markdown", "code", "raw")
_OLD_CELLS = (*_CELLS, "heading", "html")


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def _is_string(value: object) -> bool:
    return isinstance(value, str)


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_text(value: object) -> bool:
    """Return whether a value is a text, in one or in lines."""
    return isinstance(value, str) or _are_strings(value)


def _is_base64(value: Any) -> bool:
    try:
        b64decode("".join(value).encode("ascii"))
    except (ValueError, TypeError):
        return False
    return True


def _are_attachments(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(data, dict) and all(map(_is_text, data.values())) for data in value.values()
    )


_OUTPUTS: Mapping[str, Mapping[str, _Check]] = {
    "stream": {"name": _is_string, "text": _is_text},
    "display_data": {"data": _is_mapping},
    "execute_result": {"data": _is_mapping},
    "error": {"ename": _is_string, "evalue": _is_string, "traceback": _are_strings},
}
"""The values that an output must have, by its type."""
_OLD_OUTPUTS: Mapping[str, Mapping[str, _Check]] = {
    "stream": {"text": _is_text},
    "display_data": {},
    "pyout": {},
    "pyerr": {"ename": _is_string, "evalue": _is_string, "traceback": _are_strings},
}
_OLD_DATA = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    **dict.fromkeys("text html svg latex javascript json".split(), "text/plain"),
}
"""Keys of outputs in version 3, and the MIME types by which their values are checked."""


def repair_notebook(data: Mapping[str, Any], note: Note) -> Mapping[str, Any]:
    """Return a notebook without what is broken in it. What is not broken is taken as it is."""
    if "metadata" in data and not isinstance(data["metadata"], dict):
        note(-1, "Metadata of the notebook is no mapping.")
    repaired = {**data, "metadata": _repair_metadata(data.get("metadata"), note)}
    if not _is_number(data.get("nbformat_minor", 0)):
        repaired["nbformat_minor"] = 0
    if isinstance(data.get("cells"), list):
        if data.get("nbformat") not in (1, 4) or not _is_number(data.get("nbformat")):
            repaired["nbformat"] = 4
        repaired["cells"] = list(_repair_cells(data["cells"], _CELLS, 0, note))
    elif isinstance(data.get("worksheets"), list):
        if data.get("nbformat") not in (2, 3) or not _is_number(data.get("nbformat")):
            repaired["nbformat"] = 3
        repaired["nbformat_minor"] = 0  # the only one that nbformat knows
        repaired["worksheets"] = list(_repair_sheets(data["worksheets"], note))
    return repaired


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _repair_metadata(metadata: Any, note: Note) -> dict[str, Any]:
    """Return the metadata of a notebook, without what does not name a kernel or a language."""
    repaired = dict(metadata) if isinstance(metadata, dict) else {}
    for key in ("kernelspec", "language_info"):
        value = repaired.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(value.get(name, ""), str) for name in _NAMES):
            note(-1, f"'{key}' in the metadata of the notebook is broken.")
            del repaired[key]
    return repaired


def _repair_sheets(sheets: list[Any], note: Note) -> Iterator[dict[str, Any]]:
    first = 0
    for sheet in sheets:
        cells = sheet.get("cells", []) if isinstance(sheet, dict) else None
        if isinstance(cells, list):
            metadata = sheet.get("metadata", {})
            repaired = {**sheet, "metadata": metadata if isinstance(metadata, dict) else {}}
            yield {**repaired, "cells": list(_repair_cells(cells, _OLD_CELLS, first, note))}
            first += len(cells)
        else:
            note(-1, "A worksheet has no cells.")


def _repair_cells(cells: list[Any], kinds: tuple[str, ...], first: int, note: Note) -> Iterator[dict[str, Any]]:
    """Yield the cells that can be shown.

    :param first: the number of cells before these.
    """
    for index, cell in enumerate(cells, first):
        name = f"Cell {index + 1}"
        if isinstance(cell, dict) and cell.get("cell_type") == "heading" and kinds is _CELLS:
            cell = _to_markdown(cell)
        if not isinstance(cell, dict):
            note(index, f"{name} is no mapping.")
        elif cell.get("cell_type") not in kinds:
            note(index, f"{name} has no known 'cell_type'.")
        else:
            yield _repair_cell(cell, name, kinds is _OLD_CELLS, lambda text, index=index: note(index, text))  # type: ignore[misc]


def _to_markdown(heading: dict[str, Any]) -> dict[str, Any]:
    """Return a heading of version 3 as a cell of version 4."""
    level, source = heading.get("level"), heading.get("source")
    marks = "#" * (level if isinstance(level, int) and 0 < level < 7 else 1)
    text = "".join(cast("list[str] | str", source)) if _is_text(source) else ""
    return {**heading, "cell_type": "markdown", "source": f"{marks} {text.strip()}"}


def _repair_cell(cell: dict[str, Any], name: str, is_old: bool, say: Callable[[str], None]) -> dict[str, Any]:
    repaired = {**cell, "metadata": _repair_cell_metadata(cell, name, say)}
    key = "input" if is_old and cell["cell_type"] == "code" else "source"
    repaired.setdefault(key, "")
    if not _is_text(repaired[key]):
        lines = cell[key] if isinstance(cell[key], list) else []
        repaired[key] = "".join(line for line in lines if isinstance(line, str))
        say(f"{name} has a '{key}' that is no text.")
    if not _are_attachments(cell.get("attachments", {})):
        del repaired["attachments"]
        say(f"{name} has broken attachments.")
    if is_old and not _is_number(cell.get("level", 1)):
        repaired["level"] = 1
    if cell["cell_type"] == "code":
        outputs = cell.get("outputs", [])
        if not isinstance(outputs, list):
            say(f"{name} has no list of outputs.")
            outputs = []
        repaired["outputs"] = list(_repair_outputs(outputs, name, is_old, say))
    return repaired


def _repair_cell_metadata(cell: Mapping[str, Any], name: str, say: Callable[[str], None]) -> dict[str, Any]:
    metadata = cell.get("metadata", {})
    if not isinstance(metadata, dict):
        say(f"{name} has metadata that is no mapping.")
        return {}
    checks: Mapping[str, _Check] = {"tags": _are_strings, "format": _is_string, "mystnb": _is_mapping, "myst_nb": _is_mapping}
    broken = [key for key, check in checks.items() if key in metadata and not check(metadata[key])]
    for key in broken:
        say(f"{name} has metadata with a broken '{key}'.")
    return {key: value for key, value in metadata.items() if key not in broken}


def _repair_outputs(outputs: list[Any], cell: str, is_old: bool, say: Callable[[str], None]) -> Iterator[dict[str, Any]]:
    """Yield the outputs of a cell that can be shown, without the data that cannot."""
    for number, output in enumerate(outputs, 1):
        name = f"Output {number} of {cell[0].lower()}{cell[1:]}"
        if fault := _find_fault(output, _OLD_OUTPUTS if is_old else _OUTPUTS):
            say(f"{name} {fault}.")
            continue
        repaired = dict(output)
        if is_old:
            given = {key: (_OLD_DATA[key], value) for key, value in output.items() if key in _OLD_DATA}
        else:
            given = {key: (key, value) for key, value in output.get("data", {}).items()}
        broken = [key for key, (kind, value) in given.items() if not _is_data(kind, value, is_old)]
        for key in broken:
            say(f"{name} has broken data for '{key}'.")
        if broken and len(broken) == len(given):
            continue
        if is_old:
            repaired = {key: value for key, value in output.items() if key not in broken}
        elif "data" in output:
            repaired["data"] = {key: value for key, (_kind, value) in given.items() if key not in broken}
        if "data" in output or (is_old and output["output_type"] in ("pyout", "display_data")):
            repaired["metadata"] = _repair_output_metadata(output.get("metadata"), name, say)
        yield repaired


def _find_fault(output: Any, kinds: Mapping[str, Mapping[str, _Check]]) -> str:
    """Return what is wrong with an output as a whole, as the rest of a sentence; empty if nothing is."""
    if not isinstance(output, dict):
        return "is no mapping"
    kind = output.get("output_type")
    if not isinstance(kind, str) or kind not in kinds:
        return "has no known 'output_type'"
    key = next((key for key, check in kinds[kind].items() if not check(output.get(key))), "")
    return f"has no valid '{key}'" if key else ""


def _is_data(kind: str, value: object, is_old: bool) -> bool:
    """Return whether a value can be of a MIME type. In version 3, data in base64 is one text."""
    if kind == "application/json" or (kind.endswith("+json") and kind.startswith("application/")):
        return True
    is_binary = (kind.startswith("image/") and kind != "image/svg+xml") or kind == "application/pdf"
    return _is_text(value) and (not is_binary or (_is_base64(value) and not (is_old and isinstance(value, list))))


def _repair_output_metadata(metadata: Any, name: str, say: Callable[[str], None]) -> dict[str, Any]:
    """Return the metadata of an output. What it says of a MIME type is a mapping."""
    if metadata is None:
        return {}
    if not isinstance(metadata, dict) or not all(isinstance(value, dict) for key, value in metadata.items() if "/" in key):
        say(f"{name} has broken metadata.")
        return {}
    return metadata
