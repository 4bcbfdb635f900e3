"""Which pages have to be written again, though they need not be read again.

A page shows more than its own text: the sidebar, the titles of what it links to, what links to it. For each builder the
fingerprints of all this are kept from the last time that it wrote; builders that share an environment may so take turns.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from . import navigation
from .domain import blog_domain
from .surroundings import surroundings

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def to_be_written(env: BuildEnvironment, builder: str) -> list[str]:
    """Return the documents that *builder* has written before and that would come out otherwise now.

    To be called once in a build, after all documents have been read.
    """
    domain = blog_domain(env)
    reading, before = domain.data["shown"].get(builder, (None, {}))
    if reading == domain.data["reading"]:
        return []  # nothing was read since
    now = _shown(env)
    domain.data["shown"][builder] = (domain.data["reading"], now)
    return sorted(name for name, shown in now.items() if before.get(name, shown) != shown)


def _shown(env: BuildEnvironment) -> dict[str, bytes]:
    """Return a fingerprint, for each document, of what it shows beside its own text."""
    domain = blog_domain(env)
    around = surroundings(domain)
    everywhere = navigation.sidebar_fingerprint(env)
    result: dict[str, bytes] = {}
    for docname in env.all_docs:
        asked = sorted(domain.asked.get(docname, {}).values())
        shown = repr((everywhere, asked, around.shown(docname)))
        result[docname] = blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return result
