"""Lookup of the image files that posts name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from sphinx_anthology.fields.record import Cover, CoverReference, Fields
from sphinx_anthology.loading.files.image_files import find_image, make_cover, resolve_cover
from sphinx_anthology.loading.files.post_files import PostFiles, RefusedFileError
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.settings import Settings
from sphinx_anthology.urls import Url


@pytest.fixture
def files(tmp_path: Path) -> PostFiles:
    """A source folder with images, with static roots in it and beside it, and a folder that is outside."""
    for name in (
        "docs/posts/beside.png",
        "docs/posts/two words.png",
        "docs/posts/50%.png",
        "docs/posts/봄.png",
        "docs/top.png",
        "docs/public/images/a.png",
        "docs/public/both.png",
        "static/both.png",
        "static/s.png",
        "secret/x.png",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (3, 2)).save(file)
    return PostFiles.find(tmp_path / "docs", Settings(static_roots=("public", "static", "missing")))


def find(files: PostFiles, reference: str, post: str = "posts/x.md") -> str | None:
    image = find_image(files, reference, post)
    return image.path if image else None


def find_code(files: PostFiles, reference: str, post: str = "posts/x.md") -> Code:
    with pytest.raises(RefusedFileError) as caught:
        find_image(files, reference, post)
    return caught.value.code


def test_static_roots_are_the_existing_folders_first_in_the_source_folder_then_beside_it(
    files: PostFiles, tmp_path: Path
) -> None:
    assert files.static_roots == (tmp_path / "docs/public", tmp_path / "static")


@pytest.mark.parametrize(
    ("reference", "file"),
    [
        ("beside.png", "posts/beside.png"),
        ("./beside.png", "posts/beside.png"),
        ("../top.png", "top.png"),
        ("/top.png", "top.png"),
        ("/images/a.png", "public/images/a.png"),
        ("images/a.png", "public/images/a.png"),
        ("/both.png", "public/both.png"),
        ("/s.png", "../static/s.png"),
        ("two words.png", "posts/two words.png"),
        ("two%20words.png", "posts/two words.png"),
        ("50%.png", "posts/50%.png"),
        ("50%25.png", "posts/50%.png"),
        ("%EB%B4%84.png", "posts/봄.png"),
        ("..\\top.png", "top.png"),
        ("beside.png?width=1#top", "posts/beside.png"),
    ],
)
def test_an_image_is_found_beside_the_post_and_in_the_static_roots(files: PostFiles, reference: str, file: str) -> None:
    assert find(files, reference) == file


@pytest.mark.parametrize("reference", ["", "/", ".", "gone.png", "/gone.png", "beside.png%00", "a\0b", "?", "#", "%ff.png"])
def test_a_path_without_a_file_is_not_found(files: PostFiles, reference: str) -> None:
    assert find(files, reference) is None


@pytest.mark.parametrize(
    "reference",
    [
        "../../secret/x.png",
        "/../../secret/x.png",
        "..\\..\\secret\\x.png",
        "%2e%2e/%2e%2e/secret/x.png",
        "..%2f..%2fsecret%2fx.png",
        "../posts/../../secret/x.png",
        "../../../../../../../../etc/passwd",
    ],
)
def test_a_path_that_leads_out_is_refused(files: PostFiles, reference: str) -> None:
    assert find_code(files, reference) is Code.PATH_OUTSIDE


@pytest.mark.parametrize("link", ["posts/link.png", "public/link.png"])
def test_a_symbolic_link_that_leads_out_is_refused(files: PostFiles, tmp_path: Path, link: str) -> None:
    (tmp_path / "docs" / link).symlink_to(tmp_path / "secret/x.png")
    assert find_code(files, "link.png") is Code.PATH_OUTSIDE


def test_a_symbolic_link_within_the_source_folder_is_followed(files: PostFiles, tmp_path: Path) -> None:
    (tmp_path / "docs/posts/link.png").symlink_to(tmp_path / "docs/top.png")
    assert find(files, "link.png") == "posts/link.png"


def test_an_absolute_path_of_the_machine_is_looked_up_below_the_roots(files: PostFiles, tmp_path: Path) -> None:
    assert find(files, str(tmp_path / "secret/x.png")) is None


def test_a_folder_is_not_an_image(files: PostFiles) -> None:
    assert find(files, "/images") is None


@pytest.mark.parametrize("reference", ["봄" * 100, "a/" * 3000 + "x.png"], ids=["name", "path"])
def test_a_path_that_is_too_long_is_not_found(files: PostFiles, reference: str) -> None:
    assert find(files, reference) is None


def test_a_symbolic_link_to_itself_is_not_found(files: PostFiles, tmp_path: Path) -> None:
    (tmp_path / "docs/posts/loop.png").symlink_to("loop.png")
    assert find(files, "loop.png") is None


def test_a_missing_image_above_the_post_is_only_outside_if_it_is_above_the_source_folder(files: PostFiles) -> None:
    assert find(files, "../gone.png") is None
    assert find_code(files, "../gone.png", "x.md") is Code.PATH_OUTSIDE


def resolve(files: PostFiles, reference: str, role: str = "cover") -> tuple[Cover | None, list[Problem]]:
    """Return the cover of a post with its file, and the problems."""
    problems: list[Problem] = []
    cover = make_cover(CoverReference(Url(reference), "Alt", "Kim", Url("https://kim.example")), Fields())
    return resolve_cover(cover, files, "posts/x.md", 4, problems.append, role), problems


def test_a_cover_has_its_file_its_size_and_what_the_post_says_of_it(files: PostFiles) -> None:
    expected = Cover(Url("/top.png"), "Alt", "Kim", Url("https://kim.example"), file="top.png", width=3, height=2)
    assert resolve(files, "/top.png") == (expected, [])


def test_a_cover_whose_size_is_unknown_has_none(files: PostFiles) -> None:
    (files.source / "posts/a.svg").write_text("<svg/>", encoding="utf-8")
    cover, _ = resolve(files, "a.svg")
    assert cover is not None
    assert (cover.file, cover.width, cover.height) == ("posts/a.svg", None, None)


@pytest.mark.parametrize(
    "reference", ["https://example.org/a.png", "http://example.org/a.png", "//example.org/a.png", "HTTPS://example.org/a.png"]
)
def test_a_cover_on_the_web_is_remote(files: PostFiles, reference: str) -> None:
    cover, problems = resolve(files, reference)
    assert cover == Cover(Url(reference), "Alt", "Kim", Url("https://kim.example"), remote=True)
    assert problems == []


@pytest.mark.parametrize(
    ("reference", "role", "code", "message"),
    [
        (
            "/gone.png",
            "cover",
            Code.IMAGE_MISSING,
            "Cover '/gone.png' is not found and is left out. Add it to public/ or static/, or correct the path.",
        ),
        (
            "two%20gone.png?x",
            "picture",
            Code.IMAGE_MISSING,
            "Picture 'two gone.png' is not found and is left out. Add it to the folder of the post, or correct the path.",
        ),
        (
            "../../secret/x.png",
            "cover",
            Code.PATH_OUTSIDE,
            "Cover '../../secret/x.png' is outside of the source folder and is left out. "
            "Move it into that folder, or name it in anthology_allowed_paths.",
        ),
        (
            "javascript:alert(1)",
            "cover",
            Code.IMAGE_MISSING,
            "Cover 'javascript:alert(1)' is neither a file nor a web address and is left out. Write the path of a file.",
        ),
        (
            "data:image/png;base64," + "A" * 100,
            "cover",
            Code.IMAGE_MISSING,
            f"Cover 'data:image/png;base64,{'A' * 38}' is neither a file nor a web address and is left out. "
            "Write the path of a file.",
        ),
    ],
)
def test_a_cover_that_is_not_usable_is_reported(files: PostFiles, reference: str, role: str, code: Code, message: str) -> None:
    assert resolve(files, reference, role) == (None, [Problem("posts/x.md", 4, code, message)])


@pytest.mark.parametrize("reference", [r"C:\a.png", "file:///a.png", "봄날에 찍은 사진을 여기에 넣을 것. " * 10])
def test_a_cover_that_is_no_path_is_missing(files: PostFiles, reference: str) -> None:
    cover, problems = resolve(files, reference)
    assert (cover, [problem.code for problem in problems]) == (None, [Code.IMAGE_MISSING])


def test_without_static_roots_the_message_proposes_one(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    _, problems = resolve(PostFiles.find(tmp_path / "docs", Settings()), "/a.png")
    assert problems[0].message.endswith("Add it to public/, or correct the path.")
