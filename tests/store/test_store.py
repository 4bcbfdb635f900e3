from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from sphinx_anthology.store import (
    DamagedEntryError,
    MissingEntryError,
    Signer,
    Snapshot,
    Store,
    StoredFile,
    StoreError,
    open_place,
)
from sphinx_anthology.store.packs import digest_content

KEY, OTHER_KEY = "k" * 32, "o" * 32
DAY = 86_400


def open_store(folder: Path | str, key: str = KEY, circumstances: str = "same") -> Store:
    return Store(open_place(str(folder), Path.cwd()), Signer(key), circumstances)


def save(store: Store, files: Mapping[str, bytes], base: Snapshot | None = None) -> Snapshot:
    digests = {path: digest_content(data) for path, data in files.items()}

    def make(places: Mapping[str, StoredFile], packs: Mapping[str, int]) -> Snapshot:
        return Snapshot({"output": {path: places[digest] for path, digest in digests.items()}}, {}, {}, "", packs)

    store.save({digests[path]: lambda data=data: data for path, data in files.items()}, base, make)  # type: ignore[misc]
    return store.load(store.newest()[0])


def read(store: Store, snapshot: Snapshot) -> dict[str, bytes]:
    files = snapshot.files["output"]
    contents = dict(store.read_files(files.values()))
    return {path: contents[file] for path, file in files.items()}


@pytest.fixture(params=["folder", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store in a folder, and one at an address that fsspec knows."""
    return str(tmp_path / "store") if request.param == "folder" else f"memory://{tmp_path.as_posix()}"


def test_a_snapshot_is_read_as_it_was_written(place: str) -> None:
    files = {"a.html": b"<p>", "글/b.html": "글".encode() * 1000, "empty": b"", "same.html": b"<p>"}
    snapshot = save(open_store(place), files)
    assert read(open_store(place), snapshot) == files


def test_only_contents_that_the_store_does_not_have_are_written(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    large = os.urandom(100_000)
    first = save(store, {"a": large, "b": b"one"})
    before = {file.name: file.stat().st_size for file in (tmp_path / "packs").iterdir()}
    second = save(store, {"a": large, "b": b"two"}, first)
    written = [file.stat().st_size for file in (tmp_path / "packs").iterdir() if file.name not in before]
    assert len(written) == 1
    assert written[0] < 100
    assert read(store, second) == {"a": large, "b": b"two"}


def test_a_pack_of_which_little_is_needed_is_left_behind(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    first = save(store, {"a": os.urandom(1000), "b": b"one"})
    second = save(store, {"b": b"one"}, first)
    assert not first.packs.keys() & second.packs.keys()
    assert read(store, second) == {"b": b"one"}


@pytest.mark.parametrize("position", [0, 40, -1])
def test_a_snapshot_with_another_byte_is_damaged(tmp_path: Path, position: int) -> None:
    store = open_store(tmp_path)
    save(store, {"a": b"text"})
    file = tmp_path / store.newest()[0]
    data = bytearray(file.read_bytes())
    data[position] ^= 1
    file.write_bytes(data)
    with pytest.raises(DamagedEntryError, match=r"\.snapshot"):
        store.load(store.newest()[0])


@pytest.mark.parametrize("size", [0, 31, 32, 33])
def test_a_snapshot_that_is_cut_off_is_damaged(tmp_path: Path, size: int) -> None:
    store = open_store(tmp_path)
    save(store, {"a": b"text"})
    file = tmp_path / store.newest()[0]
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(DamagedEntryError):
        store.load(store.newest()[0])


@pytest.mark.parametrize(
    "forger",
    [{"key": OTHER_KEY}, {"key": ""}, {"circumstances": "other"}],
    ids=["another key", "no key", "other circumstances"],
)
def test_a_snapshot_that_was_signed_for_something_else_is_refused(tmp_path: Path, forger: Mapping[str, str]) -> None:
    store, other = open_store(tmp_path), open_store(tmp_path, **forger)
    save(store, {"a": b"text"})
    save(other, {"a": b"forged"})
    path = store.newest()[0]
    (tmp_path / path).write_bytes((tmp_path / other.newest()[0]).read_bytes())
    with pytest.raises(DamagedEntryError):
        store.load(path)


def test_a_snapshot_of_another_key_is_not_found(tmp_path: Path) -> None:
    save(open_store(tmp_path), {"a": b"text"})
    assert open_store(tmp_path, OTHER_KEY).newest() == open_store(tmp_path, "").newest() == []


@pytest.mark.parametrize("damage", ["other byte", "cut off", "gone", "forged"])
def test_a_pack_with_another_content_is_damaged(tmp_path: Path, damage: str) -> None:
    store = open_store(tmp_path)
    snapshot = save(store, {"a": b"text" * 100})
    (pack,) = (tmp_path / "packs").iterdir()
    data = pack.read_bytes()
    if damage == "gone":
        pack.unlink()
    else:
        pack.write_bytes({"other byte": data[:-1] + b"\0", "cut off": data[:5], "forged": b"x" + data}[damage])
    with pytest.raises(DamagedEntryError, match="packs/"):
        read(store, snapshot)


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a\\x", "C:/x", "", "a\0"])
def test_a_snapshot_with_a_path_out_of_its_folder_is_refused(tmp_path: Path, path: str) -> None:
    store = open_store(tmp_path)
    with pytest.raises(DamagedEntryError):
        save(store, {path: b"text"})


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="ANTHOLOGY_STORE_KEY has fewer than 32 characters"):
        Signer("secret")


def test_old_snapshots_are_deleted_with_what_only_they_need(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    first = save(store, {"a": os.urandom(500), "b": os.urandom(500)})
    old = tmp_path / store.newest()[0]
    renamed = old.with_name(f"{time.time_ns() - 31 * DAY * 10**9:020}-old.snapshot")
    old.rename(renamed)
    second = save(store, {"c": b"new"}, first)
    for pack in (tmp_path / "packs").iterdir():
        os.utime(pack, (time.time() - 2 * DAY,) * 2)
    store.collect(32)
    assert renamed.is_file()
    store.collect(30)
    assert not renamed.exists()
    assert {pack.name for pack in (tmp_path / "packs").iterdir()} == second.packs.keys()
    assert read(store, second) == {"c": b"new"}


def test_a_pack_that_a_running_build_may_need_stays(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, {"a": b"text"})
    old = tmp_path / store.newest()[0]
    old.rename(old.with_name(f"{0:020}-old.snapshot"))
    store.collect(30)
    assert store.newest() == []
    assert len(list((tmp_path / "packs").iterdir())) == 1


def test_a_snapshot_that_another_build_has_deleted_meanwhile_is_missing_and_not_damaged(place: str) -> None:
    store = open_store(place)
    save(store, {"a": b"text"})
    (path,) = store.newest()
    store.delete(path)
    assert store.newest() == []
    with pytest.raises(MissingEntryError):
        store.load(path)


def test_a_store_keeps_a_limited_number_of_snapshots(tmp_path: Path) -> None:
    store, other = open_store(tmp_path), open_store(tmp_path, circumstances="other")
    save(other, {"a": b"text"})
    for number in range(34):
        save(store, {"a": str(number).encode()})
    store.collect(30)
    assert len(list((tmp_path / "snapshots").rglob("*.snapshot"))) == 32 + 1
    assert read(store, store.load(store.newest()[0])) == {"a": b"33"}


def test_a_place_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        open_place("nowhere://bucket/store", tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        open_place("file", tmp_path).write("packs/x", b"")


def test_an_address_of_a_file_system_is_shared_and_a_folder_is_not(tmp_path: Path) -> None:
    assert open_place("memory://store", tmp_path).is_shared
    assert not open_place("store", tmp_path).is_shared
    assert not open_place((tmp_path / "store").as_uri(), tmp_path).is_shared
