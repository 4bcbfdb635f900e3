"""An export of Tistory, imported and built."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import EXPORTS, Imported, import_as_drafts, import_published, read_folder

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The blog, all of whose articles are published."""
    return import_published("tistory", tmp_path_factory.mktemp("tistory"), anthology_old_site="https://kim.tistory.com")


def test_nothing_is_published_without_a_word(tmp_path: Path) -> None:
    record = import_as_drafts("tistory", tmp_path)
    assert len(record["posts"]) == 3
    assert record["summary"]["unpublished"] == 3
    assert sum("does not say whether it was public" in note["message"] for note in record["notes"]) == 3


def test_the_fields_of_a_post_are_in_its_front_matter(blog: Imported) -> None:
    assert blog.header("첫-글-인사") == {
        "title": "첫 글 & <인사>",
        "date": "2015-07-08 09:10:11+09:00",
        "slug": "첫-글-인사",
        "categories": [["일상", "기록"]],
        "tags": ["봄", "긴 태그 이름", "C++"],
        "permalink": "/3",
    }
    assert blog.header("제목") == {"title": "제목", "slug": "제목", "permalink": "/20"}


def test_pictures_and_files_are_beside_the_posts(blog: Imported) -> None:
    files = read_folder(blog.site.folder / "posts")
    assert files["첫-글-인사/다운로드.png"] == (EXPORTS / "tistory/3/img/다운로드.png").read_bytes()
    assert files["새-편집기의-모든-것/image-1.jpg"] == (EXPORTS / "tistory/12/img/image (1).jpg").read_bytes()
    assert files["새-편집기의-모든-것/자료-목록.pdf"].startswith(b"%PDF")


def test_readers_see_of_the_old_editor_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("첫-글-인사")
    assert seen.text == "옛편집기의글입니다.줄을바꿉니다.사진설명굵게는이렇게씁니다."
    assert [name for name, _ in seen.images] == ["img.jpg", "다운로드.png"]
    assert "옛 편집기의 글입니다.\\\n줄을 바꿉니다.\n" in blog.text("첫-글-인사")
    assert "https://blog.kakaocdn.net/dn/b7xYzA/btq1/AbC/img.jpg" in blog.text("첫-글-인사")
    assert any("is on a server" in note for note in blog.notes("첫-글-인사"))


def test_readers_see_of_the_new_editor_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("새-편집기의-모든-것")
    assert seen.text == (
        "큰제목본문에지난글과주소가있다.그림설명valx=listOf<Int>()//끝인용문번호이름1SIGHUP하나둘셋더보기숨은글문서자료목록.pdf가운데글각주의글"
    )
    assert seen.headings == ("큰제목",)
    assert seen.videos == ("QwErTyUiOp1",)
    assert [name for name, _ in seen.images] == ["image-1.jpg", "r1280x0.png", "r1280x0.png"]
    assert seen.links[:3] == ("../첫-글-인사/index.html", "../첫-글-인사/index.html", "https://docs.example.org/a")
    assert seen.links[3].endswith("자료-목록.pdf")
    text = blog.text("새-편집기의-모든-것")
    assert "```kotlin\n" in text
    assert "<details>\n<summary>더보기</summary>\n" in text
    assert "[^1]: 각주의 글\n" in text
    assert '<div class="align-center">\n\n가운데 글\n\n</div>' in text
    assert "script" not in text
