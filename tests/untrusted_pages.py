"""A site with one untrusted post for each attack, and what its pages may contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from conftest import Site
from untrusted_vectors import VECTORS

CONFIGURATION = """
extensions = ["sphinx_anthology"]
html_theme = "furo"
anthology_posts = ["posts/**", "guest/**"]
anthology_untrusted = ["guest/**"]
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "deflist", "dollarmath", "fieldlist", "html_admonition", "html_image",
    "substitution",
]
myst_fence_as_directive = ["mermaid"]
myst_substitutions = {"key": "value"}
mathjax_path = "no-mathjax.js"
"""
"""A configuration that enables all that posts could misuse."""

ELEMENTS = frozenset(
    """
    a abbr b blockquote br cite code data dd details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input kbd li ol p
    pre section small span strong sub summary sup table tbody td tfoot th thead time tr ul caption col colgroup s article aside
    ruby rt font center
    """.split()
)
"""Elements of articles."""
ATTRIBUTES = frozenset(
    """
    align alt class colspan datetime dir disabled href id lang loading rel role rowspan scope start title type open checked
    valign src width height tabindex aria-label border value decoding fetchpriority srcset sizes data-tone
    """.split()
)
"""Attributes of these elements."""
CLASSES_OF_THE_PAGE = re.compile(
    r"sidebar-drawer|overlay|mobile-header|toc-|sd-stretched-link|anthology-card-link|announcement|back-to-top"
)
CLASSES_OF_A_CARD = "anthology-card-link reference internal"
"""The classes of the link of a related article. No post can have them all: those that are not its own are taken away."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def write_site(site: Site, names: Iterable[str] = VECTORS) -> None:
    """Write a trusted post and an untrusted one for each attack of a name."""
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n\n```{posts}\n```\n")
    site.post("own")
    for name in names:
        front_matter = f'---\ntitle: "Attack {name}"\ndate: 2025-01-02\ncategory: Guests\n---\n'
        site.write(f"guest/{name}.md", f"{front_matter}\nBefore it.\n\n{VECTORS[name]}\n\nAfter it.\n")


class PageChecker(HTMLParser):
    """Notes what a page must not contain, and tags that are not paired."""

    def __init__(self) -> None:
        super().__init__()
        self.violations: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "article" in self._open:
            self.violations += list(_find_violations(tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "svg" in self._open:
            return
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.violations.append(f"unpaired </{tag}>")

    def close(self) -> None:
        super().close()
        self.violations += [f"unclosed <{tag}>" for tag in self._open]


def _find_violations(tag: str, attributes: dict[str, str | None]) -> Iterator[str]:
    if tag not in ELEMENTS:
        yield f"<{tag}>"
    for name, value in attributes.items():
        text = value or ""
        if name not in ATTRIBUTES:
            yield f"<{tag} {name}>"
        if name in ("href", "src") and re.match(r"\s*(?!https?:|mailto:)[a-zA-Z][\w+.-]*:", text):
            yield f"<{tag} {name}={text!r}>"
        if name == "class" and CLASSES_OF_THE_PAGE.search(text) and text != CLASSES_OF_A_CARD:
            yield f"<{tag} class={text!r}>"


def find_violations(html: str) -> list[str]:
    """Return what an article with an untrusted post must not contain, and what is wrong with the structure of its page."""
    checker = PageChecker()
    checker.feed(html)
    checker.close()
    return checker.violations
