"""What became of the entries of an export, and what needs a hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..entry import Visibility
from .merging import Action


@dataclass(frozen=True, slots=True)
class Note:
    """Something that could not be brought along, or that needs a decision."""

    path: str
    """The file, relative to the folder of the import."""
    line: int
    message: str
    is_in_export: bool = False
    """Whether the file is one of the export."""


@dataclass(frozen=True, slots=True)
class ImportedPost:
    """What became of an entry."""

    path: str
    """Its file, relative to the folder of the import."""
    place: str
    title: str
    date: str
    """The day of publication in ISO 8601; empty if unknown."""
    visibility: Visibility
    action: Action


@dataclass(slots=True)
class ImportReport:
    """The outcome of an import."""

    posts: list[ImportedPost] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    files: int = 0
    """The number of files beside posts, in this import and before."""
    remote: int = 0
    """The number of pictures that are still on a server."""
    comments: int = 0
    sites: set[str] = field(default_factory=set)
    """The addresses of the old blog."""

    def count(self) -> dict[str, int]:
        """Return numbers by what they count."""
        actions = Counter(post.action for post in self.posts)
        shown = {action.value.replace(" ", "_"): actions[action] for action in Action}
        unpublished = sum(post.visibility is not Visibility.PUBLISHED for post in self.posts)
        numbers = {"unpublished": unpublished, "files": self.files, "remote": self.remote, "comments": self.comments}
        return {"posts": len(self.posts), **shown, **numbers, "notes": len(self.notes)}
