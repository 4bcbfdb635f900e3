"""JSON of an export, of which nothing is sure but that it is JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..archives import Export

Record = Mapping[str, Any]


def read_json(export: Export, name: str) -> Any:
    """Return the document in a file; None if it is no JSON.

    :raises ImportRefusedError: the file cannot be read.
    """
    if not export.read_beginning(name).lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(export.read_text(name))
    except (ValueError, RecursionError):
        return None


def list_json_files(export: Export) -> list[str]:
    """Return the JSON files of an export, the outermost first. A single file may have any name."""
    names = [name for name in export.names if name.lower().endswith(".json") and "node_modules/" not in name]
    return sorted(names, key=lambda name: (name.count("/"), name)) or list(export.names if len(export.names) == 1 else ())


def find_records(document: Any, *keys: str) -> list[Record]:
    """Return the objects in a list, which is the document or below one of its keys."""
    if isinstance(document, dict):
        document = next((document[key] for key in keys if isinstance(document.get(key), list)), None)
    return [record for record in document if isinstance(record, dict)] if isinstance(document, list) else []


def get_text(record: Record, *keys: str) -> str:
    """Return the first value that is a text or a number, as text without blanks around it; empty if there is none."""
    values = (record.get(key) for key in keys)
    return next((str(value).strip() for value in values if isinstance(value, str | int) and str(value).strip()), "")


def list_names(value: Any) -> tuple[str, ...]:
    """Return names in a list of texts or of objects with a name, or in a text with commas, each once."""
    items = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    names = (get_text(item, "name", "title", "slug") if isinstance(item, dict) else str(item or "") for item in items)
    return tuple(dict.fromkeys(name for name in (name.strip().removeprefix("#") for name in names) if name))
