"""Metadata of terms, from the option ``categories`` and from handwritten pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from post_files import Files, write_files
from post_records import make_record
from sphinx_anthology.catalogue.collection import Collection
from sphinx_anthology.catalogue.post import Page
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.catalogue.terms import TermMetadata
from sphinx_anthology.fields.key_lookup import DEFAULT_DIALECTS
from sphinx_anthology.fields.record import Cover
from sphinx_anthology.loading.files.post_files import PostFiles
from sphinx_anthology.loading.term_metadata import TermMetadataReader
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.settings import Settings
from sphinx_anthology.urls import Url

POST = make_record("a", category="AI/Models", tags="x", authors=("Kim",), series="S")


def make_reader(folder: Path, **settings: Any) -> tuple[TermMetadataReader, list[Problem]]:
    problems: list[Problem] = []
    files = PostFiles(folder)
    return TermMetadataReader(files, DEFAULT_DIALECTS, Settings(**settings), problems.append), problems


def configure(folder: Path, categories: Any) -> tuple[dict[Any, TermMetadata], list[str]]:
    """Read the option ``categories``, and return the metadata and the messages."""
    reader, problems = make_reader(folder, categories=categories)
    reader.read_configuration()
    assert all((problem.path, problem.line, problem.code) == ("conf.py", 1, Code.OPTION_INVALID) for problem in problems)
    return reader.metadata, [problem.message for problem in problems]


def read_pages(folder: Path, files: Files, **settings: Any) -> tuple[TermMetadataReader, list[Problem]]:
    """Write handwritten pages, and read them with the configuration."""
    reader, problems = make_reader(folder, **settings)
    reader.read_configuration()
    docnames = write_files(folder, files)
    reader.read_pages(Collection(reader.settings, (POST,), reader.metadata), docnames)
    return reader, problems


def test_the_option_has_everything_that_can_be_said_of_a_category(tmp_path: Path) -> None:
    write_files(tmp_path, {"topics/ai.md": ""})
    Image.new("RGB", (3, 2)).save(tmp_path / "ai.png")
    Image.new("RGB", (4, 2)).save(tmp_path / "night.png")
    options = {
        "title": "Intelligence",
        "slug": "Big Brain",
        "description": "About it.",
        "cover": "/ai.png",
        "cover_dark": "/night.png",
        "order": 3,
        "page": "/topics/ai/",
    }
    dark = Cover(Url("/night.png"), file="night.png", width=4, height=2)
    assert configure(tmp_path, {"AI / Models": options}) == (
        {
            (Taxonomy.CATEGORY, ("ai", "models")): TermMetadata(
                "Intelligence",
                "big-brain",
                "About it.",
                Cover(Url("/ai.png"), dark=Url("/night.png"), file="ai.png", width=3, height=2, dark_image=dark),
                3,
                "topics/ai",
            )
        },
        [],
    )


def test_a_category_may_have_no_options(tmp_path: Path) -> None:
    assert configure(tmp_path, {"AI": {}}) == ({(Taxonomy.CATEGORY, ("ai",)): TermMetadata()}, [])


@pytest.mark.parametrize(
    ("categories", "message"),
    [
        (
            {"A": "x"},
            "'A' has to be the name of a category, with a dictionary of "
            "title, slug, description, cover, cover_dark, color, order, page.",
        ),
        (
            {1: {}},
            "1 has to be the name of a category, with a dictionary of "
            "title, slug, description, cover, cover_dark, color, order, page.",
        ),
        ({"A": {"titel": "X"}}, "'A' cannot have 'titel'. Did you mean 'title'?"),
        ({"A": {"xyz": "X"}}, "'A' cannot have 'xyz'."),
        ({"A": {"color": "blue"}}, "'color' of 'A' has to be a colour such as '#1f6feb', not 'blue'."),
        ({"A": {"order": "1"}}, "'order' of 'A' has to be of type int, not '1'."),
        ({"A": {"order": True}}, "'order' of 'A' has to be of type int, not True."),
        ({"A": {"title": 1}}, "'title' of 'A' has to be of type str, not 1."),
        ({"A": {"page": "none"}}, "'A' has the page 'none', which does not exist. Write its docname, as in a toctree."),
        ({"A": {"page": "../x"}}, "'A' has the page '../x', which does not exist. Write its docname, as in a toctree."),
    ],
)
def test_an_option_that_is_not_usable_is_reported(tmp_path: Path, categories: Any, message: str) -> None:
    (tmp_path / "site").mkdir()
    write_files(tmp_path, {"x.md": ""})
    metadata, messages = configure(tmp_path / "site", categories)
    assert messages == [f"anthology_categories: {message}"]
    assert set(metadata.values()) <= {TermMetadata()}


def test_other_options_and_categories_are_used_all_the_same(tmp_path: Path) -> None:
    metadata, messages = configure(tmp_path, {"A": 1, "B": {"order": "x", "title": "Bee"}})
    assert metadata == {(Taxonomy.CATEGORY, ("b",)): TermMetadata("Bee")}
    assert len(messages) == 2


@pytest.mark.parametrize("suffix", [".md", ".mdx", ".markdown", ".rst"])
def test_the_page_of_a_category_may_be_any_source_file(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"ai{suffix}").touch()
    metadata, messages = configure(tmp_path, {"AI": {"page": "ai"}})
    assert (metadata[Taxonomy.CATEGORY, ("ai",)].docname, messages) == ("ai", [])


def test_a_missing_cover_is_reported(tmp_path: Path) -> None:
    reader, problems = make_reader(tmp_path, categories={"AI": {"cover": "/gone.png"}})
    reader.read_configuration()
    assert [(problem.path, problem.code) for problem in problems] == [("conf.py", Code.IMAGE_MISSING)]
    assert reader.metadata[Taxonomy.CATEGORY, ("ai",)].cover is None


def test_a_missing_dark_cover_is_reported_and_the_cover_is_used(tmp_path: Path) -> None:
    Image.new("RGB", (3, 2)).save(tmp_path / "ai.png")
    reader, problems = make_reader(tmp_path, categories={"AI": {"cover": "/ai.png", "cover_dark": "/gone.png"}})
    reader.read_configuration()
    assert [problem.message.partition(" is")[0] for problem in problems] == ["Dark cover '/gone.png'"]
    cover = reader.metadata[Taxonomy.CATEGORY, ("ai",)].cover
    assert cover
    assert cover.files == ("ai.png", "")


@pytest.mark.parametrize(
    ("path", "taxonomy", "key"),
    [
        ("browse/categories/ai/models.md", Taxonomy.CATEGORY, ("ai", "models")),
        ("browse/categories/ai.md", Taxonomy.CATEGORY, ("ai",)),
        ("browse/tags/x.md", Taxonomy.TAG, ("x",)),
        ("browse/authors/kim.md", Taxonomy.AUTHOR, ("kim",)),
        ("browse/series/s.md", Taxonomy.SERIES, ("s",)),
        ("browse/archive/2025.md", Taxonomy.YEAR, ("2025",)),
    ],
)
def test_a_page_with_the_docname_of_a_generated_page_replaces_it(
    tmp_path: Path, path: str, taxonomy: Taxonomy, key: tuple[str, ...]
) -> None:
    reader, problems = read_pages(tmp_path, {path: "# By hand\n"})
    assert reader.metadata == {(taxonomy, key): TermMetadata(docname=path.removesuffix(".md"))}
    assert (reader.pages, problems) == ({}, [])


@pytest.mark.parametrize(
    ("folder", "line", "taxonomy", "key"),
    [
        ("categories", "categories: [[AI, Models]]", Taxonomy.CATEGORY, ("ai", "models")),
        ("tags", "tags: [X]", Taxonomy.TAG, ("x",)),
        ("authors", "author: Kim", Taxonomy.AUTHOR, ("kim",)),
        ("series", "series: S", Taxonomy.SERIES, ("s",)),
    ],
)
def test_a_page_in_the_folder_of_a_taxonomy_may_name_its_term(
    tmp_path: Path, folder: str, line: str, taxonomy: Taxonomy, key: tuple[str, ...]
) -> None:
    reader, _ = read_pages(tmp_path, {f"browse/{folder}/other.md": f"---\ntitle: T\n{line}\n---\n"})
    assert reader.metadata == {(taxonomy, key): TermMetadata("T", docname=f"browse/{folder}/other")}


@pytest.mark.parametrize("path", ["browse/categories/other.md", "browse/x.md", "browse/archive/x.md", "categories/ai.md"])
def test_a_page_that_stands_for_no_term_is_left_alone(tmp_path: Path, path: str) -> None:
    reader, _ = read_pages(tmp_path, {path: "---\ntitle: T\ntags: [x]\n---\n"})
    assert reader.metadata == {}


def test_what_a_page_says_wins_over_the_configuration(tmp_path: Path) -> None:
    Image.new("RGB", (3, 2)).save(tmp_path / "own.png")
    text = "---\ntitle: Own\ndescription: Own words.\ncover: /own.png\norder: 2\n---\n"
    configured = {"title": "T", "slug": "brain", "description": "D", "order": 1}
    reader, _ = read_pages(tmp_path, {"browse/categories/brain.md": text}, categories={"AI": configured})
    cover = Cover(Url("/own.png"), file="own.png", width=3, height=2)
    expected = TermMetadata("Own", "brain", "Own words.", cover, 2, "browse/categories/brain")
    assert reader.metadata == {(Taxonomy.CATEGORY, ("ai",)): expected}


def test_what_a_page_does_not_say_is_that_of_the_configuration(tmp_path: Path) -> None:
    configured = {"title": "T", "description": "D", "order": 1}
    reader, _ = read_pages(tmp_path, {"browse/categories/ai.md": "Text.\n"}, categories={"AI": configured})
    expected = TermMetadata("T", "", "D", None, 1, "browse/categories/ai")
    assert reader.metadata == {(Taxonomy.CATEGORY, ("ai",)): expected}


def test_a_page_gives_its_term_a_colour(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        "browse/categories/ai.md": '---\ncolor: "#1F6FEB"\n---\n',
        "browse/tags/x.md": "---\ntags: [x]\ncolour: '#abc'\n---\n",
        "browse/authors/kim.md": "+++\nauthor = 'Kim'\nColor = '#010203'\n+++\n",
    }
    reader, problems = read_pages(tmp_path, pages, categories={"AI": {"color": "#ffffff"}})
    assert problems == []
    assert {key[-1]: one.colour for (_, key), one in reader.metadata.items()} == {
        "ai": "#1f6feb",
        "x": "#aabbcc",
        "kim": "#010203",
    }


@pytest.mark.parametrize("line", ["color: red", "color: #1f6feb", "colour: '#12345'", "color: 'rgb(1, 2, 3)'", "color:"])
def test_what_is_no_colour_is_reported_and_that_of_the_configuration_stays(tmp_path: Path, line: str) -> None:
    text = f"---\ntitle: T\n{line}\n---\n"
    reader, problems = read_pages(tmp_path, {"browse/categories/ai.md": text}, categories={"AI": {"color": "#1f6feb"}})
    assert reader.metadata[Taxonomy.CATEGORY, ("ai",)].colour == "#1f6feb"
    name = line.partition(":")[0]
    expected = f"'{name}' is not a colour. Write '{name}: \"#1f6feb\"', in quotation marks."
    assert [(one.line, one.code, one.message) for one in problems] == [(3, Code.FIELD_FORM, expected)]


def test_a_place_of_0_wins_over_the_configuration(tmp_path: Path) -> None:
    text = "---\norder: 0\n---\n"
    reader, _ = read_pages(tmp_path, {"browse/categories/ai.md": text}, categories={"AI": {"order": 1}})
    assert reader.metadata[Taxonomy.CATEGORY, ("ai",)].order == 0


def test_a_page_with_front_matter_is_recorded(tmp_path: Path) -> None:
    text = "---\nfoo: bar\ntitle: T\norphan: true\nmath: true\n---\nText.\n"
    reader, problems = read_pages(tmp_path, {"browse/categories/ai.md": text})
    page = Page("browse/categories/ai.md", "browse/categories/ai", "T", 6, 3, {"orphan": True}, True)
    assert reader.pages == {"browse/categories/ai": page}
    assert [(problem.path, problem.line, problem.code) for problem in problems] == [
        ("browse/categories/ai.md", 2, Code.FIELD_UNKNOWN)
    ]


def test_a_page_that_is_not_readable_is_left_to_sphinx(tmp_path: Path) -> None:
    reader, problems = make_reader(tmp_path)
    reader.read_pages(Collection(reader.settings, (POST,)), {"browse/categories/ai.md": "browse/categories/ai"})
    assert problems == []
    assert reader.metadata == {(Taxonomy.CATEGORY, ("ai",)): TermMetadata(docname="browse/categories/ai")}


def test_folders_are_those_of_the_settings(tmp_path: Path) -> None:
    settings = {"browse": "blog", "indexes": {"categories": {"folder": "topics"}}}
    reader, _ = read_pages(tmp_path, {"blog/topics/ai.md": "", "browse/categories/ai.md": ""}, **settings)
    assert reader.metadata == {(Taxonomy.CATEGORY, ("ai",)): TermMetadata(docname="blog/topics/ai")}
