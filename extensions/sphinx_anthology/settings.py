"""The options of the extension, each declared once.

``setup()`` registers them with Sphinx as ``anthology_<name>`` and the documentation lists them, both from the fields of
:class:`Settings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any

PREFIX = "anthology_"


def _option(default: Any, explanation: str, types: tuple[type, ...]) -> Any:
    return field(default=default, metadata={"help": explanation, "types": types})


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
    timezone: str = _option("UTC", "Time zone, by its IANA name, of the dates in front matter that do not name one.", (str,))

    def __post_init__(self) -> None:
        """Bring values that cannot be used to the nearest that can: a folder in the source folder, at least one post a page."""
        parts = [part for part in PurePosixPath(self.browse).parts if part.strip("./")]
        object.__setattr__(self, "browse", "/".join(parts) or "browse")
        object.__setattr__(self, "page_size", max(self.page_size, 1))

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Settings:
        """Make settings from the values of ``anthology_*`` options; missing ones have their defaults."""
        given = {option.name: values[PREFIX + option.name] for option in fields(cls) if PREFIX + option.name in values}
        plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
        return cls(**plain)
