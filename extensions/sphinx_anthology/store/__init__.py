"""Results of builds that other machines take up: a store whose entries are found by content.

A store holds snapshots. A :class:`Snapshot` lists the files that a build has left, each by the digest of its content, and what
they were made from. The contents are in packs, which snapshots share, so that a build writes only what no build before it had.
Nothing of a store is used before it is verified: a pack has its digest as its name, and a snapshot is signed where others can
write.

- ``store``: :class:`Store`, which finds, reads, writes and collects snapshots
- ``snapshots``: :class:`Snapshot`, and its form as bytes
- ``packs``: contents of many files in one
- ``signatures``: :class:`Signer`, the key of the project
- ``places``: where a store is: a folder, or any address that fsspec knows
- ``moved_pickles``: pickles in which files have another place
"""

from .places import MissingEntryError, StoreError, open_place
from .signatures import KEY_VARIABLE, SignatureError, Signer
from .snapshots import Snapshot, StoredFile
from .store import DamagedEntryError, Store

__all__ = [
    "KEY_VARIABLE",
    "DamagedEntryError",
    "MissingEntryError",
    "SignatureError",
    "Signer",
    "Snapshot",
    "Store",
    "StoreError",
    "StoredFile",
    "open_place",
]
