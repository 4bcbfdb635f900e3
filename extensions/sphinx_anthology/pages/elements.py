"""Small nodes that the others are made of: text, paragraphs, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from .. import urls
from ..catalogue.colours import class_of_colour
from ..catalogue.post import Post
from ..catalogue.queries import Target
from ..catalogue.queries.emblems import PostCard
from ..fields.languages import LanguageMatch, compare_languages
from ..fields.record import Cover
from ..outputs.focal_points import class_of_focus
from .context import PageContext, WritingContext
from .pictures import picture

SEPARATOR = " · "
"""Stands between the facts of a byline."""


class timestamp(nodes.inline):  # noqa: N801  docutils names nodes in lower case
    """A date with its form for machines in ``datetime``: the element ``time`` in HTML, and its text elsewhere."""


def text(value: str) -> nodes.Text:
    """Return *value* as text that nothing interprets."""
    return nodes.Text(value)


def label(words: str) -> nodes.Text:
    """Return *words* that name what follows them. A space comes after them, unless their colon is wide enough."""
    return text(words if words.endswith("：") else f"{words} ")


def paragraph(*children: nodes.Node, classes: Iterable[str]) -> nodes.paragraph:
    """Return a paragraph of front matter's words, which gets neither typographic quotes nor a translation."""
    node = nodes.paragraph("", "", *children, classes=list(classes), translatable=False)
    node["support_smartquotes"] = False
    return node


def heading(*children: nodes.Node) -> nodes.rubric:
    """Return a heading that is in no table of contents."""
    return nodes.rubric("", "", *children, translatable=False, classes=["anthology-heading"], **{"heading-level": 2})


def joined(parts: Iterable[nodes.Node], separator: str) -> Iterator[nodes.Node]:
    """Yield *parts* with *separator* between them."""
    for number, part in enumerate(parts):
        if number:
            yield text(separator)
        yield part


def target_link(
    target: Target, page: PageContext, classes: Iterable[str] = (), *, mark_language: bool = False
) -> nodes.Element:
    """Return the title of *target*, linked if it has a page.

    :param mark_language: mark a title that is in another language than the site.
    """
    marks = language_classes(target, page.language) if mark_language else []
    return page.link(target.docname, target.title, [*classes, *colour_classes(target.colour), *marks])


def colour_classes(colour: str) -> list[str]:
    """Return the classes of an element in the colour of a term; none if *colour* is empty."""
    return [class_of_colour(colour)] if colour else []


def language_classes(post: Post | Target | PostCard, language: str) -> list[str]:
    """Return the classes for an element in the language of *post*, on a site in *language*.

    Docutils writes a class such as ``language-ko`` as the attribute ``lang="ko"``.
    """
    return [f"language-{post.language}"] if is_foreign(post, language) else []


def is_foreign(post: Post | Target | PostCard, language: str) -> bool:
    """Return whether *post* is known to be in another language than a site in *language*.

    One in ``ko`` is not foreign on a site in ``ko_KR``, and one in ``en-GB`` is on a site in ``en``.
    """
    match = compare_languages(post.language, language)
    if match is LanguageMatch.SCRIPT:
        return "-" in (post.language or "")
    return match in (LanguageMatch.LANGUAGE, LanguageMatch.OTHER)


def cover_image(cover: Cover, classes: Iterable[str]) -> nodes.image:
    """Return the image of a cover, with the size of its file, and in ``dark`` the address of that for dark pages."""
    focus = [class_of_focus(cover.focus)] if cover.focus else []
    image = nodes.image("", uri=_address(cover), alt=cover.alt, classes=[*classes, *focus], intrinsic=_size(cover))
    if dark := cover.dark_image:
        image["dark"], image["dark_size"] = _address(dark), _size(dark)
    return image


def _address(cover: Cover) -> str:
    """Return the address of an image: a file begins with a slash, as Sphinx has it."""
    return f"/{cover.file}" if cover.file else urls.add_scheme(cover.reference)


def _size(cover: Cover) -> tuple[int, int] | None:
    return (cover.width, cover.height) if cover.width and cover.height else None


def thumbnail(cover: Cover | None, page: WritingContext, classes: Iterable[str]) -> nodes.image | None:
    """Return a small decorative picture, loaded lazily; None if there is none to show."""
    if cover is None or not cover.is_usable:
        return None
    known = page.picture(cover.file) if cover.file else None
    image = picture("", **cover_image(cover, classes).attributes, picture=known)
    image["uri"] = cover.file or image["uri"]
    if not page.shows_picture(image["uri"]):
        return None
    image["loading"], image["alt"] = "lazy", ""
    if size := image.attributes.pop("intrinsic"):
        image["width"], image["height"] = map(str, size)
        image["classes"].append("no-scaled-link")
    return image


def empty_notice(words: str) -> nodes.paragraph:
    """Return the paragraph that says that a list is empty."""
    return paragraph(text(words), classes=["anthology-empty"])
