"""The options of the extension, each declared once.

``setup()`` registers them with Sphinx as ``anthology_<name>`` and the documentation lists them, both from the fields of
:class:`Settings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "anthology_"


def _option(default: Any, explanation: str, types: tuple[type, ...]) -> Any:
    return field(default=_frozen(default), metadata={"default": default, "help": explanation, "types": types})


def _frozen(value: Any) -> Any:
    """Return an option's value as one that cannot change: tuples for lists, and pairs of key and value for a dictionary."""
    if isinstance(value, dict):
        return tuple((key, _frozen([item] if isinstance(item, str) else item)) for key, item in value.items())
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values of all ``anthology_*`` options."""

    posts: tuple[str, ...] = _option(
        ("posts/**", "blog/**", "articles/**", "_posts/**"),
        "Glob patterns, relative to the source folder, of the files that are posts.",
        (list, tuple),
    )
    static_roots: tuple[str, ...] = _option(
        ("public", "static", "assets"),
        "Folders in which an image such as `/images/x.png` is looked up: in the source folder first, then beside it.",
        (list, tuple),
    )
    page_size: int = _option(24, "Posts on one page of a listing.", (int,))
    browse: str = _option("browse", "Folder, in the source folder, into which the index pages are written.", (str,))
    navigation: bool = _option(
        True, "Add the index pages to the toctree of the root page, unless that page lists them itself.", (bool,)
    )
    fields: tuple[tuple[str, tuple[str, ...]], ...] = _option(
        {}, "Further keys of front matter, by the name of the field that they fill.", (dict,)
    )
    timezone: str = _option("UTC", "Time zone, by its IANA name, of the dates in front matter that do not name one.", (str,))

    def __post_init__(self) -> None:
        """Bring values that cannot be used to the nearest that can: a folder in the source folder, at least one post a page."""
        parts = [part for part in PurePosixPath(self.browse).parts if part.strip("./")]
        object.__setattr__(self, "browse", "/".join(parts) or "browse")
        object.__setattr__(self, "page_size", max(self.page_size, 1))

    @property
    def zone(self) -> ZoneInfo:
        """The zone of dates that name none.

        :raises ValueError: there is no zone of that name.
        """
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            message = f"{PREFIX}timezone = {self.timezone!r} is not a time zone: write a name such as 'Asia/Seoul'."
            raise ValueError(message) from error

    @property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of front matter that the project adds, by field."""
        pairs = ((key, item) for key, item in self.fields if isinstance(item, tuple))
        return {key: tuple(name for name in item if isinstance(name, str)) for key, item in pairs}

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Settings:
        """Make settings from the values of ``anthology_*`` options; missing ones have their defaults."""
        given = {option.name: values[PREFIX + option.name] for option in fields(cls) if PREFIX + option.name in values}
        return cls(**{name: _frozen(value) for name, value in given.items()})
