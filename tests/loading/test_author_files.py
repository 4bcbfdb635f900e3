from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx_anthology.fields.record import Author, Cover
from sphinx_anthology.loading.author_files import AuthorBooks
from sphinx_anthology.loading.image_files import ImageFolders
from sphinx_anthology.problems import Code

if TYPE_CHECKING:
    from pathlib import Path

KIM = Author("Kim Bom", "https://kim.example", "/kim.png", "kim", portrait=Cover("/kim.png", file="kim.png"))
YAML = "kim:\n  name: Kim Bom\n  url: https://kim.example\n  image_url: /kim.png\n"


def books(folder: Path, **files: str) -> AuthorBooks:
    """Write files below a source folder ``site``, and return its books."""
    for name, text in files.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "site").mkdir(exist_ok=True)
    (folder / "site/kim.png").touch()
    return AuthorBooks(ImageFolders.of(folder / "site", ()))


def told(found: AuthorBooks) -> list[tuple[str, int, Code]]:
    return [(problem.path, problem.line, problem.code) for problem in found.problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("authors.yml", YAML),
        ("authors.yaml", YAML),
        ("authors.json", '{"kim": {"name": "Kim Bom", "url": "https://kim.example", "image_url": "/kim.png"}}'),
        ("authors.toml", '[kim]\nname = "Kim Bom"\nurl = "https://kim.example"\nimage_url = "/kim.png"\n'),
        ("authors.yml", "- id: kim\n  name: Kim Bom\n  url: https://kim.example\n  picture: /kim.png\n"),
        ("authors.json", '[{"id": "kim", "name": "Kim Bom", "website": "https://kim.example", "avatar": "/kim.png"}]'),
        ("_data/authors.yml", YAML),
        ("data/authors.yml", YAML),
        ("blog/authors.yml", YAML),
        ("../authors.yml", YAML),
        ("../_data/authors.yml", YAML),
    ],
)
def test_a_key_leads_to_the_person_in_a_file_of_authors(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "site").mkdir()
    found = books(tmp_path, **{name: text})
    assert found.resolve(Author("kim"), "blog/2025/x.md", 4) == KIM
    assert found.resolve(Author("kim", key="kim"), "blog/2025/x.md", 4) == KIM
    assert told(found) == []


def test_the_nearest_file_of_authors_counts(tmp_path: Path) -> None:
    found = books(tmp_path, **{"authors.yml": YAML, "blog/authors.yml": "kim: {name: Kim Yeoreum}\n"})
    assert found.resolve(Author("kim"), "blog/x.md", 1).name == "Kim Yeoreum"
    assert found.resolve(Author("kim"), "notes/x.md", 1).name == "Kim Bom"


def test_what_the_post_says_itself_wins(tmp_path: Path) -> None:
    found = books(tmp_path, **{"authors.yml": YAML})
    author = found.resolve(Author("kim", "https://other.example", key="kim"), "x.md", 1)
    assert (author.name, author.url, author.picture) == ("Kim Bom", "https://other.example", "/kim.png")


def test_a_person_without_a_name_is_called_by_the_key(tmp_path: Path) -> None:
    assert books(tmp_path, **{"authors.yml": "kim: {url: /k}\n"}).resolve(Author("kim"), "x.md", 1) == Author(
        "kim", "/k", key="kim"
    )


def test_a_key_that_leads_nowhere_is_reported_with_the_one_that_is_meant(tmp_path: Path) -> None:
    found = books(tmp_path, **{"authors.yml": "kimbom: {name: Kim}\n"})
    assert found.resolve(Author("kimbon"), "blog/x.md", 4) == Author("kimbon")
    assert told(found) == [("blog/x.md", 4, Code.AUTHOR_UNKNOWN)]
    assert found.problems[0].message.startswith("'kimbon' is no key of the file of authors, so it is shown as a name.")
    assert "Did you mean 'kimbom'?" in found.problems[0].message


def test_a_key_that_nothing_resembles_is_reported_with_what_to_do(tmp_path: Path) -> None:
    found = books(tmp_path, **{"authors.yml": YAML})
    found.resolve(Author("somebody"), "x.md", 1)
    assert found.problems[0].message.endswith("Add it there, or write the name.")


@pytest.mark.parametrize("name", ["Kim Bom", "Kim", "김봄 외", "kim bom"])
def test_a_name_is_no_key_that_leads_nowhere(tmp_path: Path, name: str) -> None:
    found = books(tmp_path, **{"authors.yml": "lee: {name: Lee}\n"})
    assert (found.resolve(Author(name), "x.md", 1), told(found)) == (Author(name), [])


def test_without_a_file_of_authors_a_name_is_a_name(tmp_path: Path) -> None:
    found = books(tmp_path)
    assert (found.resolve(Author("kim"), "a/b/x.md", 1), told(found)) == (Author("kim"), [])


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("authors.yml", "kim:\n  name: a: b\n", 2),
        ("authors.yml", "kim: [\n", 2),
        ("authors.json", "{", 1),
        ("authors.toml", "x = \n", 1),
        ("authors.json", "[" * 100_000, 1),
        ("authors.yml", "a: " + "[" * 100_000, 1),
    ],
)
def test_a_file_of_authors_that_is_not_valid_is_reported_once(tmp_path: Path, name: str, text: str, line: int) -> None:
    found = books(tmp_path, **{name: text})
    assert [found.resolve(Author("kim"), path, 1) for path in ("x.md", "y.md", "a/z.md")] == [Author("kim")] * 3
    assert told(found) == [(name, line, Code.AUTHORS_INVALID)]
    assert found.problems[0].message == (
        "The file of authors is not valid, so keys of authors are shown as they are: correct this line."
    )


def test_a_person_in_a_form_that_is_none_is_reported_at_its_line(tmp_path: Path) -> None:
    found = books(tmp_path, **{"authors.yml": "lee: {name: Lee}\nkim:\n  - [a]\n"})
    assert found.resolve(Author("lee"), "x.md", 1).name == "Lee"
    assert told(found) == [("authors.yml", 2, Code.AUTHORS_INVALID)]


@pytest.mark.parametrize("text", ["", "# nobody\n", "{}", "[]", "~"])
def test_a_file_of_authors_without_people_is_no_problem(tmp_path: Path, text: str) -> None:
    found = books(tmp_path, **{"authors.yml": text})
    assert found.resolve(Author("Kim"), "x.md", 1) == Author("Kim")
    assert [code for _, _, code in told(found)] in ([], [Code.AUTHORS_INVALID])


def test_a_folder_of_the_name_of_a_file_of_authors_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "site/authors.yml").mkdir(parents=True)
    found = books(tmp_path)
    assert (found.resolve(Author("kim"), "x.md", 1), told(found)) == (Author("kim"), [])
