"""Related articles: each reason, what counts more, what is left out, and that the order of posts changes nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sphinx_anthology
from sphinx_anthology.catalogue import related as module
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.collection import Collection as Shelf
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.catalogue.related import Relation, RelationReason, find_related_articles
from sphinx_anthology.catalogue.selection import newest_first
from sphinx_anthology.fields.record import Status
from sphinx_anthology.loading.loader import PostSource, load_posts
from sphinx_anthology.markup.keywords import extract_keywords
from sphinx_anthology.problems import Code
from sphinx_anthology.settings import Settings

NOTES = Settings(collection="notes", posts=("notes/**",))
COLOURS = "amber azure beige black blond brown coral cream ebony green ivory khaki lemon lilac mauve ochre olive peach".split()


def post(name: str, day: int = 1, text: str = "", tags: str = "", category: str = "", **fields: Any) -> Post:
    """Make a post, published on a day of a year; tags with blanks between."""
    return Post(
        path=f"posts/{name}.md",
        docname=f"posts/{name}",
        slug=name,
        title=name.title(),
        published=datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=day),
        tags=tuple(tags.split()),
        categories=((category,),) if category else (),
        keywords=extract_keywords("", text),
        **fields,
    )


def others(count: int = 40, **fields: Any) -> list[Post]:
    """Make posts that have nothing to do with any other."""
    return [
        post(f"other-{number}", 100 + number, "".join(f"{number:03}".translate(LETTERS)) * 2, **fields)
        for number in range(count)
    ]


LETTERS = str.maketrans("0123456789", "qwertyuiop")


def catalogue(*posts: Post) -> Catalogue:
    """Make the catalogue of posts, which are in any order."""
    ranked = sorted(posts, key=newest_first)
    shown = [post for post in ranked if post.status is not Status.HIDDEN]
    shelves = {
        settings.collection: Shelf(settings, tuple(post for post in shown if post.collection == settings.collection))
        for settings in (Settings(), NOTES)
    }
    return Catalogue(shelves, hidden=tuple(post for post in ranked if post.status is Status.HIDDEN))


def of(name: str, posts: Iterable[Post], links: Mapping[str, Collection[str]] = {}, limit: int = 4) -> list[Relation]:
    """Return what is related to a post; links are given by names, and ``page`` is no post."""
    named = {f"posts/{source}": [f"posts/{target}" for target in targets] for source, targets in links.items()}
    return list(find_related_articles(catalogue(*posts), named, limit)[f"posts/{name}"])


def names(relations: Iterable[Relation]) -> list[str]:
    return [relation.docname.removeprefix("posts/") for relation in relations]


def test_posts_with_nothing_in_common_are_not_related() -> None:
    assert set(find_related_articles(catalogue(*others()), {}).values()) == {()}


def test_an_empty_site_has_no_relations() -> None:
    assert find_related_articles(catalogue(), {}) == {}
    assert find_related_articles(catalogue(post("a")), {"posts/a": ["posts/a", "no/post"]}) == {"posts/a": ()}


def test_parts_of_a_series_are_related_the_next_ones_first() -> None:
    parts = [post(f"part-{number}", number, series="Wombats", order=number) for number in range(1, 7)]
    found = of("part-3", [*parts, *others()])
    assert names(found) == ["part-4", "part-2", "part-5", "part-1"]
    assert {relation.reasons for relation in found} == {((RelationReason.SERIES, ("Wombats",)),)}


def test_links_relate_both_ends() -> None:
    posts = [post("a"), post("b"), *others()]
    assert [relation.reasons for relation in of("a", posts, {"a": ["b"]})] == [((RelationReason.LINKS_TO, ()),)]
    assert [relation.reasons for relation in of("b", posts, {"a": ["b"]})] == [((RelationReason.LINKED_FROM, ()),)]
    assert [relation.reasons for relation in of("a", posts, {"a": ["b"], "b": ["a"]})] == [
        ((RelationReason.LINKS_TO, ()), (RelationReason.LINKED_FROM, ()))
    ]


def test_what_a_page_names_together_is_related() -> None:
    posts = [post("a"), post("b"), post("c"), *others()]
    found = of("a", posts, {"page": ["a", "b", "a", "page", "nowhere"], "c": ["c"]})
    assert found == [Relation("posts/b", "B", ((RelationReason.CITED_TOGETHER, ()),))]


def test_a_page_that_names_everything_relates_nothing() -> None:
    posts = [post("a"), *others()]
    assert of("a", posts, {"page": [post.slug for post in posts]}) == []


def test_tags_are_named_with_the_rarest_first() -> None:
    posts = [post("a", tags="common rare"), post("b", tags="rare common"), *others(tags="common")]
    assert of("a", posts) == [Relation("posts/b", "B", ((RelationReason.TAGS, ("rare", "common")),))]


def test_a_rare_tag_counts_more_than_common_ones() -> None:
    posts = [
        post("a", tags="rare common usual"),
        post("b", tags="rare"),
        post("c", 2, tags="common usual"),
        *others(15, tags="common usual"),
        *others(60)[15:],
    ]
    assert names(of("a", posts))[0] == "b"


def test_a_tag_that_all_have_says_nothing() -> None:
    posts = [post("a", tags="blog"), *others(tags="blog")]
    assert of("a", posts) == []


def test_a_small_category_relates_and_a_large_one_does_not() -> None:
    posts = [post("a", category="Wombats"), post("b", category="Wombats"), *others(category="Notes")]
    assert of("a", posts) == [Relation("posts/b", "B", ((RelationReason.CATEGORY, ("Wombats",)),))]
    assert of("other-1", posts) == []


def test_a_tag_that_is_called_like_the_category_counts_once() -> None:
    posts = [post("a", category="Wombats", tags="wombats"), post("b", category="Wombats", tags="wombats"), *others()]
    assert [reason for reason, _ in of("a", posts)[0].reasons] == [RelationReason.TAGS]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("쿠버네티스 자동배포 파이프라인을 만들었습니다", "쿠버네티스에서 자동 배포 파이프라인 만들기"),
        ("Deploying kubernetes clusters with terraform", "A kubernetes cluster by terraform, deployed"),
        ("機械学習モデルの評価", "機械 学習 モデル を 評価 する"),
    ],
)
def test_texts_about_the_same_are_related(one: str, other: str) -> None:
    assert of("a", [post("a", text=one), post("b", text=other), *others()]) == [
        Relation("posts/b", "B", ((RelationReason.TEXT, ()),))
    ]


def test_two_reasons_are_given_and_the_strongest_comes_first() -> None:
    text = "Deploying kubernetes clusters with terraform"
    posts = [post(name, tags="rare", text=text, category="Ops", series="Ops") for name in ("a", "b")]
    reasons = of("a", [*posts, *others()], {"page": ["a", "b"]})[0].reasons
    assert [reason for reason, _ in reasons] == [RelationReason.TEXT, RelationReason.SERIES]


def test_the_author_wins() -> None:
    posts = [
        post("a", tags="rare", related=("Title of it", "nowhere", "c", "../posts/d.md", "a", "c")),
        post("b", tags="rare"),
        post("c"),
        post("d"),
        Post("posts/e.md", "posts/e", "e", "Title of it"),
        *others(),
    ]
    found = of("a", posts, {"a": ["b"]}, limit=1)
    assert names(found) == ["e", "c", "d"]
    assert {relation.reasons for relation in found} == {((RelationReason.CHOSEN, ()),)}
    assert names(of("b", posts)) == ["a"]


def test_an_author_may_want_none() -> None:
    posts = [post("a", tags="rare", related=()), post("b", tags="rare"), *others()]
    assert of("a", posts, {"a": ["b"]}) == []
    assert names(of("b", posts)) == ["a"]


def test_hidden_posts_are_not_suggested_but_have_related_ones() -> None:
    posts = [post("a", tags="rare", status=Status.HIDDEN), post("b", tags="rare"), post("c", tags="rare"), *others()]
    links = {"a": ["b"], "b": ["a"], "page": ["a", "b"]}
    assert names(of("b", posts, links)) == ["c"]
    assert names(of("a", posts, links)) == ["b", "c"]


def test_another_collection_is_related_by_links_and_by_the_author_alone() -> None:
    text = "Deploying kubernetes clusters with terraform"
    there = post("b", tags="rare", text=text, category="Ops", collection="notes")
    here = post("a", tags="rare", text=text, category="Ops")
    assert of("a", [here, there, *others()]) == []
    assert of("a", [here, there, *others()], {"a": ["b"]}) == [Relation("posts/b", "B", ((RelationReason.LINKS_TO, ()),))]
    assert names(of("c", [post("c", related=("b",)), there, *others()])) == ["b"]


def test_another_language_needs_a_stronger_reason() -> None:
    posts = [
        post("a", tags="rare", language="ko"),
        post("b", 9, tags="rare"),
        post("c", 1, tags="rare", language="ko-KR"),
        post("d", 8, tags="usual", language="ko"),
        post("e", 8, tags="usual", language="en"),
        *others(12, tags="usual", language="ko"),
        *others()[12:],
    ]
    assert names(of("a", posts)) == ["c", "b"]
    assert "e" not in names(of("d", posts, limit=20))


def test_of_equals_the_newer_comes_first_and_then_the_path() -> None:
    posts = [post(name, day, tags="rare") for name, day in (("a", 1), ("b", 2), ("c", 3), ("e", 3), ("d", 3))]
    assert names(of("a", [*posts, *others()])) == ["c", "d", "e", "b"]


def world(count: int, seed: int = 1) -> tuple[list[Post], dict[str, list[str]]]:
    """Make posts with tags, categories, texts and links as real ones have them."""
    dice = random.Random(seed)
    posts, links = [], {}
    for number in range(count):
        text = " ".join(f"{dice.choice(COLOURS)}{dice.choice(COLOURS)}" for _ in range(60))
        tags = " ".join(f"t{int(dice.paretovariate(0.7)) % 50}" for _ in range(3))
        posts.append(post(f"p{number}", number, text, tags, f"c{number % 7}", series="S" if number % 50 == 0 else None))
        links[f"posts/p{number}"] = [f"posts/p{dice.randrange(count)}" for _ in range(3)]
    return posts, links


def test_the_order_of_posts_and_links_changes_nothing() -> None:
    posts, links = world(150)
    expected = find_related_articles(catalogue(*posts), links)
    assert sum(map(len, expected.values())) > 400
    random.Random(2).shuffle(posts)
    shuffled = {name: sorted(links[name]) for name in sorted(links, reverse=True)}
    assert find_related_articles(catalogue(*posts), shuffled) == expected


def test_hash_seeds_change_nothing() -> None:
    program = "import test_related as t; posts, links = t.world(80); print(t.find_related_articles(t.catalogue(*posts), links))"
    path = os.pathsep.join((str(Path(sphinx_anthology.__file__).parent.parent), str(Path(__file__).parent)))
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
    assert "Relation(docname=" in found.pop()


def test_one_more_post_changes_little() -> None:
    posts, links = world(150)
    before = find_related_articles(catalogue(*posts), links)
    after = find_related_articles(catalogue(*posts, *others(1)), links)
    changed = [name for name in before if {r.docname for r in before[name]} != {r.docname for r in after[name]}]
    assert len(changed) <= 5


def test_the_work_grows_with_the_number_of_posts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    near = module._nearest_positions

    def counted(places: Sequence[int], own: int) -> Sequence[int]:
        found = near(places, own)
        looked_at.append(len(found))
        return found

    monkeypatch.setattr(module, "_nearest_positions", counted)

    def work(count: int) -> float:
        looked_at.clear()
        posts, links = world(count)
        find_related_articles(catalogue(*posts), links)
        return sum(looked_at) / count

    assert work(800) < 1.5 * work(400)
    assert max(looked_at) <= 2 * module._MAX_DISTANCE


def read(folder: Path, **headers: str) -> tuple[Catalogue, list[Any]]:
    """Read posts, given by their names with a line of front matter; the problems of one kind are returned as well."""
    for name, line in headers.items():
        (folder / f"{name}.md").write_text(
            f"---\ntitle: Title of {name}\ndate: 2025-01-01\n{line}\n---\n\nText.\n", encoding="utf-8"
        )
    reading = load_posts(PostSource(folder, {f"{name}.md": name for name in headers}, Settings()))
    return reading.catalogue, [problem for problem in reading.problems if problem.code is Code.TARGET_UNKNOWN]


def test_a_name_that_nobody_has_is_reported_with_those_that_are_like_it(tmp_path: Path) -> None:
    _, problems = read(tmp_path, wombats="", koalas='related: ["wombat", "Title of wombats"]')
    assert [(problem.path, problem.line) for problem in problems] == [("koalas.md", 4)]
    assert (
        problems[0].message
        == "Related article 'wombat' is not found. Write the slug, the title or the path of a post. Did you mean 'wombats'?"
    )


def test_many_names_that_nobody_has_are_all_reported_but_not_all_with_hints(tmp_path: Path) -> None:
    _, problems = read(tmp_path, wombats="", koalas=f"related: {[f'wombat{number}' for number in range(50)]}")
    assert len(problems) == 50
    assert sum("Did you mean" in problem.message for problem in problems) == 20


def test_a_post_that_is_still_a_draft_is_no_mistake(tmp_path: Path) -> None:
    _, problems = read(tmp_path, wombats="draft: true", koalas="related: wombats")
    assert problems == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("related: false", ()),
        ("related: none", ()),
        ("related: []", ()),
        ("relatedPosts: 없음", ()),
        ("related:", None),
        ("related: true", None),
        ("layout: post", None),
        ("related: one, two", ("one", "two")),
        ("related: [one, 'two, three', one]", ("one", "two, three")),
        ("layout: post\nrelated: Title with blanks", ("Title with blanks",)),
        ("see_also: '[[one]]'", ("one",)),
        ("relatedArticles: [[one]]", ("one",)),
        ("related_posts:\n- title: One\n  url: /blog/one/\n- slug: two\n- title: Three", ("/blog/one/", "two", "Three")),
        ("seeAlso: {path: posts/one.md}", ("posts/one.md",)),
        ("params: {related: [one]}", ("one",)),
    ],
)
def test_the_front_matter_names_related_posts_in_many_ways(tmp_path: Path, line: str, value: tuple[str, ...] | None) -> None:
    catalogue, _ = read(tmp_path, koalas=line)
    assert catalogue.posts[0].related == value


def test_what_is_no_name_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\nrelated: [{a: 1}, b]\n---\n", encoding="utf-8")
    reading = load_posts(PostSource(tmp_path, {"a.md": "a"}, Settings()))
    assert reading.catalogue.posts[0].related == ("b",)
    assert Code.FIELD_FORM in {problem.code for problem in reading.problems}


def test_neither_names_nor_terms_change_what_other_pages_show() -> None:
    assert repr(post("a", text="kangaroo", related=("b",))) == repr(post("a"))
