"""HTML without scripts, in which every tag is closed, as a browser reads it."""

from __future__ import annotations

import re

import nh3

from ...characters import clean_body

TAGS = frozenset(
    "a abbr address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn "
    "div dl dt em embed figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd li main mark nav "
    "object ol p picture pre q rb rp rt ruby s samp section small source span strike strong sub summary sup table tbody td "
    "tfoot th thead time tr track tt u ul var video wbr".split()
)
MATHML_TAGS = frozenset(
    "math annotation menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics".split()
)
_MATHML_ATTRIBUTES = frozenset(
    "accent accentunder bevelled close columnalign columnspan depth display encoding fence form height linethickness "
    "lspace mathvariant maxsize minsize movablelimits notation open rowspan rspace separator separators stretchy "
    "symmetric width".split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"align", "class", "dir", "id", "lang", "name", "style", "title"},
    "a": {"href"},
    "audio": {"controls", "src", "loop", "muted"},
    "details": {"open"},
    "embed": {"src"},
    "iframe": {"src", "width", "height", "allowfullscreen"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "checked"},
    **{tag: set(_MATHML_ATTRIBUTES) for tag in MATHML_TAGS},
    "li": {"value"},
    "object": {"data"},
    "ol": {"start", "type", "reversed"},
    "pre": {"lang"},
    "code": {"lang"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"controls", "src", "poster", "width", "height", "loop", "muted"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "data"}
_GIST = re.compile(
    r"""<script[^>]{0,200}\ssrc=["'](https://gist\.github\.com/[\w./-]{1,200}?)\.js(?:\?file=[^"']{0,200})?["'][^>]{0,200}>\s*</script>""",
    re.IGNORECASE,
)
MORE = '<hr class="anthology-more">'
"""What stands for the end of the excerpt until the conversion."""
_MORE_COMMENT = re.compile(r"<!--\s{0,9}more(?:\s[^>]{0,200})?-->", re.IGNORECASE)


_FOR_CONVERSION = nh3.Cleaner(
    tags=set(TAGS | MATHML_TAGS),
    attributes=_ATTRIBUTES,
    generic_attribute_prefixes={"data-"},
    clean_content_tags={"script", "style", "noscript", "template", "svg", "form", "button", "select", "textarea"},
    url_schemes=_SCHEMES,
    link_rel=None,
)
_UNKNOWN_ON_PAGES = {"style", "class", "align", "name"}
_FOR_PAGE = nh3.Cleaner(
    tags=(TAGS | MATHML_TAGS) - {"font", "center", "input"},
    attributes={tag: names - _UNKNOWN_ON_PAGES for tag, names in _ATTRIBUTES.items()} | {"div": {"class"}},
    url_schemes=_SCHEMES - {"data"},
    link_rel=None,
)


def clean_for_conversion(html: str) -> str:
    """Return HTML that is well-formed and has no scripts. Attributes that mean something to the conversion stay."""
    html = clean_body(html).encode(errors="ignore").decode()  # JSON may have halves of surrogate pairs
    html = _GIST.sub(r'<p><a href="\1">\1</a></p>', html)
    return _FOR_CONVERSION.clean(_MORE_COMMENT.sub(MORE, html))


def clean_for_page(html: str) -> str:
    """Return HTML that a post can have: without styles, and without line breaks outside of code."""
    html = _FOR_PAGE.clean(html).strip()
    # An empty line would end the HTML, and braces belong to templates of other engines.
    return re.sub(r"\n", "&#10;" if "<pre" in html else " ", html).replace("{", "&#123;")
