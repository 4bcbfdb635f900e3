"""Authors by key, from authors files and from the option ``authors``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from permissions import run_unprivileged
from sphinx_anthology.fields.record import Author, Cover
from sphinx_anthology.loading.data.author_files import AuthorFiles
from sphinx_anthology.loading.files.post_files import PostFiles
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.urls import Url

KIM = Author("Kim Bom", Url("https://kim.example"), Url("/kim.png"), "kim", portrait=Cover(Url("/kim.png"), file="kim.png"))
YAML = "kim:\n  name: Kim Bom\n  url: https://kim.example\n  image_url: /kim.png\n"


@dataclass
class Authors:
    """Authors files in a temporary folder, with the problems that they report."""

    folder: Path
    configured: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        source = self.folder / "site"
        source.mkdir(exist_ok=True)
        (source / "kim.png").write_bytes(b"GIF89a")
        self.files = AuthorFiles(PostFiles(source), self.configured, self.problems.append)

    def resolve(self, author: Author, post: str = "x.md", line: int = 1) -> Author:
        return self.files.resolve(author, post, line)

    @property
    def places(self) -> list[tuple[str, int, Code]]:
        """Path, line and code of each problem."""
        return [(problem.path, problem.line, problem.code) for problem in self.problems]


def write_authors(folder: Path, **files: str) -> Authors:
    """Write files into the source folder ``site``, and return the authors in them."""
    for name, text in files.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Authors(folder)


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
def test_a_key_stands_for_the_author_in_the_authors_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "site").mkdir()
    authors = write_authors(tmp_path, **{name: text})
    assert authors.resolve(Author("kim"), "blog/2025/x.md", 4) == KIM
    assert authors.resolve(Author("kim", key="kim"), "blog/2025/x.md", 4) == KIM
    assert authors.places == []


def test_the_nearest_authors_file_is_used(tmp_path: Path) -> None:
    authors = write_authors(tmp_path, **{"authors.yml": YAML, "blog/authors.yml": "kim: {name: Kim Yeoreum}\n"})
    assert authors.resolve(Author("kim"), "blog/x.md", 1).name == "Kim Yeoreum"
    assert authors.resolve(Author("kim"), "notes/x.md", 1).name == "Kim Bom"


def test_what_the_post_says_itself_wins(tmp_path: Path) -> None:
    authors = write_authors(tmp_path, **{"authors.yml": YAML})
    author = authors.resolve(Author("kim", Url("https://other.example"), key="kim"), "x.md", 1)
    assert (author.name, author.url, author.picture) == ("Kim Bom", "https://other.example", "/kim.png")


def test_an_author_without_a_name_is_named_after_the_key(tmp_path: Path) -> None:
    assert write_authors(tmp_path, **{"authors.yml": "kim: {url: /k}\n"}).resolve(Author("kim"), "x.md", 1) == Author(
        "kim", Url("/k"), key="kim"
    )


def test_an_unknown_key_is_reported_with_a_similar_one(tmp_path: Path) -> None:
    authors = write_authors(tmp_path, **{"authors.yml": "kimbom: {name: Kim}\n"})
    assert authors.resolve(Author("kimbon"), "blog/x.md", 4) == Author("kimbon")
    assert authors.places == [("blog/x.md", 4, Code.AUTHOR_UNKNOWN)]
    assert authors.problems[0].message.startswith("Key 'kimbon' is not in the authors file and is shown as a name.")
    assert "Did you mean 'kimbom'?" in authors.problems[0].message


def test_an_unknown_key_without_a_similar_one_is_reported_with_what_to_do(tmp_path: Path) -> None:
    authors = write_authors(tmp_path, **{"authors.yml": YAML})
    authors.resolve(Author("somebody"), "x.md", 1)
    assert authors.problems[0].message.endswith("Add it there, or write the name.")


@pytest.mark.parametrize("name", ["Kim Bom", "Kim", "김봄 외", "kim bom"])
def test_a_name_is_not_taken_for_an_unknown_key(tmp_path: Path, name: str) -> None:
    authors = write_authors(tmp_path, **{"authors.yml": "lee: {name: Lee}\n"})
    assert (authors.resolve(Author(name), "x.md", 1), authors.places) == (Author(name), [])


def test_without_an_authors_file_there_are_no_keys(tmp_path: Path) -> None:
    authors = write_authors(tmp_path)
    assert (authors.resolve(Author("kim"), "a/b/x.md", 1), authors.places) == (Author("kim"), [])


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
def test_an_invalid_authors_file_is_reported_once(tmp_path: Path, name: str, text: str, line: int) -> None:
    authors = write_authors(tmp_path, **{name: text})
    assert [authors.resolve(Author("kim"), path, 1) for path in ("x.md", "y.md", "a/z.md")] == [Author("kim")] * 3
    assert authors.places == [(name, line, Code.AUTHORS_INVALID)]
    assert authors.problems[0].message == (
        "Authors file is not valid, so keys of authors are shown as names. Correct this line."
    )


def test_an_entry_that_is_not_an_author_is_reported_at_its_line(tmp_path: Path) -> None:
    authors = write_authors(tmp_path, **{"authors.yml": "lee: {name: Lee}\nkim:\n  - [a]\n"})
    assert authors.resolve(Author("lee"), "x.md", 1).name == "Lee"
    assert authors.places == [("authors.yml", 2, Code.AUTHORS_INVALID)]


@pytest.mark.parametrize("text", ["", "# nobody\n", "{}", "[]", "~"])
def test_an_authors_file_may_be_empty(tmp_path: Path, text: str) -> None:
    authors = write_authors(tmp_path, **{"authors.yml": text})
    assert authors.resolve(Author("Kim"), "x.md", 1) == Author("Kim")
    assert [code for _, _, code in authors.places] in ([], [Code.AUTHORS_INVALID])


def test_a_folder_with_the_name_of_an_authors_file_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "site/authors.yml").mkdir(parents=True)
    authors = write_authors(tmp_path)
    assert (authors.resolve(Author("kim"), "x.md", 1), authors.places) == (Author("kim"), [])


def test_the_option_wins_over_files_by_key(tmp_path: Path) -> None:
    write_authors(tmp_path, **{"authors.yml": YAML})
    authors = Authors(tmp_path, {"kim": {"name": "Kim Gyeoul"}})
    assert authors.resolve(Author("kim")).name == "Kim Gyeoul"


def test_an_author_of_the_option_is_also_found_by_name(tmp_path: Path) -> None:
    authors = Authors(tmp_path, {"kim": {"name": "Kim Bom", "url": "/first"}, "bom": {"name": "Kim Bom", "url": "/second"}})
    assert authors.resolve(Author("Kim Bom")) == Author("Kim Bom", Url("/first"), key="kim")


def test_an_entry_of_the_option_that_is_not_an_author_is_reported(tmp_path: Path) -> None:
    authors = Authors(tmp_path, {"kim": ["Kim", "Bom"], "lee": {"name": "Lee"}})
    assert authors.places == [("conf.py", 1, Code.OPTION_INVALID)]
    assert authors.problems[0].message == "'kim' is not an author. Write a mapping with 'name'."
    assert authors.resolve(Author("lee")).name == "Lee"


def test_everything_that_the_post_says_of_an_author_wins(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/own.png").write_bytes(b"GIF89a")
    authors = Authors(tmp_path, {"kim": {"name": "Kim", "role": "Writer", "bio": "Writes.", "image": "/kim.png"}})
    own = authors.resolve(Author("kim", picture=Url("/own.png"), role="Editor", bio="Edits."))
    assert (own.name, own.role, own.bio) == ("Kim", "Editor", "Edits.")
    assert own.portrait == Cover(Url("/own.png"), file="own.png")
    plain = authors.resolve(Author("kim"))
    assert (plain.role, plain.bio, plain.portrait) == ("Writer", "Writes.", Cover(Url("/kim.png"), file="kim.png"))


def test_a_missing_picture_is_reported_once_for_all_posts_of_a_folder(tmp_path: Path) -> None:
    authors = Authors(tmp_path)
    author = Author("Kim Bom", picture=Url("gone.png"))
    assert [authors.resolve(author, post, 3).portrait for post in ("a/x.md", "a/y.md", "b/z.md")] == [None] * 3
    assert authors.places == [("a/x.md", 3, Code.IMAGE_MISSING), ("b/z.md", 3, Code.IMAGE_MISSING)]
    assert authors.problems[0].message.startswith("Picture 'gone.png' is not found")


def test_a_picture_without_an_authors_file_is_found(tmp_path: Path) -> None:
    author = Authors(tmp_path).resolve(Author("Kim Bom", picture=Url("/kim.png")))
    assert author.portrait == Cover(Url("/kim.png"), file="kim.png")


def find_default(authors: Authors, post: str) -> tuple[list[str], str]:
    """Return the names of the authors of a post that names none, and their source."""
    found, source = authors.files.find_default(post)
    return [author.name for author in found], source


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("authors.yml", "kim: {name: Kim Bom, default: yes}\nlee: {name: Lee, default: no}\n"),
        ("authors.yml", "- {id: lee, name: Lee}\n- {id: kim, name: Kim Bom, default: true}\n"),
        ("authors.toml", '[kim]\nname = "Kim Bom"\ndefault = true\n'),
        ("authors.json", '{"lee": {"default": false}, "kim": {"name": "Kim Bom", "default": true}}'),
        ("_data/authors.yml", "kim: {name: Kim Bom, default: true}\n"),
        ("authors/kim/_index.md", "---\ntitle: Kim Bom\ndefault: true\n---\n"),
    ],
)
def test_a_default_author_is_that_of_the_posts_below_the_file(tmp_path: Path, name: str, text: str) -> None:
    authors = write_authors(tmp_path, **{f"blog/{name}": text})
    assert find_default(authors, "blog/2025/x.md") == (["Kim Bom"], "authors file")
    assert find_default(authors, "notes/x.md")[0] == []
    assert authors.places == []


def test_the_nearest_default_author_counts_and_has_what_the_option_says(tmp_path: Path) -> None:
    lee, kim = "lee: {name: Lee, default: true}\n", "kim: {name: Kim, default: true}\n"
    write_authors(tmp_path, **{"authors.yml": lee, "blog/authors.yml": f"{kim}{lee}", "notes/authors.yml": YAML})
    authors = Authors(tmp_path, {"kim": {"name": "Kim Gyeoul"}, "all": {"name": "All of us", "default": True}})
    assert find_default(authors, "blog/x.md") == (["Kim Gyeoul", "Lee"], "authors file")
    assert find_default(authors, "x.md") == (["Lee"], "authors file")
    assert find_default(authors, "notes/x.md") == (["All of us"], "conf.py")


def test_a_default_that_is_neither_true_nor_false_is_reported_at_its_line(tmp_path: Path) -> None:
    authors = write_authors(tmp_path, **{"authors.yml": "kim:\n  name: Kim\n  default: perhaps\n"})
    assert find_default(authors, "x.md")[0] == []
    assert authors.places == [("authors.yml", 3, Code.AUTHORS_INVALID)]
    assert Authors(tmp_path, {"kim": {"name": "Kim", "default": [1]}}).places[0] == ("conf.py", 1, Code.OPTION_INVALID)


def test_authors_are_found_in_a_folder_that_nobody_may_list(tmp_path: Path) -> None:
    authors = write_authors(tmp_path, **{"blog/authors.yml": YAML})
    (tmp_path / "site/blog").chmod(0o311)
    try:
        assert run_unprivileged(lambda: authors.resolve(Author("kim"), "blog/x.md")).name == "Kim Bom"
    finally:
        (tmp_path / "site/blog").chmod(0o755)
