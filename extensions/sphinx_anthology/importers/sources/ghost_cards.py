"""Cards of Ghost as HTML, from the JSON that both of its editors store.

Source: https://github.com/TryGhost/Koenig/tree/main/packages (``kg-default-nodes`` and ``kg-default-cards``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from zlib import crc32

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

Card = Mapping[str, Any]


def render_card(name: str, card: Card, notes: dict[str, None]) -> str:
    """Return the HTML of a card.

    :param notes: gets what could not be brought along.
    """
    render = CARDS.get(name.removeprefix("card-"))
    if render is None:
        if name not in _WITHOUT_CONTENT:
            notes[f"the card '{name}' is left out"] = None
        return ""
    return render(card)


def get_text(card: Card, *names: str) -> str:
    """Return the first value that is a text that is not empty."""
    return next((card[name] for name in names if isinstance(card.get(name), str) and card[name]), "")


def _attribute(card: Card, *names: str) -> str:
    return escape(get_text(card, *names))


def make_figure(content: str, caption: str, style: str = "") -> str:
    """Return a figure with a caption, which is HTML."""
    inner = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="{style}">{content}{inner}</figure>'


def _render_image(card: Card) -> str:
    image = f'<img src="{_attribute(card, "src")}" alt="{_attribute(card, "alt")}">'
    href = _attribute(card, "href")
    return make_figure(f'<a href="{href}">{image}</a>' if href else image, get_text(card, "caption"))


def _render_gallery(card: Card) -> str:
    images = card.get("images")
    figures = "".join(
        _render_image(image) for image in (images if isinstance(images, list) else []) if isinstance(image, Mapping)
    )
    return make_figure(figures, get_text(card, "caption"))


def _render_code(card: Card) -> str:
    language = _attribute(card, "language")
    code = f'<pre><code class="language-{language}">{escape(get_text(card, "code"), quote=False)}</code></pre>'
    return make_figure(code, get_text(card, "caption")) if get_text(card, "caption") else code


def _render_markdown(card: Card) -> str:
    text = get_text(card, "markdown")
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(sub_plugin).use(superscript_plugin)
    # The ids of footnotes have a number of their card, because another card may have notes, too.
    return str(parser.render(text, {"docId": f"{crc32(text.encode()):x}"}))


def _render_bookmark(card: Card) -> str:
    metadata = card.get("metadata")
    values = {**card, **metadata} if isinstance(metadata, Mapping) else card
    url = _attribute(card, "url") or _attribute(values, "url")
    title, description = escape(get_text(values, "title")) or url, escape(get_text(values, "description"))
    paragraph = f"<p>{description}</p>" if description else ""
    caption = get_text(card, "caption")
    return f'<p><a href="{url}">{title}</a></p>{paragraph}' + (f"<p>{caption}</p>" if caption else "")


def _render_embed(card: Card) -> str:
    html = get_text(card, "html") or f'<p><a href="{_attribute(card, "url")}">{_attribute(card, "url")}</a></p>'
    return make_figure(html, get_text(card, "caption"))


def _render_callout(card: Card) -> str:
    emoji = escape(get_text(card, "calloutEmoji"))
    return f"<blockquote>{emoji} {get_text(card, 'calloutText')}</blockquote>"


def _render_toggle(card: Card) -> str:
    return f"<details><summary>{get_text(card, 'heading')}</summary>{get_text(card, 'content')}</details>"


def _render_file(card: Card) -> str:
    caption = escape(get_text(card, "fileCaption"))
    title = escape(get_text(card, "fileTitle", "fileName", "src"))
    return f'<p><a href="{_attribute(card, "src")}">{title}</a></p>' + (f"<p>{caption}</p>" if caption else "")


def _render_audio(card: Card) -> str:
    title = escape(get_text(card, "title"))
    return f'<audio src="{_attribute(card, "src")}"></audio>' + (f"<p>{title}</p>" if title else "")


def _render_video(card: Card) -> str:
    return make_figure(f'<video src="{_attribute(card, "src")}"></video>', get_text(card, "caption"))


def _render_button(card: Card) -> str:
    return f'<p><a href="{_attribute(card, "buttonUrl")}">{escape(get_text(card, "buttonText"))}</a></p>'


def _render_header(card: Card) -> str:
    heading, text = get_text(card, "heading", "header"), get_text(card, "subheading", "subheader")
    button = _render_button(card) if get_text(card, "buttonUrl") else ""
    return (f"<h2>{heading}</h2>" if heading else "") + (f"<p>{text}</p>" if text else "") + button


def _render_product(card: Card) -> str:
    source = _attribute(card, "productImageSrc")
    image = f'<p><img src="{source}" alt=""></p>' if source else ""
    url, button = _attribute(card, "productUrl"), escape(get_text(card, "productButton"))
    link = f'<p><a href="{url}">{button}</a></p>' if url and button else ""
    return f"{image}<h4>{get_text(card, 'productTitle')}</h4>{get_text(card, 'productDescription')}{link}"


def _render_call_to_action(card: Card) -> str:
    image = f'<p><img src="{_attribute(card, "imageUrl")}" alt=""></p>' if get_text(card, "imageUrl") else ""
    return image + get_text(card, "textValue") + (_render_button(card) if get_text(card, "buttonUrl") else "")


CARDS: Mapping[str, Callable[[Card], str]] = {
    "audio": _render_audio,
    "bookmark": _render_bookmark,
    "button": _render_button,
    "call-to-action": _render_call_to_action,
    "callout": _render_callout,
    "code": _render_code,
    "codeblock": _render_code,
    "embed": _render_embed,
    "file": _render_file,
    "gallery": _render_gallery,
    "header": _render_header,
    "horizontalrule": lambda card: "<hr>",
    "hr": lambda card: "<hr>",
    "html": lambda card: get_text(card, "html"),
    "image": _render_image,
    "markdown": _render_markdown,
    "product": _render_product,
    "toggle": _render_toggle,
    "video": _render_video,
}
"""What renders a card, by its name in both editors."""
_WITHOUT_CONTENT = frozenset({"paywall", "email", "email-cta", "signup"})
"""Cards that are for newsletters and members."""
