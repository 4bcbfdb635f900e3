"""How a project marks drafts, and what it writes for posts that are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...fields import statuses
from ...fields.field_rows import normalise_key
from ...fields.key_lookup import Dialects
from ...frontmatter.model import Unquoted, Value

_OPPOSITES = {
    "true": "false",
    "false": "true",
    "yes": "no",
    "no": "yes",
    "on": "off",
    "off": "on",
    "True": "False",
    "False": "True",
}
_FOR_DRAFTS, _FOR_PUBLIC = statuses.read_draft, statuses.read_public


def mark_status(key: str, values: Sequence[Value], dialects: Dialects, is_draft: bool) -> Value:
    """Return the value of a key that says whether a post is a draft; None if the key says something else.

    :param values: the values that the key has in other posts.
    """
    readers = [row.read for _number, _position, row in dialects.rows.get(normalise_key(key), ()) if row.field == "status"]
    common = Counter(value for value in values if isinstance(value, str)).most_common(1)
    spelling = common[0][0] if common else "true"
    if statuses.read_status in readers:
        return "draft" if is_draft else spelling if spelling.casefold() != "draft" else "published"
    if not ({_FOR_DRAFTS, _FOR_PUBLIC} & set(readers)):
        return None
    yes = spelling if spelling.casefold() in ("true", "yes", "on") else _OPPOSITES.get(spelling, "true")
    flag = is_draft if _FOR_DRAFTS in readers else not is_draft
    return type(spelling if isinstance(spelling, Unquoted) else Unquoted("x"))(yes if flag else _OPPOSITES.get(yes, "false"))
