"""The text of an article as a feed shows it: without what is around it on its page, and with absolute addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import nh3

from ...characters import clean_xml

_PARAGRAPHS = "languages subtitle excerpt byline tags credit"
_HEADER = re.compile(
    rf'\s*(?:<p class="anthology-(?:{"|".join(_PARAGRAPHS.split())})\b[^>]*>.*?</p>'
    r'|(?:<data [^>]*></data>)*<div class="e-content">'
    r'|<div class="anthology-series\b[^>]*>.*?</div>'
    r"|(?:<a [^>]*>)?(?:<picture>(?:<source [^>]*>){1,9})?<img [^>]*\banthology-cover\b[^>]*>(?:</picture>)?(?:</a>)?)",
    re.DOTALL,
)
"""One of the elements between the title of an article and its text."""
_TITLE_END = "</h1>"
_FOOTERS = (('<p class="anthology-next-part', "</p>"), ('<div class="anthology-surroundings', "</div>"))
"""The beginning and the end of what stands below a text. None of it has an element of its own kind inside."""
_HEADERLINK = re.compile(r'<a class="headerlink"(?:(?!</?a\b).){0,500}</a>', re.DOTALL)
_LINE_NUMBER = re.compile(r'<span class="linenos">[^<]*</span>')
_SPAN = re.compile(r'<span(?: class="[^"<>]*")?>|</span>')
"""The elements around the words of code. They are half of a page, and the sanitizer would read them to drop them."""
_CODE = re.compile(r'<div class="highlight-([A-Za-z0-9_+#-]{1,30}) notranslate"><div class="highlight"><pre>')
_NO_LANGUAGE = ("default", "none")
_TO_PAGE = re.compile(r"""[Hh][Rr][Ee][Ff]\s{0,9}=\s{0,9}(["'])(?=[#?]|\1)""")
"""The beginning of an address that is relative to the page and not to its folder. A set of characters is found faster than a
letter in either case."""
_FRAME = re.compile(r'<iframe\b[^>]{0,500}?\ssrc="(https?://[^"<>\s]{1,1000})"[^>]{0,1000}>', re.IGNORECASE)
_TAGS = (
    "a abbr aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp small source strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var video wbr"
).split()
_DROPPED = "button form iframe math noscript object embed script select style svg template textarea title".split()
"""Elements that are dropped with their content."""
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "audio": {"src", "controls"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "pre": {"data-language"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"src", "poster", "controls", "width", "height"},
}
_MAX_DEPTH = 1000
"""The most elements inside each other. Parsers of HTML take a time that grows with the square of it."""
_TAG = re.compile(r"<(/?)(?!(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)[a-z]", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto"}


def make_content(body: str, url: str) -> str:
    """Return the HTML of an article for feeds: well-formed, inert, and without headerlinks and line numbers.

    :param body: the HTML of the main part of its page.
    :param url: the absolute address of the page, from which relative addresses are resolved.
    :returns: nothing for a text whose elements are too deep inside each other.
    """
    text = _LINE_NUMBER.sub("", _HEADERLINK.sub("", _cut_surroundings(body)))
    text = _SPAN.sub("", _CODE.sub(_keep_language, text))
    if _is_too_deep(text):
        return ""
    text = _FRAME.sub(r'<p><a href="\1">\1</a></p>\g<0>', text)
    text = _TO_PAGE.sub(lambda match: match[0] + escape(url), text)
    return clean_xml(_cleaner(url[: url.rindex("/") + 1]).clean(text)).strip()


def _keep_language(match: re.Match[str]) -> str:
    language = f' data-language="{match[1]}"' if match[1] not in _NO_LANGUAGE else ""
    return f"<div><div><pre{language}>"


def _cut_surroundings(body: str) -> str:
    """Return the text of an article without its title and what is between them, and without what is below."""
    start = body.find(_TITLE_END) + len(_TITLE_END) if _TITLE_END in body else 0
    while match := _HEADER.match(body, start):
        start = match.end()
    text = body[start:]
    for opening, closing in _FOOTERS:
        first = text.rfind(opening)
        last = text.find(closing, first)
        if -1 < first < last:
            text = text[:first] + text[last + len(closing) :]
    return text


def _is_too_deep(text: str) -> bool:
    """Return whether more elements than :data:`_MAX_DEPTH` may be inside each other."""
    if text.count("<") <= _MAX_DEPTH:
        return False
    depth = 0
    for match in _TAG.finditer(text):
        depth += -1 if match[1] else 1
        if depth > _MAX_DEPTH:
            return True
    return False


@lru_cache(maxsize=16)
def _cleaner(folder: str) -> nh3.Cleaner:
    """Return the sanitizer for pages in a folder. To make one takes as long as to clean a page."""
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel=None,
        url_relative=("rewrite_with_base", folder),
    )
