"""How a project marks drafts, and what it writes for posts that are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...fields import statuses
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


def mark_status(key: str, values: Sequence[Value], dialects: Dialects, is_draft: bool) -> Value:
    """Return the value of a key that says whether a post is a draft; None if the key says something else.

    :param values: the values that the key has in other posts.
    """
    readers = [row.read for row in dialects.rows_of(key) if row.field == "status"]
    common = Counter(value for value in values if isinstance(value, str)).most_common(1)
    spelling = common[0][0] if common else "true"
    if statuses.read_status in readers:
        return "draft" if is_draft else spelling if spelling.casefold() != "draft" else "published"
    if not ({statuses.read_draft, statuses.read_public} & set(readers)):
        return None
    yes = spelling if spelling.casefold() in ("true", "yes", "on") else _OPPOSITES.get(spelling, "true")
    flag = is_draft if statuses.read_draft in readers else not is_draft
    return Unquoted(yes if flag else _OPPOSITES.get(yes, "false"))
