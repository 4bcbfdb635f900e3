from __future__ import annotations

import pickle
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.store.moved_pickles import PathMover

OLD, NEW = "/home/runner/site", "/srv/블로그"
MOVER = PathMover({OLD: NEW, f"{OLD}/build": "/tmp/b"})


def move(value: Any) -> Any:
    return pickle.loads(MOVER.move_pickle(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)))


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        (OLD, NEW),
        (f"{OLD}/posts/one.md", f"{NEW}/posts/one.md"),
        (f"{OLD}/build/x", "/tmp/b/x"),
        (f"{OLD}/{'x' * 250}", f"{NEW}/{'x' * 250}"),
        (f"{OLD}/{'글' * 90}", f"{NEW}/{'글' * 90}"),
        (f"{OLD}/{'x' * 70_000}", f"{OLD}/{'x' * 70_000}"),  # longer than any path
        (f"{OLD}-2/posts", f"{OLD}-2/posts"),
        (f"See {OLD}/posts", f"See {OLD}/posts"),
        ("posts/one.md", "posts/one.md"),
    ],
)
def test_only_texts_that_begin_with_a_folder_are_moved(text: str, moved: str) -> None:
    value = {"a": [text, text], "b": (1.5, b"\x8c\x05", text)}
    assert move(value) == {"a": [moved, moved], "b": (1.5, b"\x8c\x05", moved)}


def test_a_text_is_moved_in_a_pickle_of_many_frames() -> None:
    value = [f"{OLD}/{number}" for number in range(20_000)] + ["x" * 100_000, f"{OLD}/last"]
    assert move(value) == [f"{NEW}/{number}" for number in range(20_000)] + ["x" * 100_000, f"{NEW}/last"]


@pytest.mark.parametrize("size", [1, 300, 100_000])
def test_a_text_is_moved_in_a_pickle_inside_a_pickle(size: int) -> None:
    inner = pickle.dumps([f"{OLD}/a", "x" * size], pickle.HIGHEST_PROTOCOL)
    moved = move({"nested": inner, "other": f"{OLD}/b"})
    assert (pickle.loads(moved["nested"]), moved["other"]) == ([f"{NEW}/a", "x" * size], f"{NEW}/b")


def test_pickles_in_a_row_are_moved_like_one() -> None:
    values = [None, f"{OLD}/a", {"k": f"{OLD}/b"}]
    moved = MOVER.move_pickle(b"".join(pickle.dumps(value, pickle.HIGHEST_PROTOCOL) for value in values))
    assert moved == b"".join(pickle.dumps(value, pickle.HIGHEST_PROTOCOL) for value in [None, f"{NEW}/a", {"k": f"{NEW}/b"}])


def test_a_path_is_moved_when_its_pickle_is_loaded() -> None:
    value = {"source": Path(OLD), "pure": PurePosixPath(f"{OLD}/build/x"), "text": f"{OLD}/y", "other": Path("/etc")}
    moved = MOVER.load(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    assert moved == {"source": Path(NEW), "pure": PurePosixPath("/tmp/b/x"), "text": f"{NEW}/y", "other": Path("/etc")}


def test_folders_that_take_each_others_place_are_ambiguous() -> None:
    assert PathMover({"/a": "/a/b"}).is_ambiguous
    assert PathMover({"/a": "/b", "/b": "/c"}).is_ambiguous
    assert not PathMover({"/a": "/b", "/c": "/c"}).is_ambiguous
    assert not MOVER.is_ambiguous


@given(
    st.recursive(
        st.one_of(st.text(), st.binary(), st.integers(), st.none(), st.text().map(lambda text: f"{OLD}/{text}")),
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
        max_leaves=20,
    )
)
def test_nothing_but_paths_is_changed(value: object) -> None:
    def expected(part: Any) -> Any:
        if isinstance(part, list):
            return [expected(each) for each in part]
        if isinstance(part, dict):
            return {MOVER.move(key): expected(each) for key, each in part.items()}
        return MOVER.move(part) if isinstance(part, str) else part

    assert move(value) == expected(value)
