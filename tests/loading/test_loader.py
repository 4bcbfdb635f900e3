from __future__ import annotations

import os
from itertools import permutations
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from PIL import Image
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.fields.record import Cover
from sphinx_anthology.loading.loader import Reading, read_folder
from sphinx_anthology.problems import Code
from sphinx_anthology.settings import Settings
from sphinx_anthology.taxonomy import Taxonomy

if TYPE_CHECKING:
    from pathlib import Path


def post(title: str = "A", **header: str) -> str:
    return "\n".join(["---", f"title: {title}", *(f"{key}: {value}" for key, value in header.items()), "---", "Text.", ""])


def write(folder: Path, files: dict[str, str | bytes]) -> dict[str, str]:
    """Write files and return their docnames."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return {name: name.rpartition(".")[0] for name in files if name.endswith((".md", ".mdx"))}


def reading(folder: Path, files: dict[str, str | bytes], timezone: str = "UTC") -> Reading:
    return read_folder(folder, write(folder, files), Settings(timezone=timezone))


def catalogue(folder: Path, files: dict[str, str | bytes]) -> Catalogue:
    return reading(folder, files).catalogue


def codes(found: Reading) -> list[tuple[str, int, Code]]:
    return [(problem.path, problem.line, problem.code) for problem in found.problems if problem.code is not Code.DATE_MISSING]


def test_posts_are_newest_first_and_those_without_a_date_come_last(tmp_path: Path) -> None:
    found = catalogue(
        tmp_path,
        {
            "p/none.md": post(),
            "p/old.md": post(date="0001-01-03T00:00+14:00"),
            "p/new.md": post(date="9999-12-30T23:59:59-12:00"),
            "p/mid.md": post(date="2025-04-23"),
        },
    )
    assert [item.slug for item in found.posts] == ["new", "mid", "old", "none"]


def test_the_order_is_that_of_moments_whatever_their_offsets(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "p/a.md": post(date="2025-04-23T09:00+09:00"),
        "p/b.md": post(date="2025-04-23T00:30Z"),
        "p/c.md": post(date="2025-04-23 10:00"),
    }
    found = reading(tmp_path, files, timezone="Asia/Seoul").catalogue
    assert [item.slug for item in found.posts] == ["c", "b", "a"]


def test_dates_with_and_without_an_offset_or_a_time_are_compared(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "p/a.md": post(date="2025-04-23 10:00"),
        "p/b.md": post(date="2025-04-23T10:00:00+09:00"),
        "p/c.md": post(date="2025-04-23"),
    }
    assert [item.slug for item in catalogue(tmp_path, files).posts] == ["a", "b", "c"]


def test_posts_of_one_moment_are_in_the_order_of_their_paths(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"p/{name}.md": post(date="2025-04-23") for name in "bca"}
    assert [item.slug for item in catalogue(tmp_path, files).posts] == ["a", "b", "c"]


def test_the_catalogue_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    docnames = write(
        tmp_path,
        {
            "p/a.md": post(slug="s", category="dev"),
            "p/b.md": post(slug="s", category="Dev"),
            "q/s.md": post(date="2025-04-23", category="DEV"),
        },
    )
    found = [read_folder(tmp_path, dict(order), Settings()) for order in permutations(docnames.items())]
    assert all((one.catalogue, one.problems) == (found[0].catalogue, found[0].problems) for one in found)


def test_neighbours_are_the_posts_just_before_and_just_after(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {f"p/{day}.md": post(date=f"2025-04-0{day}") for day in (1, 2, 3)})
    newest, middle, oldest = found.posts
    assert found.main.neighbours(newest) == (middle, None)
    assert found.main.neighbours(middle) == (oldest, newest)
    assert found.main.neighbours(oldest) == (None, middle)


def test_a_post_is_found_by_its_slug_and_else_by_its_title(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"p/one.md": post("two"), "p/two.md": post("봄날")})
    assert [item and item.docname for item in map(found.find, ("one", "two", "봄날", "three"))] == [
        "p/one",
        "p/two",
        "p/two",
        None,
    ]


def test_the_newest_of_posts_with_one_title_is_found(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"p/a.md": post("T", date="2025-01-01"), "p/b.md": post("T", date="2025-01-02")})
    assert found.find("T") == found.by_docname["p/b"]


def test_a_category_has_the_spelling_that_most_posts_use(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"p/{n}.md": post(category=name) for n, name in enumerate(["dev", "Dev", "Dev", "DEV!"])}
    found = reading(tmp_path, files)
    (term,) = found.catalogue.main.terms[Taxonomy.CATEGORY].values()
    assert (term.slug, term.name, len(term.posts)) == ("dev", "Dev", 4)
    assert codes(found) == [("p/0.md", 3, Code.CATEGORY_SPELLING), ("p/3.md", 3, Code.CATEGORY_SPELLING)]


@pytest.mark.parametrize(
    ("common", "rare"), [("JavaScript", "javascript"), ("iOS", "ios"), ("Guest Post", "Guest-Post"), ("WEB", "Web")]
)
def test_categories_that_differ_in_case_or_hyphens_are_one(tmp_path: Path, common: str, rare: str) -> None:
    names = enumerate([common, rare, common])
    found = reading(tmp_path, {f"p/{n}.md": post(date="2025-04-23", category=name) for n, name in names})
    terms = [(term.name, len(term.posts)) for term in found.catalogue.main.terms[Taxonomy.CATEGORY].values()]
    assert (terms, codes(found)) == ([(common, 3)], [("p/1.md", 4, Code.CATEGORY_SPELLING)])


def test_categories_that_differ_in_a_sign_stay_apart(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {f"p/{n}.md": post(category=f"'{name}'") for n, name in enumerate(["C", "C#", "C++", "🎉"])})
    assert [term.name for term in found.main.terms[Taxonomy.CATEGORY].values()] == ["C", "C#", "C++", "🎉"]


def test_hangul_categories_are_one_whatever_system_they_were_typed_on(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"p/a.md": post(category="여행"), "p/b.md": post(category=normalize("NFD", "여행"))})
    assert [len(term.posts) for term in found.main.terms[Taxonomy.CATEGORY].values()] == [2]


def test_a_category_is_found_by_any_spelling(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"p/a.md": post(category="Web Dev")})
    terms = [found.main.find_term(Taxonomy.CATEGORY, name) for name in ("web-dev", "WEB DEV", "Web-Dev")]
    assert [term and term.slug for term in terms] == ["web-dev"] * 3
    assert found.main.find_term(Taxonomy.CATEGORY, "web") is None
    assert found.main.find_term(Taxonomy.CATEGORY, "") is None


def test_a_post_is_once_in_a_category_that_it_spells_twice(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"p/a.md": post(categories="[Dev, dev, Ops]")})
    assert [(term.slug, len(term.posts)) for term in found.main.terms_of(found.posts[0], Taxonomy.CATEGORY)] == [
        ("dev", 1),
        ("ops", 1),
    ]


def test_a_post_without_a_category_is_in_none(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"p/a.md": post(category="''")})
    assert found.main.terms_of(found.posts[0], Taxonomy.CATEGORY) == ()
    assert found.main.terms[Taxonomy.CATEGORY] == {}


def test_the_oldest_post_keeps_a_slug_that_two_have(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        {"p/a.md": post(slug="s", date="2025-01-02"), "p/b.md": post(slug="s", date="2025-01-01"), "p/s.md": post()},
    )
    assert {item.path: item.slug for item in found.catalogue.posts} == {"p/b.md": "s", "p/a.md": "s-2", "p/s.md": "s-3"}
    assert codes(found) == [("p/a.md", 3, Code.SLUG_DUPLICATE), ("p/s.md", 1, Code.SLUG_DUPLICATE)]


def test_slugs_that_differ_in_case_are_two(tmp_path: Path) -> None:
    found = reading(tmp_path, {"p/a.md": post(slug="Foo"), "p/b.md": post(slug="foo")})
    assert (set(found.catalogue.by_slug), codes(found)) == ({"Foo", "foo"}, [])


def test_a_slug_that_one_post_alone_asks_for_is_its_own(tmp_path: Path) -> None:
    found = catalogue(
        tmp_path,
        {
            "p/a.md": post(slug="s", date="2025-01-01"),
            "p/b.md": post(slug="s", date="2025-01-02"),
            "p/c.md": post(slug="s-2", date="2025-01-03"),
        },
    )
    assert found.by_slug["s-2"].path == "p/c.md"


def test_a_cover_is_found_and_measured(tmp_path: Path) -> None:
    docnames = write(tmp_path, {"p/a.md": post(coverImage="/a.png"), "public/x": ""})
    Image.new("RGB", (3, 2)).save(tmp_path / "public/a.png")
    (found,) = read_folder(tmp_path, docnames, Settings()).catalogue.posts
    assert found.cover == Cover("/a.png", file="public/a.png", width=3, height=2)


def test_a_cover_that_is_missing_or_outside_is_reported_and_not_shown(tmp_path: Path) -> None:
    found = reading(tmp_path, {"p/a.md": post(cover="/gone.png"), "p/b.md": post(cover="../../x.png")})
    assert codes(found) == [("p/a.md", 3, Code.IMAGE_MISSING), ("p/b.md", 3, Code.PATH_OUTSIDE)]
    assert not any(item.cover and item.cover.usable for item in found.catalogue.posts)


@pytest.mark.parametrize("reference", ["https://example.org/a.png", "http://example.org/a.png", "//example.org/a.png"])
def test_a_cover_on_another_site_is_usable_as_it_is(tmp_path: Path, reference: str) -> None:
    found = reading(tmp_path, {"p/a.md": post(cover=reference)})
    assert [item.cover for item in found.catalogue.posts] == [Cover(reference, remote=True)]
    assert codes(found) == []


def test_the_scheme_of_a_cover_may_be_in_capitals(tmp_path: Path) -> None:
    (found,) = catalogue(tmp_path, {"p/a.md": post(cover="HTTPS://example.org/a.png")}).posts
    assert found.cover is not None
    assert found.cover.usable


@pytest.mark.parametrize("reference", ["data:image/png;base64,AA", "javascript:alert(1)", r"C:\a.png", "file:///a.png"])
def test_a_cover_that_cannot_be_used_is_reported(tmp_path: Path, reference: str) -> None:
    assert codes(reading(tmp_path, {"p/a.md": post(cover=f"'{reference}'")})) == [("p/a.md", 3, Code.IMAGE_MISSING)]


def test_a_cover_that_is_a_whole_sentence_is_reported(tmp_path: Path) -> None:
    found = reading(tmp_path, {"p/a.md": post(cover="봄날에 찍은 사진을 여기에 넣을 것. " * 10)})
    assert codes(found) == [("p/a.md", 3, Code.IMAGE_MISSING)]


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    docnames = write(tmp_path, {"p/a.md": post("A")})
    first = read_folder(tmp_path, docnames, Settings())
    time = (tmp_path / "p/a.md").stat().st_mtime_ns
    (tmp_path / "p/a.md").write_bytes(post("B").encode())
    os.utime(tmp_path / "p/a.md", ns=(time, time))
    assert read_folder(tmp_path, docnames, Settings(), first.cache).catalogue == first.catalogue


def test_a_changed_file_is_read_again_and_a_deleted_one_forgotten(tmp_path: Path) -> None:
    docnames = write(tmp_path, {"p/a.md": post("A"), "p/b.md": post("B")})
    cache = read_folder(tmp_path, docnames, Settings()).cache
    (tmp_path / "p/a.md").write_bytes(post("Longer").encode())
    second = read_folder(tmp_path, {"p/a.md": "p/a"}, Settings(), cache)
    assert [item.title for item in second.catalogue.posts] == ["Longer"]
    assert set(second.cache) == {"p/a.md"}


def test_what_is_read_from_the_cache_has_the_same_problems(tmp_path: Path) -> None:
    docnames = write(tmp_path, {"p/a.md": post("a: b", cover="/gone.png", slug="s"), "p/b.md": post(slug="s")})
    first = read_folder(tmp_path, docnames, Settings())
    second = read_folder(tmp_path, docnames, Settings(), first.cache)
    assert (second.catalogue, second.problems) == (first.catalogue, first.problems)


def test_a_cover_may_come_after_the_post_was_read(tmp_path: Path) -> None:
    docnames = write(tmp_path, {"p/a.md": post(cover="a.png")})
    first = read_folder(tmp_path, docnames, Settings())
    Image.new("RGB", (3, 2)).save(tmp_path / "p/a.png")
    (found,) = read_folder(tmp_path, docnames, Settings(), first.cache).catalogue.posts
    assert found.cover == Cover("a.png", file="p/a.png", width=3, height=2)


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    docnames = write(tmp_path, {"p/a.md": post(), "p/folder.md/x": ""})
    (tmp_path / "p/link.md").symlink_to("gone")
    (tmp_path / "p/loop.md").symlink_to("loop.md")
    docnames |= {f"p/{name}.md": f"p/{name}" for name in ("folder", "link", "loop", "vanished")}
    found = read_folder(tmp_path, docnames, Settings())
    assert [item.slug for item in found.catalogue.posts] == ["a"]
    assert [path for path, _, code in codes(found) if code is Code.FILE_UNREADABLE] == sorted(set(docnames) - {"p/a.md"})


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp949"])
def test_a_post_in_another_encoding_is_read(tmp_path: Path, codec: str) -> None:
    found = reading(tmp_path, {"p/a.md": post("봄날").encode(codec)})
    assert [item.title for item in found.catalogue.posts] == ["봄날"]
    assert codes(found) == ([] if codec == "utf-8-sig" else [("p/a.md", 1, Code.ENCODING)])


def test_a_nul_byte_is_reported_at_its_line(tmp_path: Path) -> None:
    assert codes(reading(tmp_path, {"p/a.md": post() + "a\0b"})) == [("p/a.md", 5, Code.CONTROL_CHARACTER)]


def test_a_file_full_of_nul_bytes_is_one_problem(tmp_path: Path) -> None:
    assert len(codes(reading(tmp_path, {"p/a.md": post() + "\0\n" * 50}))) == 1


def test_an_empty_file_and_an_index_are_pages(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"p/a.md": "", "p/index.md": "---\ntitle: All\n---\n"})
    assert (set(found.pages), found.posts) == ({"p/a", "p/index"}, ())


def test_problems_are_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    found = reading(tmp_path, {"p/b.md": post(cover="/x.png", slug="a b"), "p/a.md": post(date="soon", slug="..")})
    assert codes(found) == sorted(codes(found), key=lambda problem: problem[:2])
    assert len(codes(found)) == 4


def test_a_folder_without_posts_has_an_empty_catalogue(tmp_path: Path) -> None:
    assert read_folder(tmp_path, {}, Settings()).catalogue == Catalogue()
