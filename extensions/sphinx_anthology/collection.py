"""The posts of one blog, grouped: a site has one collection of posts, or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .groups import Group, Key, Labels, grouped, keys_of, named_key
from .kinds import Kind
from .post import Post
from .selection import Selection, ordered
from .settings import Settings
from .slugs import slugify


@dataclass(frozen=True, slots=True)
class Selected:
    """What was found of what a listing asks for."""

    posts: tuple[Post, ...]
    unknown: tuple[tuple[Kind, str], ...] = ()
    """The groups that are asked for and do not exist: kind and name."""


@dataclass(frozen=True)
class Collection:
    """Posts that have their own indexes. Nothing in it changes after it is made."""

    settings: Settings = field(default_factory=Settings)
    posts: tuple[Post, ...] = ()
    """The posts that listings show, newest first; those without a date come last."""
    labels: Labels = field(default_factory=dict)
    _selected: dict[Selection, Selected] = field(default_factory=dict, repr=False, compare=False)
    """What was asked for already, for lists that many pages show a part of."""

    @property
    def name(self) -> str:
        """The name; empty for the main collection."""
        return self.settings.collection

    @cached_property
    def groups(self) -> Mapping[Kind, Mapping[Key, Group]]:
        """All groups by kind and key, in the order in which overviews show them."""
        return {kind: grouped(self.posts, kind, self.settings, self.labels) for kind in Kind}

    @cached_property
    def by_slug(self) -> Mapping[Kind, Mapping[str, Group]]:
        """All groups by kind and slug."""
        return {kind: {group.slug: group for group in groups.values()} for kind, groups in self.groups.items()}

    @cached_property
    def _by_name(self) -> Mapping[Kind, Mapping[str, Group]]:
        """Groups by the slugs of their names alone; those with others in them before those that lie in others."""
        result: dict[Kind, dict[str, Group]] = {}
        for kind, groups in self.groups.items():
            inner_first = sorted(groups.values(), key=lambda group: (-len(group.key), group.key))
            result[kind] = {slugify(group.name): group for group in inner_first} | {g.key[-1]: g for g in inner_first}
        return result

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {post.docname: number for number, post in enumerate(self.posts)}

    def group(self, kind: Kind, name: str) -> Group | None:
        """Return the group with the slug or, in any spelling, the name: ``AI / Models``, or ``Models`` alone."""
        groups = self.groups[kind]
        found = self.by_slug[kind].get(name) or groups.get((slugify(name),)) or groups.get(named_key(name))
        return found or self._by_name[kind].get(slugify(name))

    def groups_of(self, post: Post, kind: Kind) -> tuple[Group, ...]:
        """Return the groups of a kind that *post* names itself, its main one first; not those that hold hidden posts alone."""
        groups = self.groups[kind]
        keys = keys_of(post, kind)
        # A post in AI / Models is in AI as well, but it is AI / Models that it names.
        named = [key for key in keys if not any(other != key and other[: len(key)] == key for other in keys)]
        return tuple(groups[key] for key in named if key in groups)

    def category_names(self, post: Post) -> tuple[str, ...]:
        """Return the names of a post's categories as the site calls them, each with those that it lies in: ``AI / Models``."""
        return tuple(group.full_name for group in self.groups_of(post, Kind.CATEGORY))

    def with_parents(self, group: Group) -> tuple[Group, ...]:
        """Return a group after those that it lies in, the outermost first."""
        groups = self.groups[group.kind]
        return tuple(groups[group.key[:depth]] for depth in range(1, len(group.key) + 1))

    def within(self, kind: Kind, key: Key = ()) -> tuple[Group, ...]:
        """Return the groups that lie just in another; those that lie in no other if *key* is empty."""
        return tuple(group for group in self.groups[kind].values() if group.key[:-1] == key)

    def page(self, index: str) -> str | None:
        """Return the docname of the first page of an index, or of the overview of its groups; None if there is none."""
        options = self.settings.index(index)
        kind = next((kind for kind in Kind if kind.index == index), None)
        least = 2 if index == "map" else 1  # one article has nothing to link to
        if not options.shown or len(self.groups[kind] if kind else self.posts) < least:
            return None
        return f"{self.settings.browse}/{options.folder}"

    def is_in_sidebar(self, kind: Kind) -> bool:
        """Tell whether the sidebar leads to the overview of a kind: one author need not be looked for among authors."""
        return len(self.groups[kind]) > (1 if kind is Kind.AUTHOR else 0)

    def neighbours(self, post: Post) -> tuple[Post | None, Post | None]:
        """Return the posts published just before and just after *post*; a hidden one has no neighbours."""
        position = self._positions.get(post.docname)
        if position is None:
            return None, None
        older = self.posts[position + 1] if position + 1 < len(self.posts) else None
        newer = self.posts[position - 1] if position else None
        return older, newer

    def select(self, selection: Selection) -> Selected:
        """Return the posts that a listing asks for."""
        if selection not in self._selected:
            self._selected[selection] = self._select(selection)
        return self._selected[selection]

    def _select(self, selection: Selection) -> Selected:
        wanted = {
            Kind.CATEGORY: selection.category,
            Kind.TAG: selection.tag,
            Kind.AUTHOR: selection.author,
            Kind.SERIES: selection.series,
        }
        unknown: list[tuple[Kind, str]] = []
        groups: list[Group] = []
        lists: list[tuple[Post, ...]] = []
        for kind, value in wanted.items():
            if value:
                found = {name: self.group(kind, name) for name in self._names(kind, value)}
                unknown += [(kind, name) for name, group in found.items() if group is None]
                groups += (some := [group for group in found.values() if group])
                lists.append(tuple({post.docname: post for group in some for post in group.posts}.values()))
        posts = lists[0] if lists else self.posts
        for others in lists[1:]:
            known = {post.docname for post in others}
            posts = tuple(post for post in posts if post.docname in known)
        posts = tuple(post for post in posts if selection.meets(post))
        # The posts of one group have the order of its index already.
        if selection.sort or len(groups) != 1:
            posts = ordered(posts, selection.sort or self.settings.index("posts").order, selection.pinned_first)
        end = None if selection.limit is None else selection.offset + selection.limit
        return Selected(posts[selection.offset : end], tuple(unknown))

    def _names(self, kind: Kind, value: str) -> list[str]:
        """Return the names in a text with commas between; a name may have a comma itself."""
        if self.group(kind, value):
            return [value]
        return [name for part in value.split(",") if (name := part.strip())]
