"""Related articles that front matter names."""

from __future__ import annotations

from dataclasses import replace

from post_records import make_catalogue, make_record
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.related_names import find_named_posts, report_unknown_names
from sphinx_anthology.fields.record import Origin, Status
from sphinx_anthology.problems import Code, Problem


def report(catalogue: Catalogue) -> list[Problem]:
    problems: list[Problem] = []
    report_unknown_names(catalogue, problems.append)
    return problems


def test_posts_are_named_by_slug_title_old_address_or_path() -> None:
    post = make_record("a", related=("b", "The Title", "/old/address/", "d.md", "../posts/e.md", "gone"))
    catalogue = make_catalogue(
        post,
        make_record("b"),
        make_record("c", title="The Title"),
        make_record("d"),
        make_record("e"),
        make_record("f", permalink="/old/address"),
    )
    found = {name: other and other.slug for name, other in find_named_posts(post, catalogue).items()}
    assert found == {"b": "b", "The Title": "c", "/old/address/": "f", "d.md": "d", "../posts/e.md": "e", "gone": None}


def test_a_post_that_names_none_has_none() -> None:
    for related in ((), None):
        post = make_record("a", related=related)
        assert find_named_posts(post, make_catalogue(post)) == {}


def test_an_unknown_name_is_reported_at_its_line_with_similar_names() -> None:
    post = make_record("koalas", related=("wombat", "Title of wombats"), origins={"related": Origin(4, "related")})
    assert report(make_catalogue(post, make_record("wombats", title="Title of wombats"))) == [
        Problem(
            "posts/koalas.md",
            4,
            Code.TARGET_UNKNOWN,
            "Related article 'wombat' is not found. Write the slug, the title or the path of a post. Did you mean 'wombats'?",
        )
    ]


def test_a_name_with_spaces_is_compared_with_slugs_as_a_slug() -> None:
    (problem,) = report(make_catalogue(make_record("a", related=("Big Wombat!",)), make_record("big-wombats")))
    assert problem.message.endswith("Did you mean 'big-wombats'?")


def test_an_unknown_name_without_similar_ones_is_reported() -> None:
    (problem,) = report(make_catalogue(make_record("a", related=("xyz",))))
    assert problem.message == "Related article 'xyz' is not found. Write the slug, the title or the path of a post."


def test_all_unknown_names_are_reported_but_only_the_first_20_with_similar_names() -> None:
    names = tuple(f"wombat{number}" for number in range(50))
    posts = [make_record("a", related=names), make_record("b", 0, related=(names[0],)), make_record("wombats")]
    problems = report(make_catalogue(*posts))
    assert ["Did you mean" in problem.message for problem in problems] == [True] * 20 + [False] * 30 + [True]


def test_posts_that_are_not_published_yet_may_be_named_by_slug_or_title() -> None:
    catalogue = make_catalogue(make_record("a", related=("draft", "Draft Title", "other")))
    problems = report(replace(catalogue, unpublished=(make_record("draft", title="Draft Title"),)))
    assert [problem.message.split("'")[1] for problem in problems] == ["other"]


def test_the_names_of_hidden_posts_are_checked() -> None:
    catalogue = make_catalogue(make_record("a", related=("gone",), status=Status.HIDDEN))
    assert [problem.path for problem in report(catalogue)] == ["posts/a.md"]
