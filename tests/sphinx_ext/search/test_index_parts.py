from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site, read_output
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.search import js_index
from sphinx_anthology.sphinx_ext.search import index_parts, page_files, site_search
from sphinx_anthology.sphinx_ext.search.index_parts import PartedIndex, distance_characters, encode_pages


def make_index(words: dict[str, list[int]], size: int) -> dict[str, Any]:
    docnames = [f"p{number:05}" for number in range(size)]
    terms = {word: pages if len(pages) > 1 else pages[0] for word, pages in words.items()}
    return {
        "docnames": docnames,
        "filenames": docnames,
        "titles": [f"Title <{name}> \u2028" for name in docnames],
        "alltitles": {"Title": [[0, None], [1, "id"]]},
        "terms": terms,
        "titleterms": dict(list(terms.items())[:2]),
        "envversion": {"sphinx": 1},
        "indexentries": {"entry": [[0, "a", True]]},
        "objects": {},
        "objnames": {},
        "objtypes": {},
    }


def dump(parted: PartedIndex, index: dict[str, Any]) -> str:
    stream = StringIO()
    parted.dump(index, stream)
    return stream.getvalue()


@pytest.mark.build
@settings(max_examples=30)
@given(st.dictionaries(st.text(min_size=1), st.sets(st.integers(0, 70_000), min_size=1), min_size=1, max_size=40))
def test_an_index_is_loaded_as_it_was_stored(tmp_path_factory: pytest.TempPathFactory, words: dict[str, set[int]]) -> None:
    folder = tmp_path_factory.mktemp("parts")
    words = {word.encode("utf-8", "replace").decode(): pages for word, pages in words.items()}
    index = make_index({word: sorted(pages) for word, pages in words.items()}, 70_001)
    parted = PartedIndex(folder, "index", folder / "store")
    assert parted.load(StringIO(dump(parted, index))) | {"parts": 0} == index | {"parts": 0}


def test_a_part_has_neighbouring_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_parts, "PART_SIZE", 20)
    parted = PartedIndex(tmp_path, "index", tmp_path / "store")
    text = dump(parted, make_index({f"word{number:02}": [number, number + 1] for number in range(20)}, 30))
    stub = js_index.loads(text)
    assert stub["terms"] == stub["titleterms"] == {}
    assert stub["parts"]["starts"] == sorted(stub["parts"]["starts"])
    assert len(stub["parts"]["names"]) == len(list((tmp_path / "index").iterdir())) > 3


def test_stale_parts_are_deleted_when_told(tmp_path: Path) -> None:
    parted = PartedIndex(tmp_path, "index", tmp_path / "store")
    old = dump(parted, make_index({"one": [1]}, 3))
    new = dump(parted, make_index({"two": [1]}, 4))
    parted.load(StringIO(old))  # an interrupted build leaves both
    parted.delete_stale(new)
    assert len(list((tmp_path / "index").iterdir())) == len(list((tmp_path / "store").iterdir())) == 1
    parted.load(StringIO(new))
    with pytest.raises(OSError, match=r"\.js"):
        parted.load(StringIO(old))


def test_pages_are_distances() -> None:
    assert encode_pages([0, 1, 2, 5], distance_characters(6)) == "###%"
    assert encode_pages(3, distance_characters(6)) == "&"
    assert json.loads(json.dumps(distance_characters(60_000)[-1])) == distance_characters(60_000)[-1]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_search, "PARTS_FROM", 14)
    monkeypatch.setattr(index_parts, "PART_SIZE", 60)
    monkeypatch.setattr(page_files, "BLOCK_SIZE", 3)


def write_posts(site: Site, number: int) -> None:
    for post in range(number):
        site.post(f"p{post:02}", f"모델은 Words{post}.\n\n```{{index}} Entry{post}\n```\n", tags=f"t{post % 3}")


def build_clean(site: Site, **options: Any) -> dict[str, bytes]:
    return read_output(site.build(output=site.folder.with_name(f"clean{site.builds}"), **options).output)


@pytest.mark.parametrize("options", [{"jobs": 2}, {"anthology_accelerate": False}], ids=str)
def test_incremental_builds_leave_the_parts_of_a_clean_build(site: Site, small_parts: None, options: dict[str, Any]) -> None:
    write_posts(site, 12)
    before = read_output(site.build(**options).output)
    assert any(path.startswith("_search/index/") for path in before)
    assert before == build_clean(site)
    assert before == read_output(site.build(**options).output)
    site.post("p03", "다른 글이다.\n", tags="new")
    (site.folder / "posts/p04.md").unlink()
    site.post("p99", "새 글.\n", nosearch="true")
    built = site.build(**options)
    assert built.warnings == ""
    after = read_output(built.output)
    assert b"words4" not in b"".join(data for path, data in after.items() if path.startswith("_search/index/"))
    assert after == build_clean(site)


@pytest.mark.parametrize("options", [{"jobs": 2}, {"anthology_accelerate": False}], ids=str)
def test_a_site_grows_over_the_size_and_shrinks_again(site: Site, small_parts: None, options: dict[str, Any]) -> None:
    def has_parts(built: Build) -> bool:
        return '"parts":' in built.text("searchindex.js")

    write_posts(site, 2)
    assert not has_parts(site.build(**options))
    write_posts(site, 12)
    built = site.build(**options)
    assert has_parts(built)
    assert (built.warnings, read_output(built.output)) == ("", build_clean(site))
    for post in range(2, 12):
        (site.folder / f"posts/p{post:02}.md").unlink()
    built = site.build(**options)
    assert not has_parts(built)
    assert (built.warnings, read_output(built.output)) == ("", build_clean(site))
