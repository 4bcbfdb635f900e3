"""Make the JSON output of commands.

The JSON is a public interface: names and meanings of its keys are documented, in :data:`SCHEMA` for programs, and change only
together with :data:`VERSION`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, tzinfo
from enum import Enum
from math import isfinite
from pathlib import Path
from typing import Any

from ..catalogue.post import Page, Post
from ..catalogue.schedule import ScheduledChange
from ..fields.record import Author, Cover, ProfileLink
from ..problems import Problem

VERSION = 1
SCHEMA = Path(__file__).with_name("output.schema.json")
"""The JSON Schema of the output of all commands, in the definitions with their names."""

_NOT_FIELDS = frozenset(
    "path docname other_covers output_image folders header_lines format origins keys handed_on keywords is_untrusted".split()
)
FIELDS = tuple(field.name for field in fields(Post) if field.name not in _NOT_FIELDS)
"""The fields of an article, in the order of the output."""


def make_problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as a JSON object."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code.value,
        "severity": problem.code.severity.value,
        "message": problem.message,
        "url": problem.code.url,
    }


def make_post_record(post: Post) -> dict[str, Any]:
    """Return an article as a JSON object: each field with its value and origin, and each key with its outcome."""
    return {
        "path": post.path,
        "format": post.format,
        "fields": {name: _make_field_record(post, name) for name in FIELDS},
        "keys": [{"key": key.key, "line": key.line, "use": key.outcome.value, "field": key.field} for key in post.keys],
        "handed_on": _to_json(post.handed_on),
    }


def _make_field_record(post: Post, name: str) -> dict[str, Any]:
    origin = post.origins.get(name)
    source = None if origin is None else {"key": origin.key, "line": origin.line, "source": origin.source}
    return {"value": _to_json(getattr(post, name)), "from": source}


def make_page_record(page: Page) -> dict[str, Any]:
    """Return a file that is not an article as a JSON object."""
    return {"path": page.path, "title": page.title}


def make_change_record(change: ScheduledChange, zone: tzinfo) -> dict[str, Any]:
    """Return the moment at which a post appears or expires as a JSON object.

    :param zone: the time zone of the moment in the output.
    """
    return {"path": change.path, "moment": change.moment.astimezone(zone).isoformat(), "status": change.status.value}


def _to_json(value: Any) -> Any:
    """Return a value in the types of JSON. Times become ISO 8601 with their offset, unknown types become text."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Author | Cover | ProfileLink):
        return {field.name: _to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_to_json(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # JSON has no such numbers
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
