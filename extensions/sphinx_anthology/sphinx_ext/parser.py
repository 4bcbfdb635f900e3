"""Markdown of posts: MyST, with the header already read and the article's head put in.

MyST parses every page; for the files that the catalogue knows it starts from what the catalogue says. The header is blanked
rather than removed, so that every line keeps its number. The title is a heading that no one parses, everything in the body
lies below it whatever level its headings have, and then the repetitions are taken out that blog engines ask authors for.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote.index import footnote_ref
from myst_parser.config.main import MdParserConfig, TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from .. import markup
from ..catalogue.post import Page, Post
from ..catalogue.queries import ArticleQuery
from ..fields import urls
from ..fields.record import Cover
from ..loading import image_files
from ..markup import wikilinks
from ..markup.pairs import FENCE, open_fence
from ..markup.plaintext import same_words
from ..pages import article
from ..problems import Problem
from .domain import blog_domain, log
from .renderer import ForeignRenderer, LinkRenderer

EXTENSIONS = frozenset({"alert", "colon_fence", "deflist", "gfm_autolink", "strikethrough", "tasklist"})
"""MyST syntax that posts may use whatever the project's pages do.

One tilde is no strikethrough: in Korean it stands between the ends of a range.
"""

MATH = frozenset({"dollarmath", "amsmath"})
"""MyST syntax for TeX: on in a post that has any."""

_DISPLAY_MATH = re.compile(r"^[ \t>]*\$\$", re.MULTILINE)

_EXPECTED = frozenset({MystWarnings.MD_HEADING_NON_CONSECUTIVE, MystWarnings.STRIKETHROUGH})
"""MyST's warnings that say nothing to the author of a post: its headings are nested under the title anyway."""


@dataclass(frozen=True, slots=True)
class PostSource:
    """What the renderer has to know about the file beside its text."""

    entry: Post | Page
    head: list[nodes.Element]
    """What stands between title and text."""
    foot: list[nodes.Element]
    """What stands below the text."""


class PostParser(MystParser):
    """MyST's parser, for all Markdown files."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env: BuildEnvironment = document.settings.env
        source = _source(env)
        if source is None:
            _parse_page(inputstring, document, env)
            return

        lines = inputstring.split("\n")
        body = "\n".join(lines[source.entry.header_lines :])
        config: MdParserConfig = blog_domain(env).markdown_config or _configure(env)
        if source.entry.handed_on:
            config = merge_file_level(config, dict(source.entry.handed_on), partial(_warn_of_header, document))
            config = config.copy(enable_extensions=set(config.enable_extensions) | EXTENSIONS)
        math = _wants_math(source.entry, body) or bool(MATH & set(config.enable_extensions))
        if math:
            config = config.copy(enable_extensions=set(config.enable_extensions) | MATH)
        parser = _make_parser(config, source.entry.path)
        parser.options["document"] = document
        parser.options["source"] = source
        substitutions = "substitution" in config.enable_extensions
        environment = markup.environment(source.entry.path, math, substitutions=substitutions)
        parser.render("\n" * source.entry.header_lines + body, environment)


def _parse_page(text: str, document: nodes.document, env: BuildEnvironment) -> None:
    """Parse a page that is no post: as MyST does, and with links to posts by their names."""
    config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
    with suppress(TopmatterReadError):  # which the renderer reports
        if topmatter := read_topmatter(text):
            config = merge_file_level(config, topmatter, partial(_warn_of_header, document))
    parser = create_md_parser(config, LinkRenderer).use(wikilinks.plugin)
    parser.options["document"] = document
    parser.render(text)


def _warn_of_header(document: nodes.document, subtype: MystWarnings, message: str) -> None:
    create_warning(document, message, subtype, line=1, append_to=document)


def _make_parser(config: MdParserConfig, path: str) -> MarkdownIt:
    parser = create_md_parser(config, PostRenderer).use(markup.plugin).use(wikilinks.plugin)
    parser.disable("front_matter")
    parser.inline.ruler.at("footnote_ref", footnote_ref)  # a label without a footnote is text: "[^a-z]"
    if path.endswith(".mdx"):
        parser.disable("code")  # MDX has no code by indentation
    return parser


def _wants_math(entry: Post | Page, body: str) -> bool:
    """Tell whether dollar signs are TeX: the header says so, or a line outside of code begins with two. Else they are money."""
    if entry.math:
        return True
    if not _DISPLAY_MATH.search(body):
        return False
    fence = ""
    for line in body.split("\n"):
        if mark := FENCE.match(line):
            fence = open_fence(fence, mark)
        elif not fence and _DISPLAY_MATH.match(line):
            return True
    return False


def _configure(env: BuildEnvironment) -> MdParserConfig:
    """Return MyST's configuration for posts. It is made once: making it checks all its values."""
    config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
    config = config.copy(
        enable_extensions=set(config.enable_extensions) | EXTENSIONS,
        dmath_allow_space=False,  # so that "$5 and $10" is money
        dmath_allow_digits=False,
        dmath_double_inline=True,
        heading_anchors=config.heading_anchors or 6,  # links such as [text](#a-heading), as blog engines have them
    )
    blog_domain(env).markdown_config = config
    return config


def _source(env: BuildEnvironment) -> PostSource | None:
    domain, docname = blog_domain(env), env.current_document.docname
    if page := domain.catalogue.pages.get(docname):
        return PostSource(page, [], [])
    answer = domain.ask(ArticleQuery(docname))
    if answer is None:
        return None
    return PostSource(answer.post, article.head(answer, env.config.language), article.foot(answer, env.config.language))


class PostRenderer(ForeignRenderer):
    """MyST's renderer, with a title that comes from the catalogue."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        super().setup_render(options, env)
        self.source: PostSource = options["source"]
        self.title_section: nodes.section | None = None
        self.seen_heading = False

    def create_warning(self, message: str, subtype: MystWarnings | str, **place: Any) -> nodes.system_message | None:
        return None if subtype in _EXPECTED else super().create_warning(message, subtype, **place)

    def _render_initialise(self) -> None:
        super()._render_initialise()
        entry = self.source.entry
        if entry.handed_on:
            lines = [0, entry.header_lines]
            self.render_front_matter(_tree(Token("front_matter", "", 0, content=cast("str", dict(entry.handed_on)), map=lines)))
        if entry.title is not None:
            self.render_heading(_literal_heading(entry.title, _title_line(entry)))
            self.title_section = section = cast("nodes.section", self.current_node)
            cast("nodes.title", section[0])["support_smartquotes"] = False
            if isinstance(entry, Post):
                section["classes"] += [
                    "anthology-article",
                    *article.language_classes(entry, self.sphinx_env.config.language),
                ]
            section.extend(self.source.head)
            # Whatever level a heading of the body has, its section is below the title's.
            self._level_to_section = {0: section}

    def render_heading(self, token: SyntaxTreeNode) -> None:
        title, first = self.source.entry.title, not self.seen_heading
        self.seen_heading = self.seen_heading or self.title_section is not None
        if self.title_section is None or not first or token.tag != "h1" or title is None or not _repeats(token, title):
            super().render_heading(token)
            return
        self.name_section(token, self.title_section)
        pictures = [child for inline in token.children for child in inline.children if child.type == "image"]
        if pictures:
            paragraph = nodes.paragraph()
            self.add_line_and_source_path(paragraph, token)
            with self.current_node_context(paragraph, append=True):
                for child in pictures:
                    self.render_image(child)

    def _render_finalise(self) -> None:
        super()._render_finalise()
        if isinstance(self.source.entry, Post) and self.title_section is not None:
            body = len(self.source.head) + 1
            _drop_repeated_cover(self.title_section, body, self.source.entry.cover)
            _drop_trailing_dots(self.title_section)
            self.title_section.extend(self.source.foot)
        _drop_misplaced_rules(self.document)
        _settle_images(self.document, self.source.entry.path, self.sphinx_env)


def _title_line(entry: Post | Page) -> int:
    return entry.line("title") if isinstance(entry, Post) else entry.title_line


def _tree(*tokens: Token) -> SyntaxTreeNode:
    return SyntaxTreeNode(list(tokens)).children[0]


def _literal_heading(title: str, line: int) -> SyntaxTreeNode:
    """Return the syntax tree of a level-1 heading with *title* as its only text, as if the parser had found it."""
    place = [line, line]
    text = Token("text", "", 0, content=title, map=place)
    inline = Token("inline", "", 0, content=title, children=[text], map=place)
    return _tree(Token("heading_open", "h1", 1, map=place), inline, Token("heading_close", "h1", -1))


def _repeats(heading: SyntaxTreeNode, title: str) -> bool:
    """Tell whether a heading, leaving its images aside, is the title again."""
    return same_words("".join(_texts(heading)), title)


def _texts(node: SyntaxTreeNode) -> list[str]:
    if node.type == "image":
        return []
    if node.children:
        return [text for child in node.children for text in _texts(child)]
    return [" " if node.type in ("softbreak", "hardbreak") else node.content]


def _drop_repeated_cover(section: nodes.section, body: int, cover: Cover | None) -> None:
    """Take out the first image of the body if it is the cover again."""
    if cover is None:
        return
    for child in section.children[body:]:
        if image := next(child.findall(nodes.image), None):
            has_caption = isinstance(image.parent, nodes.figure) and len(image.parent.children) > 1
            if _same_address(image["uri"], cover.reference) and not has_caption:
                _remove(image)
            return


def _same_address(one: str, other: str) -> bool:
    first, second = (address.strip().removeprefix("./").lstrip("/") for address in (one, other))
    return urls.unquoted(first) == urls.unquoted(second)


def _remove(node: nodes.Node) -> None:
    """Take a node out of its document, with the paragraphs, links and figures that are empty without it."""
    parent = node.parent
    parent.remove(node)
    wrapper = isinstance(parent, (nodes.paragraph, nodes.reference, nodes.figure))
    if wrapper and not parent.astext().strip() and not any(parent.findall(nodes.image)):
        _remove(parent)


def _drop_trailing_dots(section: nodes.section) -> None:
    """Take out a last paragraph that is an ellipsis: what a tool left that cut the text."""
    last: nodes.Node = section
    while isinstance(last, nodes.section) and last.children:
        last = last.children[-1]
    words = last.astext().strip() if isinstance(last, nodes.paragraph) else ""
    if words and not words.strip(" .…"):  # a link that will have the title of its target has no words yet
        last.parent.remove(last)


def _drop_misplaced_rules(document: nodes.document) -> None:
    """Take out the rules that Markdown allows and docutils does not: below a heading, at the end, inside of a list, twice."""
    for rule in list(document.findall(nodes.transition)):
        inside = not isinstance(rule.parent, (nodes.document, nodes.section))
        before = rule.previous_sibling()
        if inside or isinstance(before, (nodes.title, nodes.transition, type(None))) or _is_last(rule):
            rule.parent.remove(rule)


def _is_last(node: nodes.Node) -> bool:
    """Tell whether nothing follows a node in its document but footnotes, above which MyST draws a rule of its own."""
    while node.parent is not None:
        siblings = node.parent.children
        if not all(isinstance(sibling, nodes.footnote) for sibling in siblings[siblings.index(node) + 1 :]):
            return False
        node = node.parent
    return True


def _settle_images(document: nodes.document, post: str, env: BuildEnvironment) -> None:
    """Point each local image at its file; one that has no file leaves its text alternative and a warning.

    Sphinx would remember the missing file as a dependency and read the page again in every build.
    """
    folders = blog_domain(env).folders
    for image in list(document.findall(nodes.image)):
        uri = image["uri"]
        if "intrinsic" in image:
            continue
        if uri.startswith("//"):
            image["uri"] = urls.absolute(uri)
        if urls.is_remote(uri) or uri.endswith(".*"):
            continue
        file = folders.look_up("image", uri, post, image.line or _line_of(image))
        if isinstance(file, Problem):
            log(file, env)
            blog_domain(env).seek(uri, post)
            _replace_by_alternative(image)
            continue
        image["uri"] = f"/{file}"
        image["loading"] = "lazy"
        if not {"width", "height", "scale"} & set(image.attributes):
            image["intrinsic"] = image_files.size(folders.source / file)


def _line_of(node: nodes.Node) -> int:
    while node.parent is not None and node.line is None:
        node = node.parent
    return node.line or 1


def _replace_by_alternative(image: nodes.image) -> None:
    alternative = image.get("alt", "").strip()
    if alternative and isinstance(image.parent, nodes.TextElement):
        image.parent.replace(image, nodes.inline("", alternative, classes=["anthology-missing-image"]))
    else:
        _remove(image)


class ImageSizes(SphinxPostTransform):
    """Tell browsers the real size of images, so that the page does not jump when they arrive.

    Until here it is kept apart from ``width`` and ``height``, which LaTeX takes for a size on paper.
    """

    default_priority = 500
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for image in self.document.findall(nodes.image):
            if size := image.get("intrinsic"):
                width, height = size
                image["width"], image["height"] = str(width), str(height)
                image["classes"].append("no-scaled-link")  # it has the size of its file: nothing larger to link to
