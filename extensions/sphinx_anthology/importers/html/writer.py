"""What the conversion of a block asks of the converter as a whole."""

from __future__ import annotations

from collections.abc import Set
from typing import Protocol

from bs4 import Tag


class Writer(Protocol):
    """Converts the elements in a block, and addresses."""

    notes: list[str]
    """What could not be brought along."""

    def rewrite_address(self, address: str, is_file: bool) -> str:
        """Return the address to write for one in the export, as an attribute of HTML or the argument of a directive.

        :param is_file: whether it is that of a picture or another file.
        """

    def convert_element(self, el: Tag, parent_tags: Set[str] = frozenset()) -> str:
        """Return the Markdown of an element, without blanks around it."""
