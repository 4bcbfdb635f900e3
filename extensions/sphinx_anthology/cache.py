"""Files that keep data from one build to the next.

Everything that a later build relies on is in a :class:`CacheFile`. The data is valid for a key, which contains everything that
it was made from. A file is written as a whole or not at all, so an interrupted build leaves the file of the build before.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from .digests import digest

_DIGEST_SIZE = len(digest(b""))


@dataclass(frozen=True, slots=True)
class CacheFile:
    """A file with one value and its key."""

    path: Path
    key: object = None
    """What the value is made from: any value that can be pickled and compared."""

    def load(self) -> Any:
        """Return the value, or None if the file is missing or damaged, or has a value for another key or from other code."""
        try:
            data = self.path.read_bytes()
        except OSError:
            return None
        stream = BytesIO(data)
        if stream.read(_DIGEST_SIZE) != digest(data[_DIGEST_SIZE:]):
            return None
        with _paused_garbage_collection():
            try:
                key = pickle.load(stream)
                return pickle.load(stream) if key == self.key else None
            except Exception:  # classes that no longer exist or have changed can raise nearly anything
                return None

    def save(self, value: object) -> None:
        """Replace the file, in a folder that may not exist yet.

        :raises OSError: the file cannot be written. The file of an earlier build is unchanged then.
        """
        data = pickle.dumps(self.key, pickle.HIGHEST_PROTOCOL) + pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}.tmp")
        try:
            temporary.write_bytes(digest(data) + data)
            os.replace(temporary, self.path)  # noqa: PTH105  Sphinx gives its paths a method `replace` of another kind
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _paused_garbage_collection() -> Iterator[None]:
    """Pause the garbage collector, which would check the growing number of new objects again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
