"""A document of a feed, as all formats describe it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .entries import FeedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """A document of a feed: the newest entries, or those of an archive document. All addresses are absolute."""

    id: str
    title: str
    description: str = ""
    language: str
    page_url: str
    """The page with the same articles."""
    url: str
    """The address of this document."""
    current_url: str = ""
    """The document with the newest entries, if this one is an archive document; empty otherwise."""
    older_url: str = ""
    """The archive document with older entries; empty if there is none."""
    newer_url: str = ""
    """The archive document with newer entries; empty if there is none."""
    style_sheet: str
    """The address of a style sheet, relative to the file."""
    updated: datetime
    entries: tuple[FeedEntry, ...]

    @property
    def is_archive(self) -> bool:
        """Whether this is an archive document, which does not change."""
        return bool(self.current_url)
