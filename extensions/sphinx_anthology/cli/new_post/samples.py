"""The posts that a new one is made after: those with the most common format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ...catalogue.post import Post
from ...fields.key_lookup import Dialects
from ...frontmatter.model import FrontMatter
from ...frontmatter.parser import parse_front_matter
from ...frontmatter.text_directives import find_myst_directives
from ...loading.files.encodings import decode, normalise_newlines
from ...loading.posts.notebooks import NOTEBOOK_SUFFIX
from ...loading.posts.rest_text import REST_SUFFIX, read_rest
from ...problems import ignore_problem

DIRECTIVE = "directive"
"""The format of posts whose front matter is in ABlog's directive."""
COMMENT = "comment"
"""The format of posts whose front matter is in comments of reStructuredText, as in Nikola."""
_MAX = 300
"""Maximum number of posts whose front matter is compared, the newest ones."""

_DATED = 0.2
"""Part of the texts that have a date if those without one are no posts."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A post with its front matter as it is written."""

    post: Post
    text: str
    front_matter: FrontMatter

    @property
    def suffix(self) -> str:
        """The suffix of the file."""
        return PurePosixPath(self.post.path).suffix

    @property
    def form(self) -> str:
        """The format of the front matter; ``none`` if there is none."""
        if self.front_matter.has_directive:
            return DIRECTIVE
        form = self.front_matter.format
        return COMMENT if form == "rest" and self.text.lstrip().startswith(".. ") else form


def choose_samples(source: Path, posts: Iterable[Post], dialects: Dialects) -> list[Sample]:
    """Return the posts that most resemble the others: those of the most common format and suffix, the newest first.

    Translations and notebooks are no samples, nor are texts without a date if there are enough with one.

    :param source: the source folder.
    """
    candidates = [post for post in posts if not (post.translation_of or post.path.endswith(NOTEBOOK_SUFFIX))]
    dated = [post for post in candidates if post.published]
    chosen = dated if len(dated) >= _DATED * len(candidates) else candidates
    chosen = sorted(chosen, key=lambda post: str(post.published or ""), reverse=True)[:_MAX]
    samples = [sample for post in chosen if (sample := _read(source, post, dialects))]
    counts = Counter((sample.form, sample.suffix) for sample in samples)
    common = counts.most_common(1)[0][0] if counts else None
    return [sample for sample in samples if (sample.form, sample.suffix) == common]


def _read(source: Path, post: Post, dialects: Dialects) -> Sample | None:
    try:
        text = normalise_newlines(decode((source / post.path).read_bytes())[0])
    except OSError:
        return None
    if post.path.endswith(REST_SUFFIX):
        return Sample(post, text, read_rest(text, post.path, dialects, ignore_problem).front_matter)
    front_matter = parse_front_matter(text, post.path, ignore_problem)
    found = "{post}" in text and any(call.name == "post" for call in find_myst_directives(text.split("\n")))
    return Sample(post, text, replace(front_matter, has_directive=found))
