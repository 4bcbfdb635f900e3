"""Languages that only other files make clear, and translations of the same article.

A folder such as ``it`` or ``cs`` may be a language or a topic, and so may the end of a file name such as ``socket.io.md``. It
is a language if there is evidence: front matter in it that says so, a folder of another language beside it, or a file of the
same name in such a folder. Translations have the same key in their front matter, or the same path but for their language.

The original is the one whose front matter does not call it a translation. If that leaves several, it is the one whose path
names no language, else the one in the language that ``conf.py`` names, else the oldest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations, groupby
from typing import NamedTuple

from ...catalogue.file_names import is_index, split_language
from ...catalogue.post import Post
from ...catalogue.selection import by_moment
from ...fields.languages import compare_languages, is_clear_language, may_be_language, parse_language_name
from ...fields.record import Origin


class _Place(NamedTuple):
    """A part of a path that may be a language."""

    before: str
    """The path of the folder that it is in."""
    name: str
    after: str
    """The path below it; for the suffix of a file name its stem."""
    is_folder: bool


class PathLanguages:
    """The languages in the paths of posts, each with the evidence of all others."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._posts = list(posts)

    def find(self, post: Post) -> tuple[str, _Place] | None:
        """Return the tag of the language in the path of a post, and the place of it; None if there is none."""
        for place in _list_places(post.path):
            is_language = is_clear_language(place.name, place.is_folder) or self._has_evidence(place)
            if is_language and (tag := parse_language_name(place.name)):
                return tag, place
        return None

    def _has_evidence(self, place: _Place) -> bool:
        if (place.before, place.name, place.is_folder) in self._stated:
            return True
        if not place.is_folder:
            others = self._suffixes.get((place.before, place.after), set()) - {place.name}
            return any(not name or parse_language_name(name) for name in others)
        beside = self._folders.get(place.before, {})
        if len(place.name) == 2 and any(is_clear_language(name, is_folder=True) for name in beside if name != place.name):
            return True
        if is_index(place.after) and "/" not in place.after:
            return False  # each topic has an index
        alike = (name for name, paths in beside.items() if name != place.name and place.after in paths)
        return any(map(parse_language_name, alike))

    @cached_property
    def _stated(self) -> frozenset[tuple[str, str, bool]]:
        """The places whose language the front matter of a post in them names."""
        return frozenset(
            (place.before, place.name, place.is_folder)
            for post in self._posts
            if post.language and "language" in post.origins and post.origins["language"].key
            for place in _list_places(post.path)
            if parse_language_name(place.name) == post.language
        )

    @cached_property
    def _folders(self) -> Mapping[str, Mapping[str, set[str]]]:
        """By the path of a folder, its subfolders that may be languages, each with the paths of the posts below it."""
        result: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for post in self._posts:
            for place in _list_places(post.path):
                if place.is_folder:
                    result[place.before][place.name].add(place.after)
        return result

    @cached_property
    def _suffixes(self) -> Mapping[tuple[str, str], set[str]]:
        """The suffixes of the files with a folder and a stem; an empty one for the stem alone."""
        result: dict[tuple[str, str], set[str]] = defaultdict(set)
        for post in self._posts:
            folder, _, name = post.path.rpartition("/")
            result[folder, name.rpartition(".")[0]].add("")
            for place in _list_places(post.path):
                if not place.is_folder:
                    result[place.before, place.after].add(place.name)
        return result


def _list_places(path: str) -> Iterator[_Place]:
    """Yield the parts of a path that may be languages: the suffix of the file name, then folders from the innermost on."""
    parts = path.split("/")
    stem, _, suffix = parts[-1].rpartition(".")[0].rpartition(".")
    if stem and may_be_language(suffix):
        yield _Place("/".join(parts[:-1]), suffix, stem, is_folder=False)
    for number in range(len(parts) - 2, -1, -1):
        if may_be_language(parts[number]):
            yield _Place("/".join(parts[:number]), parts[number], "/".join(parts[number + 1 :]), is_folder=True)


def resolve_languages(posts: Sequence[Post], has_page: Callable[[Post], bool], site_language: str) -> list[Post]:
    """Return posts with the languages of their paths, where the front matter names none, and with their translations.

    :param posts: all posts, with the languages that are clear from each file alone.
    :param has_page: returns whether a post has a page, so that it can be a translation of another one.
    :param site_language: the language that ``conf.py`` names.
    """
    languages = PathLanguages(posts)
    groups: dict[tuple[int, *tuple[object, ...]], list[Post]] = defaultdict(list)
    result: list[Post] = []
    named: set[str] = set()
    for post in posts:
        found = languages.find(post)
        resolved = _with_language(post, *found) if found else post
        result.append(resolved)
        if found:
            named.add(post.path)
        for key in _list_group_keys(resolved, found[1] if found else None) if has_page(post) else ():
            groups[key].append(resolved)
    articles = _join_translations([groups[key] for key in sorted(groups, key=lambda key: key[0])])
    return [_with_translations(post, articles.get(post.path, {}), site_language, named) for post in result]


def _with_translations(post: Post, article: Mapping[str, Post], site_language: str, named: Collection[str]) -> Post:
    """Return a post with its translations.

    :param article: the article in all its languages, by language tag; empty if it has one.
    :param named: the paths of the posts whose path names their language.
    """

    def rank(one: Post) -> tuple[object, ...]:
        fits = compare_languages(one.language, site_language)
        return one.is_translation, one.path in named, fits, by_moment(one.published), one.path

    others = tuple(article[tag].docname for tag in sorted(article) if article[tag].path != post.path)
    original = min(article.values(), key=rank).docname if article else post.docname
    translation_of = original if original != post.docname else ""
    if (others, translation_of) == (post.translations, post.translation_of):
        return post
    return replace(post, translations=others, translation_of=translation_of)


def _with_language(post: Post, tag: str, place: _Place) -> Post:
    origin = post.origins.get("language")
    if post.language == tag or (origin and origin.key):
        return post
    source = "folder" if place.is_folder else "file name"
    return replace(post, language=tag, origins={**post.origins, "language": Origin(1, None, source)})


def _list_group_keys(post: Post, place: _Place | None) -> Iterator[tuple[int, *tuple[object, ...]]]:
    """Yield what a post has in common with its translations. What the front matter says has the lowest first item."""
    if post.translation_key:
        yield 0, post.is_untrusted, post.collection, "key", post.translation_key
    if place is None:
        path = f"{post.path.rpartition('/')[0]}/{split_language(post.path)[0]}"
    elif place.is_folder:
        path = f"{place.before}/{place.after.rpartition('.')[0]}"
    else:
        path = f"{place.before}/{place.after}"
    yield 1, post.is_untrusted, "path", path.lstrip("/")
    if (slug := post.origins.get("slug")) and slug.key and (language := post.origins.get("language")) and language.key:
        yield 0, post.is_untrusted, post.collection, "slug", post.slug  # Pelican


def _join_translations(groups: Iterable[list[Post]]) -> dict[str, dict[str, Post]]:
    """Return each article that has several languages, as its posts by language tag, by the path of each of them.

    An article has one post in a language: of several posts of a group in the same language none is a translation, and two
    articles are not joined if both have a post in the same language.

    :param groups: posts that have something in common, the groups with the strongest evidence first.
    """
    articles: dict[str, dict[str, Post]] = {}
    for group in groups:
        if len(group) < 2:
            continue
        by_language = groupby(sorted(group, key=_get_language), key=_get_language)
        alone = [members[0] for members in (list(posts) for _, posts in by_language) if len(members) == 1]
        for one, other in combinations(alone, 2):
            first = articles.get(one.path, {_get_language(one): one})
            second = articles.get(other.path, {_get_language(other): other})
            if first is not second and not first.keys() & second.keys():
                joined = first | second
                articles |= {post.path: joined for post in joined.values()}
    return articles


def _get_language(post: Post) -> str:
    return post.language or ""
