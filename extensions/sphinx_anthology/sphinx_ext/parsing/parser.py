"""Markdown of posts and pages: MyST, with other engines' syntax for posts.

MyST parses every page. For a post, the front matter has been read already: it is blanked rather than removed, so that every
line keeps its number, and title and header of the article come from the catalogue.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import nullcontext, suppress
from copy import deepcopy
from functools import partial
from typing import Any, NamedTuple, cast

from docutils import nodes
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote.index import footnote_ref
from myst_parser.config.main import MdParserConfig, TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx.environment import BuildEnvironment

from ...catalogue.post import Page, Post
from ...catalogue.queries import AnyPostsQuery, ArticleQuery
from ...frontmatter.parser import parse_front_matter
from ...markup.engines.wikilinks import wikilinks_plugin
from ...markup.inline.formulas import has_formulas
from ...markup.plugin import blog_markup_plugin
from ...markup.syntax.parse_state import get_markup_state, make_environment
from ...markup.syntax.replacements import Replacements, needs_parameters
from ...markup.syntax.rule_limits import limit_rules
from ...pages.article_footer import article_footer
from ...pages.article_header import article_header
from ...pages.entry import EntryText, end_of_text
from ...problems import Code, describe_error, ignore_problem
from ...settings import POSTS
from ..dependencies import ask
from ..lists.deferred_nodes import PageBeingRead, deferred_node
from ..markdown.link_renderer import LinkRenderer
from ..markdown.post_renderer import PostRenderer
from ..posts.formulas import mark_formulas
from ..posts.post_directives import PostDirectives
from ..posts.post_frame import PostFrame
from ..site import site_of
from ..sources.untrusted_files import is_untrusted_page
from ..untrusted.directives import UntrustedDirectives
from ..untrusted.renderer import UntrustedRenderer, restrict_configuration
from ..warnings import warn

EXTENSIONS = frozenset({"alert", "colon_fence", "deflist", "gfm_autolink", "strikethrough", "tasklist"})
"""MyST extensions that posts always have.

A single tilde does not strike text through: in Korean it stands between the ends of a range.
"""

MATH_EXTENSIONS = frozenset({"dollarmath", "amsmath"})
"""MyST extensions for displayed formulas, in posts that have formulas."""


_ALL_LEVELS = 6
"""The level of the deepest headings."""
_SYNTAX = "anthology:syntax"


class Syntax(NamedTuple):
    """How the post that is being read is parsed."""

    entry: Post | Page
    config: MdParserConfig
    has_math: bool
    """Whether dollar signs enclose formulas."""
    replacements: Replacements
    """What tags stand for by the word of the project or of the post."""
    footnotes: dict[str, int]
    """The labels of the footnotes on the page, as markdown-it keeps them. They are known when the page is parsed."""
    definitions: dict[str, Any]
    """The targets of links such as ``[text][label]`` on the page, as markdown-it keeps them."""

    def make_environment(self) -> dict[str, Any]:
        """Return the environment with which markdown-it parses a text of the post."""
        has_substitutions = "substitution" in self.config.enable_extensions
        environment = make_environment(
            self.entry.path, self.has_math, has_substitutions=has_substitutions, replacements=self.replacements
        )
        if self.footnotes:
            environment["footnotes"] = {"refs": dict(self.footnotes), "list": {}}
        if self.definitions:
            environment["references"] = dict(self.definitions)
        return environment

    def finish(self, environment: MutableMapping[str, Any], document: nodes.document) -> None:
        """Keep the labels of a text that has been parsed for the next one, and report what is more than a page can show."""
        self.footnotes.update(dict.fromkeys(environment.get("footnotes", {}).get("refs", ()), -1))
        for label, definition in environment.get("references", {}).items():
            self.definitions.setdefault(label, definition)
        for message, line in get_markup_state(environment).reached_limits.items():
            warn(Code.MARKUP_LIMIT, message, f"{document['source']}:{line}")


class PostParser(MystParser):
    """MyST's parser, for all Markdown files."""

    cleans_untrusted_posts = True

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env: BuildEnvironment = document.settings.env
        if document["source"] != str(env.doc2path(env.current_document.docname)):
            _parse_fragment(inputstring, document, env)
        elif frame := find_frame(env):
            self.parse_post(inputstring, frame, document)
        else:
            _parse_page(inputstring, document, env)

    def parse_post(self, text: str, frame: PostFrame, document: nodes.document) -> None:
        """Parse a whole post."""
        syntax, body = start_post(text, frame.entry, document)
        _render("\n" * frame.entry.header_lines + body, syntax, frame, document)


def find_frame(env: BuildEnvironment) -> PostFrame | None:
    """Return the frame of the post that is being read; None for a page that is no post."""
    docname = env.current_document.docname
    if page := site_of(env).catalogue.pages.get(docname):
        return PostFrame(page, [], [])
    answer = ask(env, ArticleQuery(docname))
    if answer is None:
        if not is_untrusted_page(env, docname):
            return None
        # The file has come since posts were loaded.
        return PostFrame(Page(str(env.doc2path(docname, base=False)), docname, None, 0, is_untrusted=True), [], [])
    context = PageBeingRead(env)
    start = deferred_node(EntryText.of_post(answer.post), (), env)
    header = [*article_header(answer, context), start]
    return PostFrame(answer.post, header, [end_of_text(), *article_footer(answer, context)])


def start_post(text: str, entry: Post | Page, document: nodes.document) -> tuple[Syntax, str]:
    """Return how a post is parsed, for its fragments, too, and its text without front matter."""
    env: BuildEnvironment = document.settings.env
    body = "\n".join(text.split("\n")[entry.header_lines :])
    config = _untrusted_config(env) if entry.is_untrusted else _post_config(env)
    if entry.handed_on:
        config = _merge_front_matter(config, entry, document)
    has_math = entry.math or has_formulas(body) or bool(MATH_EXTENSIONS & set(config.enable_extensions))
    if has_math:
        config = config.copy(enable_extensions=set(config.enable_extensions) | MATH_EXTENSIONS)
    syntax = Syntax(entry, config, has_math, _find_replacements(text, body, env), {}, {})
    env.current_document[_SYNTAX] = syntax
    return syntax, body


def _parse_fragment(text: str, document: nodes.document, env: BuildEnvironment) -> None:
    """Parse a part of the page that is being read, such as a translated paragraph, as the page itself is parsed."""
    syntax: Syntax | None = env.current_document.get(_SYNTAX)
    if syntax is None:
        _parse_page(text, document, env)
        return
    entry = syntax.entry
    nothing = Page(entry.path, entry.docname, None, 0, is_untrusted=entry.is_untrusted)
    _render(text, syntax, PostFrame(nothing, [], []), document)
    if syntax.has_math and not entry.is_untrusted:
        mark_formulas(document)


def _render(text: str, syntax: Syntax, frame: PostFrame, document: nodes.document) -> None:
    parser = make_parser(syntax, frame, UntrustedRenderer if syntax.entry.is_untrusted else PostRenderer)
    parser.options["document"] = document
    environment = syntax.make_environment()
    with UntrustedDirectives() if syntax.entry.is_untrusted else PostDirectives():
        parser.render(text, environment)
    syntax.finish(environment, document)


class _ProjectReplacements(NamedTuple):
    """What tags stand for by the word of the project."""

    value: Replacements


def _find_replacements(text: str, body: str, env: BuildEnvironment) -> Replacements:
    site = site_of(env)
    tags = site.settings.ignored_tags
    replacements = site.part(_ProjectReplacements, lambda: _ProjectReplacements(Replacements.of_project(tags))).value
    if not needs_parameters(body):
        return replacements
    return replacements.with_parameters(parse_front_matter(text, "", ignore_problem).list_scalars())


def _merge_front_matter(config: MdParserConfig, entry: Post | Page, document: nodes.document) -> MdParserConfig:
    """Return the configuration with what the front matter of a post says, as far as a post can be parsed with it."""
    values = deepcopy(dict(entry.handed_on))  # MyST changes them
    merged = merge_file_level(config, values, partial(_warn_of_front_matter, document))
    merged = merged.copy(enable_extensions=set(merged.enable_extensions) | EXTENSIONS)
    anchors: int | None = merged.heading_anchors  # MyST accepts an empty value, and cannot use it
    merged.heading_anchors = config.heading_anchors if anchors is None else anchors
    error = _explain_configuration(merged, entry) if "myst" in values else ""
    if not error:
        return merged
    message = f"'myst' in the front matter is ignored, because a post cannot be parsed with it: {error}. Correct it."
    line = next((use.line for use in entry.keys if use.key == "myst"), 1) if isinstance(entry, Post) else 1
    warn(Code.FIELD_FORM, message, f"{document['source']}:{line}")
    return config


def _explain_configuration(config: MdParserConfig, entry: Post | Page) -> str:
    """Return the error that any text raises; empty if there is none."""
    try:
        _make_parser(config, entry, PostRenderer).parse("# text\n\ntext", make_environment(entry.path))
    except Exception as error:
        return describe_error(error)
    return ""


def _parse_page(text: str, document: nodes.document, env: BuildEnvironment) -> None:
    """Parse a page that is no post: as MyST does, with wiki links if there are posts to link to."""
    config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
    with suppress(TopmatterReadError):  # the renderer reports it
        if topmatter := read_topmatter(text):
            config = merge_file_level(config, topmatter, partial(_warn_of_front_matter, document))
    has_posts = ask(env, AnyPostsQuery())
    if has_posts and not config.heading_anchors and site_of(env).settings.heading_ids != POSTS:
        config = config.copy(heading_anchors=_ALL_LEVELS)  # the ids of headings are the names by which links know them
    parser = create_md_parser(config, LinkRenderer)
    if has_posts:
        parser.use(wikilinks_plugin)
    parser.options["document"] = document
    # Only a directive that names a file by other letters than those of ASCII may need another spelling.
    with nullcontext() if text.isascii() else PostDirectives():
        parser.render(text)


def _warn_of_front_matter(document: nodes.document, subtype: MystWarnings, message: str) -> None:
    create_warning(document, message, subtype, line=1, append_to=document)


def make_parser(syntax: Syntax, frame: PostFrame, renderer: type[PostRenderer]) -> MarkdownIt:
    """Return the parser of a post."""
    parser = _make_parser(syntax.config, syntax.entry, renderer)
    parser.options["frame"] = frame
    return parser


def _make_parser(config: MdParserConfig, entry: Post | Page, renderer: type[PostRenderer]) -> MarkdownIt:
    parser = create_md_parser(config, renderer).use(blog_markup_plugin).use(wikilinks_plugin)
    parser.disable("front_matter", True)
    if "footnote_ref" in parser.get_all_rules()["inline"]:
        parser.inline.ruler.at("footnote_ref", footnote_ref)  # a label without a footnote is text: "[^a-z]"
    limit_rules(parser, config.sub_delimiters[1])
    if entry.path.endswith(".mdx"):
        parser.disable("code")  # MDX has no indented code
    return parser


def _post_config(env: BuildEnvironment) -> MdParserConfig:
    """Return MyST's configuration for posts. It is made once in a build, because MyST checks all its values."""
    return site_of(env).part(MdParserConfig, lambda: _make_config(cast("MdParserConfig", env.myst_config)))  # type: ignore[attr-defined]


class _UntrustedConfig(NamedTuple):
    """MyST's configuration for untrusted posts."""

    value: MdParserConfig


def _untrusted_config(env: BuildEnvironment) -> MdParserConfig:
    config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
    part = site_of(env).part(_UntrustedConfig, lambda: _UntrustedConfig(_make_config(restrict_configuration(config))))
    return part.value


def _make_config(config: MdParserConfig) -> MdParserConfig:
    return config.copy(
        enable_extensions=set(config.enable_extensions) | EXTENSIONS,
        heading_anchors=config.heading_anchors or _ALL_LEVELS,  # for links such as [text](#a-heading)
    )
