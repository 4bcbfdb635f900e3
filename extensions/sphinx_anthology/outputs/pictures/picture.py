"""What is known of a picture, and the names of its variants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FOLDER = "_pictures"
"""The folder of variants in the output folder."""
WIDTHS = (480, 800, 1200)
"""The widths of variants in pixels."""
MAX_WIDTH = WIDTHS[-1]
"""The width up to which an original is one of the sizes that browsers choose from."""
WEBP, AVIF = "webp", "avif"


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """A picture of the site. It is pickled between builds."""

    digest: str
    """A digest of its file."""
    width: int = 0
    """Its width in pixels as it is seen, turned by its orientation; 0 if it is unknown."""
    height: int = 0
    widths: tuple[int, ...] = ()
    """The widths of its variants."""
    formats: tuple[str, ...] = ()
    """The formats of its variants, the best last."""
    tone: str = ""
    """Its main colour, as ``r-g-b`` in eighths; empty if it has none or is transparent."""
    replacement: str = ""
    """The name of the file that is published in its place; empty if it is published as it is."""
    fault: str = ""
    """Why it is left as it is, as a predicate; empty if it is fine."""
    advice: str = ""
    """What to do about the fault."""

    def variant(self, width: int, kind: str = WEBP) -> str:
        """Return the name of the file of a variant."""
        return f"{self.digest}-{width}.{kind}"

    @property
    def variants(self) -> Iterator[str]:
        """The names of the files of all variants."""
        return (self.variant(width, kind) for kind in self.formats for width in self.widths)


def list_names(digest: str) -> Iterator[str]:
    """Yield the names of all variants that a picture may have."""
    return PictureRecord(digest, widths=WIDTHS, formats=(WEBP, AVIF)).variants
