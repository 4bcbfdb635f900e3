"""Catalogues from folders of post files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from post_files import Files, list_codes, load, make_post, write_files
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.fields.record import Status
from sphinx_anthology.loading.loader import PostSource, load_posts
from sphinx_anthology.loading.posts.file_loader import LoadedFile
from sphinx_anthology.problems import Code
from sphinx_anthology.settings import Settings


def test_posts_are_newest_first_and_posts_without_a_date_come_last(tmp_path: Path) -> None:
    files: Files = {
        "p/none.md": make_post(),
        "p/old.md": make_post(date="0001-01-03T00:00+14:00"),
        "p/new.md": make_post(date="9999-12-30T23:59:59-12:00"),
        "p/mid.md": make_post(date="2025-04-23"),
    }
    assert [post.slug for post in load(tmp_path, files).catalogue.posts] == ["new", "mid", "old", "none"]


def test_dates_without_an_offset_are_in_the_time_zone_of_the_settings(tmp_path: Path) -> None:
    files: Files = {
        "p/a.md": make_post(date="2025-04-23T09:00+09:00"),
        "p/b.md": make_post(date="2025-04-23T00:30Z"),
        "p/c.md": make_post(date="2025-04-23 10:00"),
    }
    result = load(tmp_path, files, Settings(timezone="Asia/Seoul"))
    assert [post.slug for post in result.catalogue.posts] == ["c", "b", "a"]


def test_the_result_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    files: Files = {
        "p/a.md": make_post(slug="s", category="dev"),
        "p/b.md": make_post(slug="s", category="Dev"),
        "q/s.md": make_post(date="2025-04-23", category="DEV"),
    }
    docnames = write_files(tmp_path, files)
    results = [load_posts(PostSource(tmp_path, dict(order))) for order in permutations(docnames.items())]
    assert all((one.catalogue, one.problems) == (results[0].catalogue, results[0].problems) for one in results)


def test_a_folder_without_posts_has_an_empty_catalogue(tmp_path: Path) -> None:
    assert load_posts(PostSource(tmp_path, {})).catalogue == Catalogue()


def test_an_empty_file_and_an_index_are_pages(tmp_path: Path) -> None:
    catalogue = load(tmp_path, {"p/a.md": "", "p/index.md": "---\ntitle: All\n---\n"}).catalogue
    assert (set(catalogue.pages), catalogue.posts) == ({"p/a", "p/index"}, ())


def test_a_file_that_is_not_readable_does_not_stop_the_others(tmp_path: Path) -> None:
    docnames = write_files(tmp_path, {"p/a.md": make_post()}) | {"p/gone.md": "p/gone"}
    result = load_posts(PostSource(tmp_path, docnames))
    assert [post.slug for post in result.catalogue.posts] == ["a"]
    assert list_codes(result) == [("p/gone.md", 1, Code.FILE_UNREADABLE)]
    assert set(result.files) == {"p/a.md"}


def test_problems_are_in_the_order_of_paths_and_lines(tmp_path: Path) -> None:
    files: Files = {"p/b.md": make_post(cover="/x.png", slug="a b"), "p/a.md": make_post(date="soon", slug="..")}
    assert list_codes(load(tmp_path, files)) == [
        ("p/a.md", 3, Code.DATE_INVALID),
        ("p/a.md", 4, Code.SLUG_INVALID),
        ("p/b.md", 3, Code.IMAGE_MISSING),
        ("p/b.md", 4, Code.SLUG_INVALID),
    ]


def test_posts_are_grouped_by_status(tmp_path: Path) -> None:
    files: Files = {
        "p/public.md": make_post(),
        "p/hidden.md": make_post(hidden="true"),
        "p/draft.md": make_post(draft="true"),
    }
    catalogue = load(tmp_path, files).catalogue
    groups = (catalogue.posts, catalogue.hidden, catalogue.unpublished)
    assert [[post.slug for post in group] for group in groups] == [["public"], ["hidden"], ["draft"]]


def test_drafts_are_listed_if_the_settings_say_so(tmp_path: Path) -> None:
    catalogue = load(tmp_path, {"p/draft.md": make_post(draft="true")}, Settings(drafts=True)).catalogue
    assert [(post.slug, post.status) for post in catalogue.posts] == [("draft", Status.DRAFT)]
    assert catalogue.unpublished == ()


def test_unpublished_posts_do_not_take_slugs(tmp_path: Path) -> None:
    files: Files = {"p/a.md": make_post(slug="s", draft="true", date="2024-01-01"), "p/b.md": make_post(slug="s")}
    result = load(tmp_path, files)
    assert [post.slug for post in result.catalogue.all_posts] == ["s", "s"]
    assert list_codes(result) == []


def test_the_posts_of_a_collection_are_those_of_its_patterns(tmp_path: Path) -> None:
    settings = Settings(posts=("**",), collections={"notes": {"posts": ["notes/**"]}})
    catalogue = load(tmp_path, {"notes/a.md": make_post(), "posts/b.md": make_post()}, settings).catalogue
    slugs = {name: [post.slug for post in collection.posts] for name, collection in catalogue.collections.items()}
    assert slugs == {"": ["b"], "notes": ["a"]}


def test_a_category_in_another_spelling_than_most_posts_have_is_reported(tmp_path: Path) -> None:
    result = load(tmp_path, {f"p/{n}.md": make_post(category=name) for n, name in enumerate(["dev", "Dev", "Dev", "DEV!"])})
    assert list_codes(result) == [("p/0.md", 3, Code.CATEGORY_SPELLING), ("p/3.md", 3, Code.CATEGORY_SPELLING)]
    assert [problem.message for problem in result.problems if problem.code is Code.CATEGORY_SPELLING] == [
        "Category 'dev' is spelt 'Dev' in most posts. Write it like this.",
        "Category 'DEV!' is spelt 'Dev' in most posts. Write it like this.",
    ]


def test_the_spelling_of_a_category_with_a_configured_title_is_not_reported(tmp_path: Path) -> None:
    files: Files = {f"p/{n}.md": make_post(category=name) for n, name in enumerate(["dev", "Dev", "Dev"])}
    result = load(tmp_path, files, Settings(categories={"Dev": {"title": "Development"}}))
    assert list_codes(result) == []
    assert [term.name for term in result.catalogue.main.terms[Taxonomy.CATEGORY].values()] == ["Development"]


def test_an_unknown_related_article_is_reported(tmp_path: Path) -> None:
    result = load(tmp_path, {"p/a.md": make_post(related="nobody"), "p/b.md": make_post()})
    assert list_codes(result) == [("p/a.md", 3, Code.TARGET_UNKNOWN)]


def test_results_from_the_cache_have_the_same_problems(tmp_path: Path) -> None:
    files: Files = {"p/a.md": make_post("a: b", cover="/gone.png", slug="s"), "p/b.md": make_post(slug="s")}
    first = load(tmp_path, files)
    second = load(tmp_path, files, cache=first.files)
    assert first.problems
    assert (second.catalogue, second.problems) == (first.catalogue, first.problems)


def test_a_deleted_file_is_not_in_the_next_result(tmp_path: Path) -> None:
    first = load(tmp_path, {"p/a.md": make_post("A"), "p/b.md": make_post("B")})
    second = load_posts(PostSource(tmp_path, {"p/a.md": "p/a"}), cache=first.files)
    assert [post.title for post in second.catalogue.posts] == ["A"]
    assert set(second.files) == {"p/a.md"}


def test_the_progress_of_loading_can_be_tracked(tmp_path: Path) -> None:
    totals: list[int] = []
    paths: list[str] = []

    def track(files: Iterator[LoadedFile], total: int) -> Iterator[LoadedFile]:
        totals.append(total)
        for file in files:
            paths.append(file.path)
            yield file

    load(tmp_path, {"p/b.md": make_post(), "p/a.md": make_post()}, track=track)
    assert (totals, paths) == ([2], ["p/a.md", "p/b.md"])
