from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.cache import CacheFile, delete_abandoned_files, preload, write_atomically


class Gone:
    """A class that does not exist when its pickle is loaded."""


class Unusable:
    """An object whose pickle cannot be loaded."""

    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("not a number",)


class Unpicklable:
    """An object that cannot be pickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        raise pickle.PicklingError("This object cannot be pickled.")


@pytest.fixture
def cache(tmp_path: Path) -> CacheFile:
    return CacheFile(tmp_path / "doctrees/cache.pickle", key=("version", 1))


def list_files(cache: CacheFile) -> list[str]:
    return sorted(file.name for file in cache.path.parent.iterdir())


@pytest.mark.parametrize("value", [{"posts/a.md": (1, "봄")}, [], 0, "", {"nested": [{1, 2}, None]}])
def test_a_saved_value_is_loaded(cache: CacheFile, value: object) -> None:
    cache.save(value)
    assert CacheFile(cache.path, ("version", 1)).load() == value


def test_a_missing_file_has_no_value(cache: CacheFile) -> None:
    assert cache.load() is None


def test_a_file_without_a_key_is_loaded_without_a_key(tmp_path: Path) -> None:
    CacheFile(tmp_path / "cache").save([1])
    assert CacheFile(tmp_path / "cache").load() == [1]
    assert CacheFile(tmp_path / "cache", key="key").load() is None


def test_a_value_for_another_key_is_not_loaded(cache: CacheFile) -> None:
    cache.save([1])
    assert CacheFile(cache.path, ("version", 2)).load() is None
    assert cache.load() == [1]


def test_the_last_saved_value_is_loaded(cache: CacheFile) -> None:
    cache.save([1] * 1000)
    cache.save([2])
    assert cache.load() == [2]
    assert list_files(cache) == ["cache.pickle"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"not a pickle", id="text"),
        pytest.param(b"\0" * 100, id="zeros"),
        pytest.param(pickle.dumps(("version", 1)) + pickle.dumps([1]), id="pickles without a digest"),
        pytest.param(b'{"redirects": []}', id="JSON"),
    ],
)
def test_a_foreign_file_is_not_loaded(cache: CacheFile, data: bytes) -> None:
    cache.path.parent.mkdir()
    cache.path.write_bytes(data)
    assert cache.load() is None


def test_a_folder_in_place_of_the_file_is_not_loaded(cache: CacheFile) -> None:
    cache.path.mkdir(parents=True)
    assert cache.load() is None


@given(st.data())
def test_a_damaged_file_is_not_loaded(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    cache = CacheFile(tmp_path_factory.mktemp("damaged") / "cache", key=("version", 1))
    cache.save({"posts/a.md": ["a", 1]})
    whole = cache.path.read_bytes()
    index = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[index]))
    cache.path.write_bytes(data.draw(st.sampled_from([whole[:index], whole[:index] + bytes([byte]) + whole[index + 1 :]])))
    assert cache.load() is None


def test_a_value_of_a_class_that_no_longer_exists_is_not_loaded(cache: CacheFile, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.save(Gone())
    monkeypatch.delattr(f"{__name__}.Gone")
    assert cache.load() is None


def test_a_value_that_cannot_be_unpickled_is_not_loaded(cache: CacheFile) -> None:
    cache.save(Unusable())
    assert cache.load() is None


def test_a_value_for_another_key_is_not_even_unpickled(cache: CacheFile, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.save([1])
    loads: list[object] = []
    load = pickle.load

    def record_load(stream: BinaryIO) -> object:
        loads.append(load(stream))
        return loads[-1]

    monkeypatch.setattr(pickle, "load", record_load)
    assert CacheFile(cache.path, "another key").load() is None
    assert loads == [("version", 1)]


def test_a_value_that_cannot_be_pickled_leaves_the_earlier_file(cache: CacheFile) -> None:
    cache.save([1])
    with pytest.raises(pickle.PicklingError):
        cache.save(Unpicklable())
    assert cache.load() == [1]
    assert list_files(cache) == ["cache.pickle"]


def test_an_interrupted_write_leaves_the_earlier_file(cache: CacheFile, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.save([1])

    def write_half(file: Path, data: bytes) -> int:
        with file.open("wb") as stream:
            stream.write(data[: len(data) // 2])
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OSError, match="No space left"):
        cache.save([2])
    monkeypatch.undo()
    assert cache.load() == [1]
    assert list_files(cache) == ["cache.pickle"]


def test_the_file_is_replaced_and_not_rewritten(cache: CacheFile, tmp_path: Path) -> None:
    cache.save([1])
    os.link(cache.path, tmp_path / "earlier")
    cache.save([2])
    assert CacheFile(tmp_path / "earlier", cache.key).load() == [1]


def test_loading_restores_the_garbage_collector(cache: CacheFile) -> None:
    cache.save([1])
    assert gc.isenabled()
    cache.load()
    assert gc.isenabled()
    gc.disable()
    try:
        cache.load()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_written_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "new" / "file"
    write_atomically(file, b"one")
    os.link(file, tmp_path / "earlier")
    write_atomically(file, b"two")
    assert (file.read_bytes(), (tmp_path / "earlier").read_bytes()) == (b"two", b"one")
    assert [each.name for each in file.parent.iterdir()] == ["file"]


def test_a_file_may_have_the_longest_name_there_is(tmp_path: Path) -> None:
    file = tmp_path / ("봄" * 85)
    write_atomically(file, b"one")
    assert file.read_bytes() == b"one"


def test_a_file_has_the_permissions_of_new_files(tmp_path: Path) -> None:
    write_atomically(tmp_path / "one", b"")
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / "one").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_the_error_names_the_file_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder/inside").mkdir(parents=True)
    with pytest.raises(OSError, match="folder") as caught:
        write_atomically(tmp_path / "folder", b"")
    assert caught.value.filename == str(tmp_path / "folder")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


def test_the_data_may_be_written_elsewhere_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    write_bytes = Path.write_bytes

    def note(file: Path, data: bytes) -> int:
        written.append(file)
        return write_bytes(file, data)

    monkeypatch.setattr(Path, "write_bytes", note)
    write_atomically(tmp_path / "deep/file", b"one", tmp_path)
    assert [file.parent for file in written] == [tmp_path]
    assert (tmp_path / "deep/file").read_bytes() == b"one"


def test_temporary_files_of_killed_processes_are_deleted_when_they_are_old(tmp_path: Path) -> None:
    names = (".anthology-01234567.tmp", ".anthology-89abcdef.tmp", "notes.tmp", "anthology.pickle")
    for name in names:
        (tmp_path / name).write_bytes(b"")
    for name in names[1:]:
        os.utime(tmp_path / name, (0, 0))
    delete_abandoned_files(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {*names} - {names[1]}


def test_temporary_files_are_deleted_at_once_if_no_other_process_writes(tmp_path: Path) -> None:
    (tmp_path / ".anthology-0.tmp").touch()
    (tmp_path / "own.tmp").touch()
    delete_abandoned_files(tmp_path, is_shared=False)
    assert [file.name for file in tmp_path.iterdir()] == ["own.tmp"]


def test_chunks_are_written_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    def break_off() -> Iterator[bytes]:
        yield b"new"
        raise ValueError("broken")

    file = tmp_path / "own.txt"
    write_atomically(file, iter([b"one", b"", b"two"]))
    with pytest.raises(ValueError, match="broken"):
        write_atomically(file, break_off())
    assert file.read_bytes() == b"onetwo"
    assert list(tmp_path.iterdir()) == [file]


def test_a_value_that_only_saves_time_need_not_be_saved(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    CacheFile(tmp_path / "file/inside").save_if_possible([1])
    CacheFile(tmp_path / "other").save_if_possible([1])
    assert CacheFile(tmp_path / "other").load() == [1]


@pytest.fixture
def preloaded(tmp_path: Path) -> CacheFile:
    """A file that was loaded before it is needed."""
    cache = CacheFile(tmp_path / "anthology-records.pickle", key=("version", 1))
    cache.save({"posts/a.md": [1]})
    preload(tmp_path)
    return cache


def test_a_value_that_was_loaded_before_is_not_loaded_again(preloaded: CacheFile, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.delattr(pickle, "load")
        assert preloaded.load() == {"posts/a.md": [1]}
    first = preloaded.load()
    first.clear()
    assert preloaded.load() == {"posts/a.md": [1]}, "nobody shares what may be changed"


def test_a_file_that_has_changed_is_loaded_again(preloaded: CacheFile) -> None:
    preloaded.save("another")
    assert preloaded.load() == "another"


def test_a_file_that_is_gone_or_damaged_has_no_value_though_it_was_loaded_before(preloaded: CacheFile, tmp_path: Path) -> None:
    data = preloaded.path.read_bytes()
    preloaded.path.write_bytes(data[:-1])
    assert preloaded.load() is None
    preloaded.path.write_bytes(data)
    preload(tmp_path)
    preloaded.path.unlink()
    assert preloaded.load() is None


def test_a_value_for_another_key_has_no_use_though_it_was_loaded_before(preloaded: CacheFile) -> None:
    assert CacheFile(preloaded.path, key=("version", 2)).load() is None


def test_files_that_are_no_caches_are_not_loaded_before(tmp_path: Path) -> None:
    (tmp_path / "anthology-odd.pickle").write_bytes(b"odd")
    (tmp_path / "anthology-folder.pickle").mkdir()
    preload(tmp_path)
    assert CacheFile(tmp_path / "anthology-odd.pickle").load() is None
    assert CacheFile(tmp_path / "anthology-folder.pickle").load() is None
