"""Languages that other files make clear, translations, and the slugs of both."""

from __future__ import annotations

from pathlib import Path

import pytest
from post_files import make_post, write_files
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.loading.loader import LoadResult, PostSource, load_posts
from sphinx_anthology.problems import Code


def load(folder: Path, *paths: str, language: str = "en", **front_matter: str) -> LoadResult:
    """Load posts at *paths* below ``posts/``. Front matter is given by the path of its post, as ``key: value``."""
    files: dict[str, str | bytes] = {}
    for path in paths:
        key, _, value = front_matter.get(path.replace("/", "_").partition(".")[0], "category: A").partition(": ")
        files[f"posts/{path}"] = make_post(date="2025-04-23", **{key: value})
    docnames = write_files(folder, files)
    return load_posts(PostSource(folder, docnames, language=language))


def find(loaded: LoadResult | Catalogue, path: str) -> Post:
    catalogue = loaded.catalogue if isinstance(loaded, LoadResult) else loaded
    return next(post for post in catalogue.all_posts if post.path == f"posts/{path}")


def languages(loaded: LoadResult) -> dict[str, str | None]:
    return {post.path.removeprefix("posts/"): post.language for post in loaded.catalogue.all_posts}


TRANSLATED = [
    ("nl/pair.md", "fr/pair.md", "nl", "fr"),
    ("pt_BR/pair.md", "zh-Hant/pair.md", "pt-BR", "zh-Hant"),
    ("kor/pair.md", "eng/pair.md", "ko", "en"),
    ("bundle/index.it.md", "bundle/index.fil.md", "it", "fil"),
    ("memo.uk.md", "memo.pt-br.md", "uk", "pt-BR"),
    ("it/2025/pair.md", "en/2025/pair.md", "it", "en"),
    ("it/pair.md", "cs/pair.md", "it", "cs"),
    ("pair.pl.md", "pair.cs.md", "pl", "cs"),
    ("guide/yue/pair.md", "guide/id/pair.md", "yue", "id"),
]


@pytest.mark.parametrize(("one", "other", "first", "second"), TRANSLATED)
def test_translations_know_each_other_and_have_slugs_of_their_own(
    tmp_path: Path, one: str, other: str, first: str, second: str
) -> None:
    loaded = load(tmp_path, one, other)
    assert languages(loaded) == {one: first, other: second}
    posts = find(loaded, one), find(loaded, other)
    assert [post.translations for post in posts] == [(posts[1].docname,), (posts[0].docname,)]
    assert posts[0].slug != posts[1].slug
    assert loaded.problems == ()


@pytest.mark.parametrize("path", [path for pair in TRANSLATED[:5] for path in pair[:2]])
def test_a_slug_depends_on_no_other_file(tmp_path: Path, path: str) -> None:
    others = [other for pair in TRANSLATED[:5] for other in pair[:2]]
    assert find(load(tmp_path / "alone", path), path).slug == find(load(tmp_path / "all", *others), path).slug


@pytest.mark.parametrize(
    ("path", "slug", "old"),
    [
        ("bundle/index.it.md", "bundle-it", ("index.it",)),
        ("notes/memo.sv.md", "memo-sv", ("memo.sv",)),
        ("ja/pair.md", "pair-ja", ("pair",)),
        ("zh_TW/2025-04-23-pair.md", "pair-zh-tw", ("pair",)),
        ("pair.ko.md", "pair-ko", ()),
        ("en/pair.md", "pair", ()),
        ("socket.io.md", "socket.io", ()),
        ("program.cs.md", "program.cs", ()),
        ("it/pair.md", "pair", ()),
    ],
)
def test_a_slug_has_the_language_of_the_path_and_the_old_one_stays_an_alias(
    tmp_path: Path, path: str, slug: str, old: tuple[str, ...]
) -> None:
    loaded = load(tmp_path, path)
    post = find(loaded, path)
    assert (post.slug, post.old_slugs) == (slug, old)
    assert all(loaded.catalogue.find(name) is post for name in (slug, *old))


def test_old_slugs_are_those_that_the_posts_had_and_never_those_of_other_posts(tmp_path: Path) -> None:
    loaded = load(tmp_path, "a/index.it.md", "b/index.it.md", "index.it/index.md", "ja/pair.md", "pair.md")
    old = {post.slug: post.old_slugs for post in loaded.catalogue.all_posts}
    # A post that had a number has none now. What was the slug of one post and is that of another is no alias.
    assert old == {
        "a-it": (),
        "b-it": ("index.it-2",),
        "index.it": ("index.it-3",),
        "pair-ja": (),
        "pair": ("pair-2",),
    }


def test_the_language_of_the_site_needs_no_mark_in_slugs(tmp_path: Path) -> None:
    loaded = load(tmp_path, "ko/pair.md", "en/pair.md", language="ko")
    assert {post.path: post.slug for post in loaded.catalogue.all_posts} == {
        "posts/ko/pair.md": "pair",
        "posts/en/pair.md": "pair-en",
    }


@pytest.mark.parametrize(
    "paths",
    [
        ("go/pair.md", "js/pair.md", "it/memo.md", "cs/note.md"),
        ("it/index.md", "cs/index.md"),
        ("no/reply.md", "to-do/list.md", "as-is/terms.md", "new/pair.md", "map/pair.md"),
        ("socket.io.md", "main.ts.md", "app.v2.md", "notes.new.md"),
        ("art/a.md", "en.md", "it.md"),
    ],
)
def test_a_topic_is_no_language(tmp_path: Path, paths: tuple[str, ...]) -> None:
    loaded = load(tmp_path, *paths)
    assert languages(loaded) == dict.fromkeys(paths)
    assert not any(post.translations for post in loaded.catalogue.all_posts)


def test_the_front_matter_of_a_post_shows_that_a_folder_is_a_language(tmp_path: Path) -> None:
    loaded = load(tmp_path, "it/a.md", "it/b.md", "cs/c.md", it_a="lang: it")
    assert languages(loaded) == {"it/a.md": "it", "it/b.md": "it", "cs/c.md": None}
    assert find(loaded, "it/b.md").origins["language"].source == "folder"


def test_a_post_without_a_language_in_its_path_is_a_translation_too(tmp_path: Path) -> None:
    loaded = load(tmp_path, "pair.md", "pair.de.md", "memo.md", "vi/memo.md", "fr/other.md")
    assert {post.path: post.translations for post in loaded.catalogue.all_posts} == {
        "posts/pair.md": ("posts/pair.de",),
        "posts/pair.de.md": ("posts/pair",),
        "posts/memo.md": ("posts/vi/memo",),
        "posts/vi/memo.md": ("posts/memo",),
        "posts/fr/other.md": (),
    }


def test_a_key_or_a_slug_in_the_front_matter_names_translations(tmp_path: Path) -> None:
    loaded = load(tmp_path, "a.md", "b.md", "c.md", a="translationKey: x", b="translationKey: x", c="translationKey: y")
    assert not any(post.translations for post in loaded.catalogue.all_posts)  # all are in the same language
    text = "---\ntitle: A\ndate: 2025-04-23\nslug: same\nlang: {}\n---\nText.\n"
    files = {"posts/a.md": text.format("en"), "posts/b.md": text.format("fr"), "posts/c.md": text.format("de")}
    pelican = load_posts(PostSource(tmp_path / "pelican", write_files(tmp_path / "pelican", dict(files))))
    assert [post.slug for post in pelican.catalogue.all_posts] == ["same", "same-fr", "same-de"]
    assert find(pelican, "a.md").translations == ("posts/c", "posts/b")
    assert pelican.problems == ()


def test_two_posts_of_the_same_slug_and_language_are_duplicates(tmp_path: Path) -> None:
    loaded = load(tmp_path, "a/pair.md", "b/pair.md", "de/x/pair.md", "de/y/pair.md")
    assert [problem.code for problem in loaded.problems] == [Code.SLUG_DUPLICATE, Code.SLUG_DUPLICATE]


def test_a_draft_is_no_translation(tmp_path: Path) -> None:
    loaded = load(tmp_path, "en/pair.md", "ja/pair.md", ja_pair="draft: true")
    assert find(loaded, "en/pair.md").translations == ()


def originals(loaded: LoadResult) -> dict[str, str]:
    """Return the original of each translation, both without the folder of posts."""
    posts = (post for post in loaded.catalogue.all_posts if post.translation_of)
    return {post.path.removeprefix("posts/"): post.translation_of.removeprefix("posts/") for post in posts}


@pytest.mark.parametrize(
    ("paths", "front_matter", "language", "expected"),
    [
        (("a.md", "a.ko.md", "a.ja.md"), {}, "ko", {"a.ko.md": "a", "a.ja.md": "a"}),
        (("en/a.md", "ko/a.md"), {}, "ko", {"en/a.md": "ko/a"}),
        (("en/a.md", "ko/a.md"), {}, "de", {"ko/a.md": "en/a"}),
        (("en/a.md", "ko/a.md"), {"en_a": "translation: true"}, "en", {"en/a.md": "ko/a"}),
        (("spring/index.md", "spring/ko/index.md"), {}, "ko", {"spring/ko/index.md": "spring/index"}),
        (("index/en/a.md", "index/a.md"), {"index_a": "isTranslation: yes"}, "de", {"index/a.md": "index/en/a"}),
        (("a.md",), {"a": "translation: true"}, "en", {}),
    ],
)
def test_the_original_is_stated_or_named_without_a_language_or_in_that_of_the_site(
    tmp_path: Path, paths: tuple[str, ...], front_matter: dict[str, str], language: str, expected: dict[str, str]
) -> None:
    assert originals(load(tmp_path, *paths, language=language, **front_matter)) == expected


def test_of_two_versions_that_nothing_calls_the_original_it_is_the_older_one(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/ko/a.md": make_post(date="2024-04-23", translation_key="a"),
        "posts/ja/b.md": make_post(date="2023-04-23", translation_key="a"),
    }
    assert originals(load_posts(PostSource(tmp_path, write_files(tmp_path, files)))) == {"ko/a.md": "ja/b"}


@pytest.mark.parametrize("key", ["translation_key", "translationKey", "ref", "page_id", "lang-ref"])
def test_a_key_joins_an_article_whose_paths_join_only_some_of_its_languages(tmp_path: Path, key: str) -> None:
    files: dict[str, str | bytes] = {
        "posts/en/a.md": make_post(date="2025-04-23", **{key: "spring"}),
        "posts/ko/a.md": make_post(date="2025-04-23"),
        "posts/other.md": make_post(date="2025-04-23", lang="ja", **{key: "spring"}),
    }
    loaded = load_posts(PostSource(tmp_path, write_files(tmp_path, files)))
    found = {post.path: len(post.translations) for post in loaded.catalogue.posts}
    assert found == {"posts/en/a.md": 2, "posts/ko/a.md": 2, "posts/other.md": 2}
    assert len({post.article for post in loaded.catalogue.posts}) == 1


def test_a_key_that_was_copied_joins_no_two_posts_in_one_language(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/en/a.md": make_post(date="2025-04-23", ref="spring"),
        "posts/ko/a.md": make_post(date="2025-04-23"),
        "posts/ko/b.md": make_post(date="2025-04-23", ref="spring"),
    }
    loaded = load_posts(PostSource(tmp_path, write_files(tmp_path, files)))
    found = {post.path: post.translations for post in loaded.catalogue.posts}
    assert found == {"posts/en/a.md": ("posts/ko/b",), "posts/ko/b.md": ("posts/en/a",), "posts/ko/a.md": ()}
