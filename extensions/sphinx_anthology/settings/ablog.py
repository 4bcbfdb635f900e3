"""The configuration of ABlog, which stands in for options that a project has not set.

Source: https://ablog.readthedocs.io/en/stable/manual/ablog-configuration-options.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

ADDRESS = "blog_baseurl"
"""The option of ABlog for the address of the site."""


def read_ablog_options(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of ``posts`` and ``authors`` that the configuration of ABlog has.

    :param values: the values that ``conf.py`` sets.
    """
    given = values.get("blog_post_pattern")
    patterns = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else []
    authors = values.get("blog_authors")
    found = {
        "posts": [pattern for pattern in patterns if isinstance(pattern, str) and pattern],
        "authors": dict(_read_authors(authors, values.get("blog_default_author"))) if isinstance(authors, Mapping) else {},
    }
    return {name: value for name, value in found.items() if value}


def _read_authors(authors: Mapping[Any, Any], default: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield authors by key. ABlog has a name, or a pair of a name and a URL or None.

    :param default: the key of the author of posts that name nobody, or a list of keys.
    """
    keys = default if isinstance(default, list | tuple) else [default]
    for key, value in authors.items():
        name, *rest = value if isinstance(value, list | tuple) and value else (value,)
        if isinstance(key, str) and isinstance(name, str):
            url = rest[0] if rest and isinstance(rest[0], str) else ""
            yield key, {"name": name} | ({"url": url} if url else {}) | ({"default": True} if key in keys else {})
