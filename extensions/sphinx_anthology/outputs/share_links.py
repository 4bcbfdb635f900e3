"""Links by which readers share an article: plain links, without scripts or pictures of the networks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from urllib.parse import quote

Translate = Callable[[str], str]

_COPY = "copy"
"""Stands for the button that copies the address."""
_EMAIL = "email"
_NETWORKS: Mapping[str, tuple[str, str]] = {
    "mastodon": ("Mastodon", "https://share.joinmastodon.org/#text={title}%20{url}"),
    "bluesky": ("Bluesky", "https://bsky.app/intent/compose?text={title}%20{url}"),
    "threads": ("Threads", "https://www.threads.net/intent/post?text={title}%20{url}"),
    "x": ("X", "https://x.com/intent/post?text={title}&url={url}"),
    "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    "reddit": ("Reddit", "https://www.reddit.com/submit?url={url}&title={title}"),
    "hackernews": ("Hacker News", "https://news.ycombinator.com/submitlink?u={url}&t={title}"),
    "telegram": ("Telegram", "https://t.me/share/url?url={url}&text={title}"),
    "whatsapp": ("WhatsApp", "https://wa.me/?text={title}%20{url}"),
    "naver": ("Naver", "https://share.naver.com/web/shareView?url={url}&title={title}"),
    "kakaostory": ("KakaoStory", "https://story.kakao.com/share?url={url}"),
    "band": ("BAND", "https://band.us/plugin/share?body={title}%20{url}"),
    "line": ("LINE", "https://social-plugins.line.me/lineit/share?url={url}"),
    "hatena": ("Hatena", "https://b.hatena.ne.jp/add?mode=confirm&url={url}&title={title}"),
    _EMAIL: ("", "mailto:?subject={title}&body={url}"),
}
"""The name of each network, and the address of its form, by the names in :data:`.settings.SHARE_TARGETS`."""


def render_share_links(targets: Iterable[str], title: str, url: str, _: Translate) -> str:
    """Return the list of links for an article, and a button that browsers with a menu of their own show.

    :param targets: names of :data:`.settings.SHARE_TARGETS`; others are ignored.
    :param url: the absolute address of the article.
    """
    items = [item for name in dict.fromkeys(targets) if (item := _render_item(name, title, url, _))]
    if not items:
        return ""
    heading, more = escape(_("Share")), escape(_("Share …"))
    menu = f'<li hidden><button type="button" data-share="menu">{more}</button></li>'
    data = f'data-url="{escape(url)}" data-title="{escape(title)}"'
    return (
        f'<div class="anthology-share" role="group" aria-label="{heading}" {data}>\n'
        f"<p>{heading}</p>\n<ul>{''.join(items)}{menu}</ul>\n</div>\n"
    )


def _render_item(name: str, title: str, url: str, _: Translate) -> str:
    if name == _COPY:
        words, done = escape(_("Copy link")), escape(_("Copied"))
        return f'<li hidden><button type="button" data-share="copy" data-done="{done}">{words}</button></li>'
    if name not in _NETWORKS:
        return ""
    label, form = _NETWORKS[name]
    words = escape(label or _("E-mail"))
    address = form.format(title=quote(title, safe="", errors="replace"), url=quote(url, safe=""))
    return f'<li><a rel="nofollow noopener" href="{escape(address)}">{words}</a></li>'
