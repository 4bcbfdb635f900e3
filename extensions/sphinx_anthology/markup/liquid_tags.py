"""Tags and expressions of Liquid (Jekyll) and Nunjucks (Hexo).

Sources of the rules: https://jekyllrb.com/docs/liquid/tags/ and https://hexo.io/docs/tag-plugins.
"""

from __future__ import annotations

import re

from .elements import CodeBlock, Hyperlink, Image, Piece, Text, formula, note, video
from .link_destinations import post_target
from .tags import LONGEST_TAG, Construct, Syntax, Tag, TagUse

_TAG = re.compile(r"\{%-?\s*(\w[\w-]*)")
_EXPRESSION = re.compile(r"\{\{-?\s*(?=[\w\"'])")
_STRING = re.compile(r"""(["'])(.*?)\1\s*""", re.DOTALL)
_ADDRESS_FILTERS = re.compile(r"(?:\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+|url_for|escape|uri_escape)\s*)+")
_SITE = re.compile(r"site\.(?:baseurl|url|github\.url)\s*(?:\|\s*\w+(?::\s*['\"]?[^|'\"]*['\"]?)?\s*)*")
_ADDRESS = re.compile(r"https?://\S+")
_FILE = re.compile(r".+\.\w{2,5}")
_TITLE_AND_ALT = re.compile(r"""\s*["']?(.*?)["']?\s*(?:"([^"]*)"|'([^']*)')\s*""")


def read(text: str, position: int) -> Tag | None:
    """Return the tag that begins at *position*."""
    match = _TAG.match(text, position)
    if match is None:
        return None
    end = text.find("%}", match.end(), match.end() + LONGEST_TAG)
    if end < 0:
        return None
    name, inside = match[1], text[match.end() : end]
    closes = name.startswith("end") and len(name) > 3
    return Tag(name.removeprefix("end") if closes else name, position, end + 2, inside.removesuffix("-").strip(), closes)


def expression(text: str, position: int) -> tuple[int, str | None] | None:
    """Read the expression ``{{ … }}`` at *position*.

    :returns: its end and what it becomes, which is None where only the engine knows; None if there is no expression.
    """
    match = _EXPRESSION.match(text, position)
    if match is None:
        return None
    end = text.find("}}", match.end(), match.end() + LONGEST_TAG)
    if end < 0 or "{" in (inside := text[match.end() : end]):
        return None
    inside = inside.removesuffix("-").strip()
    if _SITE.fullmatch(inside):
        return end + 2, ""
    string = _STRING.match(inside)
    if string and _ADDRESS_FILTERS.fullmatch(inside, string.end()):
        return end + 2, string[2]
    if string and string.end() == len(inside):
        return end + 2, string[2]
    return end + 2, None


def _highlight(use: TagUse) -> Piece:
    lines = use.get("mark_lines", "hl_lines")
    return CodeBlock(use.body.strip("\n"), use.word(0), lines=lines if re.fullmatch(r"[\d ,-]+", lines) else "")


def _codeblock(use: TagUse) -> Piece:
    """Hexo: ``[title] [lang:language] [url] [link text] [name:value]``."""
    language, caption = "", []
    for word in use.words:
        name, colon, value = word.partition(":")
        if name in ("lang", "language") and colon:
            language = value
        elif not (colon and name.isidentifier() and not value.startswith("//")) and not _ADDRESS.match(word):
            caption.append(word)
    return CodeBlock(use.body.strip("\n"), language, " ".join(caption))


def _post_url(use: TagUse) -> Piece | None:
    return Hyperlink(post_target(use.title)) if use.title else None


def _link(use: TagUse) -> Piece | None:
    """Jekyll: the path of a file. Hexo: ``text url [external] [title]``."""
    if address := next((word for word in use.words if _ADDRESS.match(word)), None):
        return Hyperlink(address, " ".join(use.words[: use.words.index(address)]))
    path = use.title.strip("\"'")
    if not path:
        return None
    is_page = re.search(r"\.(?:md|markdown|mdx|html)(?:#|$)", path)
    return Hyperlink(post_target(path) if is_page else f"/{path.lstrip('/')}")


def _post_link(use: TagUse) -> Piece | None:
    """Hexo: ``slug [title] [escape]``."""
    return Hyperlink(post_target(use.words[0]), _rest(use, 1)) if use.words else None


def _asset_link(use: TagUse) -> Piece | None:
    """Hexo: ``file [title] [escape]``."""
    return Hyperlink(use.words[0], _rest(use, 1) or use.words[0]) if use.words else None


def _rest(use: TagUse, start: int) -> str:
    return " ".join(word for word in use.words[start:] if word not in ("true", "false"))


def _asset_img(use: TagUse) -> Piece | None:
    """Hexo: ``[class names] file [width] [height] ["title 'alt'"]``."""
    position = next((number for number, word in enumerate(use.words) if _FILE.fullmatch(word)), None)
    if position is None:
        return None
    rest = list(use.words[position + 1 :])
    sizes = [rest.pop(0) for _ in range(2) if rest and re.fullmatch(r"\d+(?:px|%)?", rest[0])]
    title = " ".join(rest)
    match = _TITLE_AND_ALT.fullmatch(title)
    alt = (match[2] or match[3] or match[1]) if match else title
    width, height = [*sizes, "", ""][:2]
    return Image(use.words[position], alt, width=width, height=height)


def _note(use: TagUse) -> Piece:
    words = [word for word in use.words if word not in ("no-icon", "simple", "modern", "flat", "disabled")]
    return note(words[0] if words else "note", use.body, " ".join(words[1:]))


def _quote(use: TagUse) -> Piece:
    """Hexo: ``[author[, source]] [link] [link title]``."""
    source = " ".join(use.words)
    lines = [*use.body.strip("\n").split("\n"), *(["", f"— {source}"] if source else [])]
    return Text("\n".join(f"> {line}" for line in lines))


def _gist(use: TagUse) -> Piece | None:
    return Hyperlink(f"https://gist.github.com/{use.words[0]}", f"gist {use.words[0]}") if use.words else None


CONSTRUCTS = {
    "highlight": Construct(_highlight, paired=True, verbatim=True),
    "codeblock": Construct(_codeblock, paired=True, verbatim=True),
    "code": Construct(_codeblock, paired=True, verbatim=True),
    "raw": Construct(lambda use: Text(use.body, raw=True), paired=True, verbatim=True),
    "comment": Construct(lambda use: Text(""), paired=True, verbatim=True),
    "katex": Construct(lambda use: formula(use.body), paired=True, verbatim=True),
    "mathjax": Construct(lambda use: formula(use.body), paired=True, verbatim=True),
    "note": Construct(_note, paired=True),
    "quote": Construct(_quote, paired=True),
    "blockquote": Construct(_quote, paired=True),
    "pullquote": Construct(_quote, paired=True),
    "post_url": Construct(_post_url, flowing=True),
    "link": Construct(_link, flowing=True),
    "post_link": Construct(_post_link, flowing=True),
    "post_path": Construct(_post_link, flowing=True),
    "asset_link": Construct(_asset_link, flowing=True),
    "asset_path": Construct(lambda use: Hyperlink(use.title, use.title) if use.title else None, flowing=True),
    "asset_img": Construct(_asset_img),
    "img": Construct(_asset_img),
    "image": Construct(_asset_img),
    "youtube": Construct(lambda use: video("youtube", use.word(0))),
    "vimeo": Construct(lambda use: video("vimeo", use.word(0))),
    "gist": Construct(_gist, flowing=True),
}
"""What is known of tags, by their names."""

LIQUID = Syntax(
    read=read,
    find=lambda tag: CONSTRUCTS.get(tag.name),
    pattern=r"\{%-?\s*(?:end)?NAME(?![\w-])",
    shown="{% NAME %}",
)
