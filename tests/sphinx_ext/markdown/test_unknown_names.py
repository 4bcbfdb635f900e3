"""Directives and roles of posts that nothing defines."""

from __future__ import annotations

import re

from conftest import Site

TEXT = """\
```{nosuch} first *words*
:option: value

Body **one** <b>.
```

:::{nosuch-two}
Body two.
:::

````{note}
```{nosuch-three}
Body three.
```
````

```{nosuch-four}
```

Before {norole}`role *text*` after.

| a |
| --- |
| {norole}`in a cell` |
"""


def test_nothing_in_an_unknown_directive_or_role_is_lost(site: Site) -> None:
    site.post("a", TEXT)
    build = site.build()
    article = build.soup("posts/a").select_one("article")
    blocks = [block.get_text().strip() for block in article.select("pre")]
    assert blocks == ["first *words*\n:option: value\n\nBody **one** <b>.", "Body two.", "Body three."]
    assert article.select_one(".note pre") is not None
    assert [role.get_text() for role in article.select("code")] == ["role *text*", "in a cell"]
    assert "Before role *text* after." in article.get_text()
    named = re.findall(r"(?:directive type: |role )['\"]([\w-]+)", build.warnings)
    assert sorted(named) == ["norole", "norole", "nosuch", "nosuch-four", "nosuch-three", "nosuch-two"]


def test_known_directives_without_output_and_other_pages_stay_as_they_are(site: Site) -> None:
    site.post("a", "```{only} latex\nHidden body.\n```\n\n```{index} term\n```\n\nText.\n")
    site.write("page.md", "---\norphan: true\n---\n\n# Page\n\n```{nosuch}\nBody.\n```\n")
    build = site.build()
    assert build.soup("posts/a").select("article pre") == []
    assert build.soup("page").select("article pre") == []
