"""Random front matter for property tests."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

FORMATS = ("yaml", "toml", "json")
FENCES = {"yaml": ("---", "---"), "toml": ("+++", "+++"), "json": ("{", "}")}

# Text that all three formats can contain on one line.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
WORDS = st.text(CHARACTERS, min_size=1, max_size=12).filter(lambda text: text.strip() != "")
NAMES = st.text(st.sampled_from("abcXYZ가나다09 '\":#-,[]{}&*!|>%@`\\/"), min_size=1, max_size=12).filter(
    lambda text: text.strip() != ""
)
ADDRESSES = st.sampled_from(["/a/", "/2025/04/23/x/", "https://example.org/x", "old.html", "/한글/"])
DATES = st.sampled_from(["2025-04-23", "2025-04-23T10:11:12Z", "2025-4-3 9:05", "Apr 23, 2025", "soon", "2021-00-00"])
FLAGS = st.one_of(st.booleans(), st.sampled_from(["yes", "no", "flase", "perhaps"]))
LISTS = st.one_of(NAMES, st.lists(NAMES, max_size=3), st.lists(st.lists(NAMES, min_size=1, max_size=2), max_size=2))
PEOPLE = st.one_of(NAMES, st.lists(NAMES, max_size=3), st.fixed_dictionaries({"name": NAMES, "url": ADDRESSES}))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("title", "linkTitle", "subtitle", "description", "excerpt", "series", "제목"), WORDS),
    **dict.fromkeys(("date", "updated", "lastmod", "pubDate"), DATES),
    **dict.fromkeys(("category", "categories", "tags", "topics"), LISTS),
    **dict.fromkeys(("author", "authors"), PEOPLE),
    **dict.fromkeys(("draft", "published", "hidden", "math", "pinned"), FLAGS),
    **dict.fromkeys(("readTime", "weight", "order"), st.integers(0, 99999)),
    **dict.fromkeys(("slug", "permalink", "canonical"), ADDRESSES),
    "aliases": st.lists(ADDRESSES, max_size=3),
    "coverImage": st.one_of(ADDRESSES, st.fixed_dictionaries({"url": ADDRESSES, "alt": NAMES})),
    "extra": st.fixed_dictionaries({"team": NAMES}),
    "layout": st.just("post"),
    "rating": st.integers(),
}
FRONT_MATTER = st.lists(st.sampled_from(sorted(VALUES)), unique=True, min_size=1, max_size=8).flatmap(
    lambda keys: st.fixed_dictionaries({key: VALUES[key] for key in keys})
)


def format_value(value: Any, form: str) -> str:
    """Return a value on one line. Texts, numbers and lists of JSON are also valid in YAML and TOML."""
    if isinstance(value, dict):
        separator = " = " if form == "toml" else ": "
        return "{" + ", ".join(f'"{key}"{separator}{format_value(item, form)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(format_value(item, form) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def format_front_matter(values: dict[str, Any], form: str) -> str:
    """Return front matter in one of :data:`FORMATS`, with its keys on lines 2, 3, 4 …"""
    opening, closing = FENCES[form]
    if form == "json":
        lines = [f'"{key}": {format_value(value, form)}' for key, value in values.items()]
        return "\n".join([opening, ",\n".join(lines), closing, "Text.", ""])
    separator = " = " if form == "toml" else ": "
    return "\n".join(
        [opening, *(f'"{key}"{separator}{format_value(value, form)}' for key, value in values.items()), closing, "Text.", ""]
    )
