"""``conf.py`` of ABlog with the options of this extension. It is parsed, and never run.

Source: https://ablog.readthedocs.io/en/stable/manual/ablog-configuration-options.html
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_EXTENSION = "sphinx_anthology"
_RENAMED = {
    "blog_feed_archives": "anthology_feed_archives",
    "blog_feed_length": "anthology_feed_size",
}
_WITHOUT_EFFECT = frozenset(
    "blog_path blog_title blog_feed_fulltext blog_feed_subtitle blog_feed_titles blog_feed_templates blog_archive_titles "
    "blog_default_language blog_default_location blog_languages blog_locations post_date_format "
    "post_date_format_short post_auto_excerpt post_auto_image post_auto_orphan post_always_section post_redirect_refresh "
    "post_show_prev_next fontawesome_css_file fontawesome_included fontawesome_link_cdn disqus_shortname disqus_drafts "
    "disqus_pages skip_injecting_base_ablog_templates".split()
)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A part of a text, as places in its bytes, and what is there instead."""

    start: int
    end: int
    text: str = ""


class _Source:
    """A Python file as bytes, in which the parser counts columns."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self._starts = [0]
        for line in self.data.split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def start(self, node: ast.expr) -> int:
        """Return where an expression begins."""
        return self._starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr) -> int:
        """Return where an expression ends."""
        return self._starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)

    def lines(self, node: ast.stmt) -> tuple[int, int]:
        """Return where the lines of a statement begin and end."""
        return self._starts[node.lineno - 1], min(self._starts[node.end_lineno or node.lineno], len(self.data))


def migrate_configuration(text: str) -> tuple[str, list[str]]:
    """Return a configuration of ABlog as one of this extension, and notes.

    :raises SyntaxError: it is no Python.
    """
    tree, source = ast.parse(text), _Source(text)
    values = dict(_list_assignments(tree))
    edits: list[_Edit] = []
    for statement in tree.body:
        edits += _edit_statement(source, statement)
    data = source.data
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        data = data[: edit.start] + edit.text.encode() + data[edit.end :]
    after = data.decode()
    if not edits:
        return text, []
    added = [line for name, line in _list_new_options(values) if name not in values]
    notes = _list_notes(values)
    return (after.rstrip("\n") + "\n\n" + "\n".join(added) + "\n" if added else after), notes


def is_ablog(text: str) -> bool:
    """Return whether a configuration names ABlog as an extension, or this one instead."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    named = [statement for statement in tree.body if _names_extensions(statement)]
    return any(any(_list_constants(statement, name)) for statement in named for name in ("ablog", _EXTENSION))


def _list_assignments(tree: ast.Module) -> Iterator[tuple[str, object]]:
    """Yield the names that are assigned at the top, with their values; None for those that are no literals."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
            try:
                yield statement.targets[0].id, ast.literal_eval(statement.value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                yield statement.targets[0].id, None


def _edit_statement(source: _Source, statement: ast.stmt) -> Iterator[_Edit]:
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    name = target.id if isinstance(target, ast.Name) else ""
    if (
        isinstance(statement, ast.Import) and [alias.name for alias in statement.names] == ["ablog"]
    ) or name in _WITHOUT_EFFECT:
        yield _Edit(*source.lines(statement))
    elif target is not None and name in _RENAMED:
        yield _Edit(source.start(target), source.end(target), _RENAMED[name])
    elif _names_extensions(statement):
        for constant in _list_constants(statement, "ablog"):
            quote = chr(source.data[source.end(constant) - 1])
            yield _Edit(source.start(constant), source.end(constant), f"{quote}{_EXTENSION}{quote}")
    elif name in ("html_sidebars", "templates_path"):
        for node in ast.walk(statement):
            if isinstance(node, ast.List):
                yield from _drop_items(source, node)


def _names_extensions(statement: ast.stmt) -> bool:
    """Return whether a statement is about the list of extensions."""
    return any(isinstance(node, ast.Name) and node.id == "extensions" for node in ast.walk(statement))


def _list_constants(statement: ast.stmt, value: str) -> Iterator[ast.Constant]:
    return (node for node in ast.walk(statement) if isinstance(node, ast.Constant) and node.value == value)


def _drop_items(source: _Source, items: ast.List) -> Iterator[_Edit]:
    """Yield the edits that take ABlog's templates out of a list."""
    kept = [item for item in items.elts if not _is_of_ablog(item)]
    if len(kept) == len(items.elts):
        return
    if not kept:
        yield _Edit(source.start(items) + 1, source.end(items) - 1)
        return
    for number, item in enumerate(items.elts):
        if not _is_of_ablog(item):
            continue
        if number + 1 < len(items.elts):
            yield _Edit(source.start(item), source.start(items.elts[number + 1]))
        else:
            before = [other for other in items.elts[:number] if not _is_of_ablog(other)][-1]
            previous = items.elts[number - 1]
            yield _Edit(source.start(previous) if _is_of_ablog(previous) else source.end(before), source.end(item))


def _is_of_ablog(item: ast.expr) -> bool:
    """Return whether an item of a list is a template of ABlog, or the path of its templates."""
    if isinstance(item, ast.Constant):
        return isinstance(item.value, str) and item.value.startswith("ablog/")
    return any(isinstance(node, ast.Name) and node.id == "ablog" for node in ast.walk(item))


def _list_new_options(values: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield options for what ABlog has by itself, each with its line."""
    folder = values.get("blog_path") or "blog"
    if isinstance(folder, str):
        yield "anthology_feed_aliases", f'anthology_feed_aliases = ["/{folder.strip("/")}/atom.xml"]'
    if values.get("blog_feed_fulltext") is not True:
        yield "anthology_feed_content", 'anthology_feed_content = "excerpt"'
    name = values.get("disqus_shortname")
    if isinstance(name, str) and name:
        yield "anthology_comments", f'anthology_comments = {{"provider": "disqus", "shortname": {name!r}}}'


def _list_notes(values: dict[str, object]) -> list[str]:
    folder = values.get("blog_path") if isinstance(values.get("blog_path"), str) else "blog"
    pairs = (("tag", "tags"), ("category", "categories"), ("author", "authors"), ("archive", "archive"))
    moved = [f"/{folder}/{old} to /browse/{new}" for old, new in pairs]
    notes = [f"Index pages have moved: {', '.join(moved)}. Let the host redirect them, if others link to them."]
    if "blog_locations" in values or "blog_default_location" in values:
        notes.append("Posts have no locations here. Name a tag instead.")
    return notes
