"""Tags by key."""

from __future__ import annotations

from pathlib import Path

from post_files import list_codes, load
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.problems import Code
from sphinx_anthology.settings import Settings

TAGS = """\
release:
  label: Releases
  permalink: /all/new-releases/
  description: What is **new**.
js: JavaScript
empty:
"""


def post(*tags: str) -> str:
    return f"---\ntitle: A\ndate: 2025-04-23\ntags: [{', '.join(tags)}]\n---\n\nText.\n"


def test_keys_of_tags_stand_for_labels_descriptions_and_addresses(tmp_path: Path) -> None:
    files = {
        "posts/tags.yml": TAGS,
        "posts/a.md": post("release", "js", "own"),
        "posts/x/b.md": post("empty", "JavaScript", "js"),
    }
    loaded = load(tmp_path, {**files}, Settings(tag_min_posts=1))
    assert {one.path: one.tags for one in loaded.catalogue.posts} == {
        "posts/a.md": ("Releases", "JavaScript", "own"),
        "posts/x/b.md": ("empty", "JavaScript"),
    }
    terms = {term.name: (term.slug, term.metadata.description) for term in loaded.catalogue.main.terms[Taxonomy.TAG].values()}
    assert terms == {
        "Releases": ("new-releases", "What is new."),
        "JavaScript": ("js", ""),
        "own": ("own", ""),
        "empty": ("empty", ""),
    }
    assert list_codes(loaded) == []


def test_the_nearest_file_of_tags_counts(tmp_path: Path) -> None:
    files = {"tags.yaml": "a: Outer\n", "posts/x/tags.yml": "a: Inner\n", "posts/a.md": post("a"), "posts/x/y/b.md": post("a")}
    assert {one.path: one.tags for one in load(tmp_path, {**files}).catalogue.posts} == {
        "posts/a.md": ("Outer",),
        "posts/x/y/b.md": ("Inner",),
    }


def test_a_file_of_tags_that_is_not_valid_is_named(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"posts/tags.yml": 'a:\n  label: "x\n', "posts/a.md": post("a")})
    assert [code for _, _, code in list_codes(loaded)] == [Code.TAGS_INVALID]
    assert loaded.catalogue.posts[0].tags == ("a",)


def test_the_file_of_an_untrusted_author_names_no_tags(tmp_path: Path) -> None:
    files = {"posts/tags.yml": TAGS, "posts/a.md": post("release")}
    assert load(tmp_path, {**files}, Settings(untrusted=("posts/**",))).catalogue.posts[0].tags == ("release",)
