"""A store of snapshots."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from .packs import check_pack, make_packs, unpack
from .places import MissingEntryError, Place, StoreError
from .signatures import SIGNATURE_SIZE, SignatureError, Signer
from .snapshots import Snapshot, StoredFile

_SNAPSHOTS, _PACKS = "snapshots", "packs"
_SUFFIX = ".snapshot"
_MOST_SNAPSHOTS = 32
"""The number of snapshots that are kept for the same circumstances."""
_CANDIDATES = 8
"""The number of newest snapshots among which the one is chosen that differs least."""
_WRITTEN_LONG_AGO = 86_400
"""The age in seconds from which on a pack cannot be that of a build that is running."""
_MOST_PACKS = 24
"""The number of packs that a snapshot shares with the one before. What is in others is written again, into one."""
_THREADS = 4
"""Packs that are read at the same time."""
_NS_PER_DAY = 86_400 * 10**9


class DamagedEntryError(Exception):
    """An entry of a store is damaged, or was not signed with the key of the project. The message is its path."""


class Store:
    """Snapshots of builds in the same circumstances."""

    def __init__(self, place: Place, signer: Signer, circumstances: str) -> None:
        """Use the snapshots of builds in some circumstances.

        :param circumstances: a name that differs where results of one build cannot be used by another one.
        """
        self._place = place
        self._signer = signer
        self._folder = f"{_SNAPSHOTS}/{signer.key_name}-{circumstances}"

    def newest(self) -> list[str]:
        """Return the paths of the newest snapshots, the newest first.

        :raises StoreError: the store cannot be read.
        """
        names = [name for name in self._place.names(self._folder) if name.endswith(_SUFFIX)]
        return [f"{self._folder}/{name}" for name in sorted(names, reverse=True)[:_CANDIDATES]]

    def load(self, path: str) -> Snapshot:
        """Return a snapshot.

        :raises StoreError: it cannot be read, or it is a :class:`.MissingEntryError`.
        :raises DamagedEntryError: it is damaged or forged.
        """
        data = self._place.read(path)
        try:
            return Snapshot.from_bytes(self._signer.verify(self._folder, data))
        except (SignatureError, ValueError) as error:
            raise DamagedEntryError(path) from error

    def read_files(self, files: Iterable[StoredFile]) -> Iterator[tuple[StoredFile, bytes]]:
        """Yield the contents of files of a snapshot, all of those in one pack after each other.

        :raises StoreError: a pack cannot be read.
        :raises DamagedEntryError: a pack is missing or damaged.
        """
        by_pack: dict[str, list[StoredFile]] = {}
        for file in files:
            by_pack.setdefault(file.pack, []).append(file)
        names = list(by_pack)
        with ThreadPoolExecutor(_THREADS) as pool:
            for first in range(0, len(names), _THREADS):
                some = names[first : first + _THREADS]
                for name, data in zip(some, pool.map(self._read_pack, some), strict=True):
                    yield from self._unpack(name, data, by_pack[name])

    def _read_pack(self, name: str) -> bytes:
        path = f"{_PACKS}/{name}"
        try:
            data = self._place.read(path)
        except MissingEntryError as error:
            raise DamagedEntryError(path) from error
        try:
            check_pack(name, data)
        except ValueError as error:
            raise DamagedEntryError(path) from error
        return data

    def _unpack(self, name: str, data: bytes, files: Iterable[StoredFile]) -> Iterator[tuple[StoredFile, bytes]]:
        try:
            for file in files:
                yield file, unpack(data, file)
        except ValueError as error:
            raise DamagedEntryError(f"{_PACKS}/{name}") from error

    def delete(self, path: str) -> None:
        """Delete an entry, if that is possible."""
        with suppress(StoreError):
            self._place.delete(path)

    def save(
        self,
        contents: Mapping[str, Callable[[], bytes]],
        base: Snapshot | None,
        make_snapshot: Callable[[Mapping[str, StoredFile], Mapping[str, int]], Snapshot],
    ) -> None:
        """Write a snapshot, and those contents that the store does not have.

        :param contents: functions that return the content with a digest.
        :param base: a snapshot that is in the store.
        :param make_snapshot: returns the snapshot for the places of all contents and the sizes of packs.
        :raises StoreError: the store cannot be written.
        """
        known = self._find_reusable(base, contents) if base else {}
        places, sizes = dict(known), {file.pack: base.packs[file.pack] for file in known.values()} if base else {}
        missing = (content() for digest, content in contents.items() if digest not in known)
        for name, data, stored in make_packs(missing):
            self._place.write(f"{_PACKS}/{name}", data)
            places.update((file.digest, file) for file in stored)
            sizes[name] = len(data)
        snapshot = make_snapshot(places, sizes)
        signed = self._signer.sign(self._folder, snapshot.to_bytes())
        self._place.write(f"{self._folder}/{time.time_ns():020}-{secrets.token_hex(4)}{_SUFFIX}", signed)

    def _find_reusable(self, base: Snapshot, contents: Container[str]) -> dict[str, StoredFile]:
        """Return the places of contents in packs that are worth keeping: few packs, of which at least half is needed."""
        needed = {digest: file for digest, file in base.stored_contents().items() if digest in contents}
        used: Counter[str] = Counter()
        for file in needed.values():
            used[file.pack] += file.length
        worthwhile = {name for name, length in used.most_common(_MOST_PACKS) if 2 * length >= base.packs[name]}
        worthwhile &= set(self._place.names(_PACKS))  # another build may have collected some
        return {digest: file for digest, file in needed.items() if file.pack in worthwhile}

    def collect(self, days: int) -> None:
        """Delete snapshots that are older than some days, and packs that no snapshot needs.

        :raises StoreError: the store cannot be read or written.
        """
        oldest_ns = time.time_ns() - days * _NS_PER_DAY
        deleted, kept = 0, []
        for folder in self._place.names(_SNAPSHOTS):
            names = [name for name in self._place.names(f"{_SNAPSHOTS}/{folder}") if name.endswith(_SUFFIX)]
            for position, name in enumerate(sorted(names, reverse=True)):
                path = f"{_SNAPSHOTS}/{folder}/{name}"
                if position >= _MOST_SNAPSHOTS or _moment_ns(name) < oldest_ns:
                    self._place.delete(path)
                    deleted += 1
                else:
                    kept.append(path)
        if deleted:
            self._collect_packs(kept)

    def _collect_packs(self, kept: Iterable[str]) -> None:
        """Delete the packs that no snapshot needs. What needs a pack is not verified: nothing else is done with it."""
        needed: set[str] = set()
        with ThreadPoolExecutor(_THREADS) as pool:
            for packs in pool.map(self._list_packs, kept):
                needed.update(packs)
        for name in set(self._place.names(_PACKS)) - needed:
            with suppress(MissingEntryError):  # another build has deleted it
                if self._place.age(f"{_PACKS}/{name}") >= _WRITTEN_LONG_AGO:
                    self._place.delete(f"{_PACKS}/{name}")

    def _list_packs(self, path: str) -> Iterable[str]:
        """Return the names of the packs that a snapshot needs; none if there is no such snapshot."""
        try:
            return Snapshot.from_bytes(self._place.read(path)[SIGNATURE_SIZE:]).packs
        except (MissingEntryError, ValueError):  # another build has deleted it; it is damaged
            return ()


def _moment_ns(name: str) -> int:
    """Return when a snapshot was written, in nanoseconds since 1970 UTC; 0 if its name does not say so."""
    digits = name.partition("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() else 0
