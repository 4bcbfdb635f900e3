"""ABlog's directives ``post``, ``update`` and ``postlist``, unless ABlog itself is used.

What ``post`` and ``update`` say is front matter, which :mod:`.loading.posts.ablog` reads. Here they show their content.
"""

from __future__ import annotations

from string import Formatter
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from myst_parser.mocking import MockState
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from ...catalogue.post import Post
from ...catalogue.queries import ListingQuery
from ...fields.languages import parse_language_name
from ...frontmatter.dates import DateError, parse_date
from ...pages import dates_and_numbers
from ...pages.i18n import _
from ...problems import Code
from ..dependencies import ask
from ..site import site_of
from ..warnings import warn
from .directives import PostsDirective

logger = logging.getLogger(__name__)

ABLOG = "ablog"
_FACTS = {"date": "date", "author": "author", "category": "category", "tags": "tags", "language": "language"}
"""What a list shows of a post, by the names in ABlog's formats."""
_FORMAT = "{date} - {title}"
_TEXT = directives.unchanged


class PostDirective(SphinxDirective):
    """``post``: its content, which is the summary of the post. Its options are front matter."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(
        "tags author category location language redirect title image excerpt exclude nocomments canonical_link "
        "external_link".split(),
        _TEXT,
    )

    def run(self) -> list[nodes.Node]:
        self._check_place()
        if "exclude" in self.options or not self.content:
            return []
        return self.parse_content_to_nodes(allow_section_headings=True)

    def _check_place(self) -> None:
        """Warn of a directive whose front matter is not read, because it is not in a post or inside of something else."""
        entry = site_of(self.env).catalogue.find_entry(self.env.current_document.docname)
        if not (self.arguments or self.options):
            return
        if not isinstance(entry, Post):
            message = (
                "Directive 'post' is not in an article, so its front matter has no effect. Name the file in anthology_posts."
            )
        elif not isinstance(self._parent(), nodes.document | nodes.section):
            message = "Directive 'post' is inside of another element, so its front matter has no effect. Move it to the margin."
        else:
            return
        warn(Code.FIELD_FORM, message, self.get_location())

    def _parent(self) -> nodes.Node | None:
        """Return the element that the directive is in."""
        state: Any = self.state
        return cast("nodes.Node", state._renderer.current_node if isinstance(state, MockState) else state.parent)


class UpdateDirective(SphinxDirective):
    """``update``: a note about a change, titled with its date."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"class": directives.class_option, "name": _TEXT}

    def run(self) -> list[nodes.Node]:
        date = " ".join(self.arguments[0].split())
        try:
            moment = parse_date(date, site_of(self.env).settings.zone)
            date = dates_and_numbers.date(moment, str(self.env.config.language))
        except DateError:
            pass  # the catalogue has reported it
        title = nodes.title("", _("Updated on {date}").format(date=date), translatable=False)
        classes = ["note", "update", *self.options.get("class", ())]
        return [nodes.admonition("", title, *self.parse_content_to_nodes(), classes=classes)]


class PostListDirective(PostsDirective):
    """``postlist``: the posts that the options select, newest first."""

    optional_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(
        "tags author category location language format date sort excerpts list-style expand".split(), _TEXT
    )

    def run(self) -> list[nodes.Node]:
        given = {name: (value or "").strip() for name, value in self.options.items()}
        if given.get("location"):
            message = "Posts have no locations here, so the list is not limited by ':location:'. Remove it, or name a tag."
            warn(Code.TARGET_UNKNOWN, message, self.get_location())
        self.options = {
            "show": self._choose_parts(given.get("format") or _FORMAT, "excerpts" in given),
            "layout": "list" if "excerpts" in given else "compact",
        }
        if language := given.get("language"):
            self.options["language"] = parse_language_name(language) or language
        for name, option in (("category", "category"), ("author", "author"), ("tags", "tag")):
            if given.get(name):
                self.options[option] = given[name]
        if limit := self._read_limit():
            self.options["limit"] = limit
        if "sort" in given:
            self._sort_by_age(limit)
        return super().run()

    def _choose_parts(self, form: str, has_excerpts: bool) -> tuple[str, ...]:
        """Return what the list shows, from the format of an item: ``{date} - {title}``."""
        try:
            names = [name for _text, name, _spec, _conversion in Formatter().parse(form.strip("\"'")) if name]
        except ValueError as error:
            raise self.error(f"'format' cannot be read: {error}. Write names in braces, such as {_FORMAT}.") from error
        parts = tuple(_FACTS[name] for name in names if name in _FACTS)
        return ("excerpt", *parts) if has_excerpts else parts

    def _read_limit(self) -> int | None:
        if not self.arguments:
            return None
        if not self.arguments[0].isdigit() or not int(self.arguments[0][:6]):
            raise self.error(f"{self.arguments[0]!r} is no number of posts. Write a number, or nothing for all.")
        return int(self.arguments[0][:6])

    def _sort_by_age(self, limit: int | None) -> None:
        """Let the list begin with the oldest of the posts. As in ABlog, the newest are chosen, and then put in order."""
        self.options["sort"] = "oldest"
        if limit:
            self.options.pop("limit")
            every = ask(self.env, ListingQuery(self._selection(), self.collection_name()))
            self.options |= {"offset": max(len(every.posts) - limit, 0), "limit": limit}


def register_directives(app: Sphinx) -> None:
    """Register the directives, if ABlog is not used."""
    if is_used(app):
        logger.info("ABlog handles its directives 'post', 'update' and 'postlist'; their front matter is read here, too.")
        return
    for name, directive in (("post", PostDirective), ("update", UpdateDirective), ("postlist", PostListDirective)):
        app.add_directive(name, cast("type[SphinxDirective]", directive))


def is_used(app: Sphinx) -> bool:
    """Return whether the project uses ABlog."""
    return ABLOG in app.config.extensions or ABLOG in app.extensions
