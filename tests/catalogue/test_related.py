"""Related articles: the reasons, their weights, what is left out, and that the order of posts changes nothing."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hash_seeds import run_with_seeds
from post_records import make_catalogue, make_record
from sphinx_anthology.catalogue import related as module
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.catalogue.related import Relation, RelationReason, find_related_articles, fingerprint_related_inputs
from sphinx_anthology.fields.record import Status
from sphinx_anthology.markup.text.keywords import extract_keywords

COLOURS = "amber azure beige black blond brown coral cream ebony green ivory khaki lemon lilac mauve ochre olive peach".split()
LETTERS = str.maketrans("0123456789", "qwertyuiop")


def make_post(name: str, day: int = 1, text: str = "", tags: str = "", category: str = "", **fields: Any) -> Post:
    """Make the record of a post with a text."""
    return make_record(name, day, tags, category, keywords=extract_keywords("", text), **fields)


def make_unrelated(count: int = 40, **fields: Any) -> list[Post]:
    """Make posts whose texts share no words with any other."""
    return [
        make_post(f"other-{number}", 100 + number, "".join(f"{number:03}".translate(LETTERS)) * 2, **fields)
        for number in range(count)
    ]


def find(name: str, posts: Iterable[Post], links: Mapping[str, Collection[str]] = {}, limit: int = 4) -> list[Relation]:
    """Return the related articles of a post. Links are given by names; ``page`` is not a post."""
    by_docname = {f"posts/{source}": [f"posts/{target}" for target in targets] for source, targets in links.items()}
    return list(find_related_articles(make_catalogue(*posts), by_docname, limit)[f"posts/{name}"])


def names(relations: Iterable[Relation]) -> list[str]:
    return [relation.docname.removeprefix("posts/") for relation in relations]


def test_posts_with_nothing_in_common_are_not_related() -> None:
    assert set(find_related_articles(make_catalogue(*make_unrelated()), {}).values()) == {()}


def test_an_empty_site_has_no_relations() -> None:
    assert find_related_articles(make_catalogue(), {}) == {}
    assert find_related_articles(make_catalogue(make_post("a")), {"posts/a": ["posts/a", "no/post"]}) == {"posts/a": ()}


def test_parts_of_a_series_are_related_the_next_ones_first() -> None:
    parts = [make_post(f"part-{number}", number, series="Wombats", order=number) for number in range(1, 7)]
    found = find("part-3", [*parts, *make_unrelated()])
    assert names(found) == ["part-4", "part-2", "part-5", "part-1"]
    assert {relation.reasons for relation in found} == {((RelationReason.SERIES, ("Wombats",)),)}


def test_links_relate_both_ends() -> None:
    posts = [make_post("a"), make_post("b"), *make_unrelated()]
    assert [relation.reasons for relation in find("a", posts, {"a": ["b"]})] == [((RelationReason.LINKS_TO, ()),)]
    assert [relation.reasons for relation in find("b", posts, {"a": ["b"]})] == [((RelationReason.LINKED_FROM, ()),)]
    assert [relation.reasons for relation in find("a", posts, {"a": ["b"], "b": ["a"]})] == [
        ((RelationReason.LINKS_TO, ()), (RelationReason.LINKED_FROM, ()))
    ]


def test_articles_that_a_page_links_to_are_related() -> None:
    posts = [make_post("a"), make_post("b"), make_post("c"), *make_unrelated()]
    found = find("a", posts, {"page": ["a", "b", "a", "page", "nowhere"], "c": ["c"]})
    assert found == [Relation("posts/b", "B", ((RelationReason.CITED_TOGETHER, ()),))]


def test_a_page_that_links_to_everything_relates_nothing() -> None:
    posts = [make_post("a"), *make_unrelated()]
    assert find("a", posts, {"page": [post.slug for post in posts]}) == []


def test_tags_are_named_with_the_rarest_first() -> None:
    posts = [make_post("a", tags="common rare"), make_post("b", tags="rare common"), *make_unrelated(tags="common")]
    assert find("a", posts) == [Relation("posts/b", "B", ((RelationReason.TAGS, ("rare", "common")),))]


def test_a_rare_tag_counts_more_than_common_ones() -> None:
    posts = [
        make_post("a", tags="rare common usual"),
        make_post("b", tags="rare"),
        make_post("c", 2, tags="common usual"),
        *make_unrelated(15, tags="common usual"),
        *make_unrelated(60)[15:],
    ]
    assert names(find("a", posts))[0] == "b"


def test_a_tag_of_all_posts_relates_nothing() -> None:
    posts = [make_post("a", tags="blog"), *make_unrelated(tags="blog")]
    assert find("a", posts) == []


def test_a_small_category_relates_and_a_large_one_does_not() -> None:
    posts = [make_post("a", category="Wombats"), make_post("b", category="Wombats"), *make_unrelated(category="Notes")]
    assert find("a", posts) == [Relation("posts/b", "B", ((RelationReason.CATEGORY, ("Wombats",)),))]
    assert find("other-1", posts) == []


def test_a_tag_with_the_name_of_the_category_counts_once() -> None:
    posts = [
        make_post("a", category="Wombats", tags="wombats"),
        make_post("b", category="Wombats", tags="wombats"),
        *make_unrelated(),
    ]
    assert [reason for reason, _ in find("a", posts)[0].reasons] == [RelationReason.TAGS]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("쿠버네티스 자동배포 파이프라인을 만들었습니다", "쿠버네티스에서 자동 배포 파이프라인 만들기"),
        ("Deploying kubernetes clusters with terraform", "A kubernetes cluster by terraform, deployed"),
        ("機械学習モデルの評価", "機械 学習 モデル を 評価 する"),
    ],
)
def test_texts_with_the_same_keywords_are_related(one: str, other: str) -> None:
    assert find("a", [make_post("a", text=one), make_post("b", text=other), *make_unrelated()]) == [
        Relation("posts/b", "B", ((RelationReason.TEXT, ()),))
    ]


def test_two_reasons_are_given_the_strongest_first() -> None:
    text = "Deploying kubernetes clusters with terraform"
    posts = [make_post(name, tags="rare", text=text, category="Ops", series="Ops") for name in ("a", "b")]
    reasons = find("a", [*posts, *make_unrelated()], {"page": ["a", "b"]})[0].reasons
    assert [reason for reason, _ in reasons] == [RelationReason.TEXT, RelationReason.SERIES]


def test_articles_that_the_front_matter_names_replace_those_that_are_found() -> None:
    posts = [
        make_post("a", tags="rare", related=("Title of it", "nowhere", "c", "../posts/d.md", "a", "c")),
        make_post("b", tags="rare"),
        make_post("c"),
        make_post("d"),
        Post("posts/e.md", "posts/e", "e", "Title of it"),
        *make_unrelated(),
    ]
    found = find("a", posts, {"a": ["b"]}, limit=1)
    assert names(found) == ["e", "c", "d"]
    assert {relation.reasons for relation in found} == {((RelationReason.CHOSEN, ()),)}
    assert names(find("b", posts)) == ["a"]


def test_the_front_matter_may_turn_related_articles_off() -> None:
    posts = [make_post("a", tags="rare", related=()), make_post("b", tags="rare"), *make_unrelated()]
    assert find("a", posts, {"a": ["b"]}) == []
    assert names(find("b", posts)) == ["a"]


def test_hidden_posts_are_not_suggested_but_have_related_ones() -> None:
    posts = [
        make_post("a", tags="rare", status=Status.HIDDEN),
        make_post("b", tags="rare"),
        make_post("c", tags="rare"),
        *make_unrelated(),
    ]
    links = {"a": ["b"], "b": ["a"], "page": ["a", "b"]}
    assert names(find("b", posts, links)) == ["c"]
    assert names(find("a", posts, links)) == ["b", "c"]


def test_articles_of_another_collection_are_related_by_links_and_by_front_matter_alone() -> None:
    text = "Deploying kubernetes clusters with terraform"
    there = make_post("b", tags="rare", text=text, category="Ops", collection="notes")
    here = make_post("a", tags="rare", text=text, category="Ops")
    assert find("a", [here, there, *make_unrelated()]) == []
    assert find("a", [here, there, *make_unrelated()], {"a": ["b"]}) == [
        Relation("posts/b", "B", ((RelationReason.LINKS_TO, ()),))
    ]
    assert names(find("c", [make_post("c", related=("b",)), there, *make_unrelated()])) == ["b"]


def test_another_language_needs_a_stronger_reason() -> None:
    posts = [
        make_post("a", tags="rare", language="ko"),
        make_post("b", 9, tags="rare"),
        make_post("c", 1, tags="rare", language="ko-KR"),
        make_post("d", 8, tags="usual", language="ko"),
        make_post("e", 8, tags="usual", language="en"),
        *make_unrelated(12, tags="usual", language="ko"),
        *make_unrelated()[12:],
    ]
    assert names(find("a", posts)) == ["c", "b"]
    assert "e" not in names(find("d", posts, limit=20))


def test_of_equally_related_articles_the_newer_comes_first_then_the_first_path() -> None:
    posts = [make_post(name, day, tags="rare") for name, day in (("a", 1), ("b", 2), ("c", 3), ("e", 3), ("d", 3))]
    assert names(find("a", [*posts, *make_unrelated()])) == ["c", "d", "e", "b"]


def make_blog(count: int, seed: int = 1) -> tuple[list[Post], dict[str, list[str]]]:
    """Make posts with tags, categories, texts and links that are distributed as in real blogs."""
    dice = random.Random(seed)
    posts, links = [], {}
    for number in range(count):
        text = " ".join(f"{dice.choice(COLOURS)}{dice.choice(COLOURS)}" for _ in range(60))
        tags = " ".join(f"t{int(dice.paretovariate(0.7)) % 50}" for _ in range(3))
        posts.append(make_post(f"p{number}", number, text, tags, f"c{number % 7}", series="S" if number % 50 == 0 else None))
        links[f"posts/p{number}"] = [f"posts/p{dice.randrange(count)}" for _ in range(3)]
    return posts, links


def test_the_order_of_posts_and_links_changes_nothing() -> None:
    posts, links = make_blog(150)
    expected = find_related_articles(make_catalogue(*posts), links)
    assert sum(map(len, expected.values())) > 400
    random.Random(2).shuffle(posts)
    shuffled = {name: sorted(links[name]) for name in sorted(links, reverse=True)}
    assert find_related_articles(make_catalogue(*posts), shuffled) == expected


def test_hash_seeds_change_nothing() -> None:
    program = (
        "import test_related as t; posts, links = t.make_blog(80);"
        "print(t.find_related_articles(t.make_catalogue(*posts), links))"
    )
    found = run_with_seeds(program, Path(__file__).parent, Path(__file__).parents[1])
    assert len(found) == 1
    assert "Relation(docname=" in found.pop()


def test_one_more_post_changes_little() -> None:
    posts, links = make_blog(150)
    before = find_related_articles(make_catalogue(*posts), links)
    after = find_related_articles(make_catalogue(*posts, *make_unrelated(1)), links)
    changed = [name for name in before if {r.docname for r in before[name]} != {r.docname for r in after[name]}]
    assert len(changed) <= 5


def test_the_work_grows_with_the_number_of_posts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    near = module._nearest_positions

    def counted(places: Sequence[int], own: int) -> Sequence[int]:
        found = near(places, own)
        counts.append(len(found))
        return found

    monkeypatch.setattr(module, "_nearest_positions", counted)

    def work(count: int) -> float:
        counts.clear()
        posts, links = make_blog(count)
        find_related_articles(make_catalogue(*posts), links)
        return sum(counts) / count

    assert work(800) < 1.5 * work(400)
    assert max(counts) <= 2 * module._MAX_DISTANCE


def test_at_most_the_given_number_of_articles_is_found() -> None:
    posts = [*(make_post(name, tags="rare") for name in "abcdef"), *make_unrelated()]
    assert [len(find("a", posts, limit=limit)) for limit in (0, 1, 3, 9)] == [0, 1, 3, 5]


def test_a_link_of_an_article_to_itself_relates_nothing() -> None:
    assert find("a", [make_post("a"), *make_unrelated()], {"a": ["a"]}) == []


@pytest.mark.parametrize(("targets", "is_related"), [(2, True), (10, False), (31, False)])
def test_the_longer_a_list_of_links_is_the_less_it_relates(targets: int, is_related: bool) -> None:
    posts = [make_post(f"p{number}") for number in range(targets)]
    assert bool(find("p0", [*posts, *make_unrelated()], {"page": [post.slug for post in posts]})) is is_related


def test_several_lists_of_links_relate_more_than_one() -> None:
    posts = [make_post(f"p{number}") for number in range(6)]
    links = {"page": [post.slug for post in posts]}
    assert find("p0", [*posts, *make_unrelated()], links) == []
    assert len(find("p0", [*posts, *make_unrelated()], links | {"other": links["page"]}, limit=9)) == 5


def test_links_count_more_than_lists_of_links_and_outgoing_more_than_incoming() -> None:
    posts = [make_post(name) for name in "abcd"]
    links = {"page": ["a", "b"], "c": ["a"], "a": ["d"]}
    assert names(find("a", [*posts, *make_unrelated()], links)) == ["d", "c", "b"]


def test_a_weak_second_reason_is_not_given() -> None:
    posts = [make_post(name, series="S", tags="common") for name in ("a", "b")]
    found = find("a", [*posts, *make_unrelated(tags="common")])
    assert [reason for reason, _ in found[0].reasons] == [RelationReason.SERIES]


def test_at_most_three_tags_are_named() -> None:
    posts = [make_post(name, tags="v w x y z") for name in ("a", "b")]
    ((reason, tags),) = find("a", [*posts, *make_unrelated()])[0].reasons
    assert (reason, tags) == (RelationReason.TAGS, ("v", "w", "x"))


def test_the_innermost_shared_category_is_named() -> None:
    posts = [make_post(name, category="Animals/Wombats") for name in ("a", "b")]
    posts.append(make_post("c", category="Animals"))
    found = find("a", [*posts, *make_unrelated(category="Notes")])
    assert found[0] == Relation("posts/b", "B", ((RelationReason.CATEGORY, ("Animals / Wombats",)),))


CATALOGUE = make_catalogue(make_post("a", text="Kangaroo"), make_post("b"))


@pytest.mark.parametrize(
    ("posts", "links"),
    [
        ([make_post("a", text="Wombat"), make_post("b")], {}),
        ([make_post("a", text="Kangaroo", related=("b",)), make_post("b")], {}),
        ([make_post("a", text="Kangaroo", related=()), make_post("b")], {}),
        ([make_post("a", text="Kangaroo", path="posts/x.md"), make_post("b")], {}),
        ([make_post("a", text="Kangaroo", title="X"), make_post("b")], {}),
        ([make_post("a", text="Kangaroo")], {}),
        ([make_post("a", text="Kangaroo"), make_post("b")], {"posts/a": ["posts/b"]}),
    ],
)
def test_the_fingerprint_changes_with_everything_that_relations_depend_on(
    posts: list[Post], links: Mapping[str, Collection[str]]
) -> None:
    assert fingerprint_related_inputs(make_catalogue(*posts), links) != fingerprint_related_inputs(CATALOGUE, {})


def test_the_fingerprint_does_not_depend_on_the_order_of_links() -> None:
    links = {"posts/a": ["posts/b"], "posts/b": ["posts/a"]}
    reverse = dict(reversed(links.items()))
    assert fingerprint_related_inputs(CATALOGUE, links) == fingerprint_related_inputs(CATALOGUE, reverse)


def test_related_names_and_keywords_are_not_in_the_repr_of_a_post() -> None:
    assert repr(make_post("a", text="kangaroo", related=("b",))) == repr(make_post("a"))


@pytest.mark.parametrize(("number", "is_related"), [(30, True), (31, False)])
def test_pages_with_links_to_more_than_30_articles_relate_nothing(number: int, is_related: bool) -> None:
    posts = make_unrelated(number)
    targets = [post.slug for post in posts]
    pages = {f"page-{page}": targets for page in range(20)}
    assert bool(find(targets[0], posts, pages)) is is_related


def test_of_equally_related_articles_the_newer_comes_first_though_the_older_shares_more_tags() -> None:
    tags = [f"tag-{number}" for number in range(12)]
    posts = [
        make_post("own", 1, tags=" ".join(tags)),
        make_post("older", 2, tags=" ".join(tags)),
        make_post("newer", 3, tags=" ".join(tags[:10])),
    ]
    assert names(find("own", [*posts, *make_unrelated()])) == ["newer", "older"]


@pytest.mark.parametrize(
    ("own", "nearest"), [(0, range(16)), (3, range(19)), (16, range(32)), (50, range(34, 66)), (99, range(83, 100))]
)
def test_the_nearest_16_articles_in_each_direction_are_nominated(own: int, nearest: range) -> None:
    assert module._nearest_positions(range(100), own) == nearest
