"""An export of Notion, imported and built."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from importing import Imported, import_as_drafts, import_published, run_import
from sphinx_anthology.importers.archives import Export
from sphinx_anthology.importers.sources.notion import read

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The blog, all of whose pages are published."""
    return import_published("notion", tmp_path_factory.mktemp("notion"))


def test_nothing_is_published_without_a_word(tmp_path: Path) -> None:
    record = import_as_drafts("notion", tmp_path)
    assert len(record["posts"]) == 3
    assert [note["message"] for note in record["notes"] if "database" in note["message"]] == [
        "The table of a database is no page. Its pages have its values as front matter."
    ]


def test_the_properties_of_a_page_are_in_its_front_matter(blog: Imported) -> None:
    assert blog.header("on-tides-why") == {
        "title": "On tides: why",
        "date": "2021-04-19 21:25:00",
        "slug": "on-tides-why",
        "categories": ["Nature"],
        "tags": ["sea", "moon"],
        "authors": ["Inês Prata"],
        "permalink": "/On-tides-fedcba9876543210fedcba9876543210",
        "extra": {"properties": {"Status": "Done", "Rating": "⭐⭐"}},
    }
    header = blog.header("page-one")
    assert header["date"] == "2022-06-21 00:00:00"
    assert header["title"] == "페이지: 하나"
    assert header["coverImage"].endswith(".png")
    assert header["extra"] == {"properties": {"Public": "yes"}}


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("April 19, 2021 9:25 PM (GMT+9)", "2021-04-19 21:25:00"),
        ("@May 1, 2023 → May 4, 2023", "2023-05-01 00:00:00"),
        ("2023년 5월 1일 오후 3:20", "2023-05-01 15:20:00"),
        ("2023/05/01 soon", "2023-05-01 00:00:00"),
        ("in spring", None),
        ("June 31, 2021", None),
    ],
)
def test_dates_are_read_as_in_front_matter_and_what_is_no_date_is_kept(tmp_path: Path, written: str, date: str | None) -> None:
    page = tmp_path / f"A page {'0' * 32}.md"
    page.write_text(f"# A page\n\nPublish: {written}\n\nText.\n", encoding="utf-8")
    run_import(page, tmp_path / "posts")
    header = yaml.safe_load((tmp_path / "posts/a-page/index.md").read_text(encoding="utf-8").split("---\n")[1])
    assert header.get("date") == date
    assert header.get("extra") == (None if date else {"properties": {"Publish": written}})


def test_readers_see_of_markdown_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("on-tides-why")
    assert "Mindthegap" in seen.text
    assert "Insidethetoggle" in seen.text
    assert "aside" not in seen.text
    assert [alt for _, alt in seen.images] == ["Low water"]
    assert (blog.site.folder / "posts/on-tides-why/low-water.png").is_file()
    assert seen.links[-2:] == ("../blog/index.html", "https://example.org/a_(b)")
    text = blog.text("on-tides-why")
    assert "`code [x](y.png)`" in text
    assert "```python\n![no](image.png)\n```" in text
    assert "> 💡 **Mind** the gap\n>\n> And more" in text


def test_readers_see_of_html_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("page-one")
    assert seen.text.replace("\\(x_i\\)", "x_i") == (
        "제목글굵게색x,x_i열기숨은글💡알림글한일할일가나하나둘leta=1;그림설명왼쪽오른쪽문서모두📝Ontides\\[E=mc^2\\]ㄱㄴ12인용"
    )
    assert seen.headings == ("제목",)
    assert "../on-tides-why/index.html" in seen.links
    text = blog.text("page-one")
    assert "$`x_i`$" in text
    assert "$$\nE = mc^2\n$$" in text
    assert "<details>\n<summary>열기</summary>\n" in text
    assert "- [x] 한 일" in text
    assert "```javascript\n" in text


def test_pages_of_one_folder_share_the_names_of_its_files(tmp_path: Path) -> None:
    """A database has thousands of pages and files in one folder."""
    for number in range(3):
        (tmp_path / f"Page {number:032x}.md").write_text(f"# Page {number}\n", encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"x")
    with Export(tmp_path) as export:
        first, *others = (entry.files for entry in read(export, lambda path, line, message: None))
    assert first == {"a.png": "a.png"}
    assert all(files is first for files in others)
