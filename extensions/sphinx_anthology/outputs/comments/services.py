"""What each service of comments needs for an article, as data for ``static/comments/comments.js``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from ...catalogue.permalinks import fill_pattern
from ...catalogue.post import Post
from ...fields.discussions import find_post_id
from ...urls import encode_url, is_web_url, make_absolute
from .options import CommentOptions

_GITHUB = "https://github.com"
_GISCUS_LANGUAGES = frozenset(
    "ar be bg ca cs da de en eo es eu fa fr gr gsw hbs he hu id it ja kh ko nl pl pt ro ru th tr uk uz vi "
    "zh-CN zh-HK zh-TW".split()
)
"""Source: https://github.com/giscus/giscus/tree/main/locales"""
_OTHER_CODES = {
    "giscus": {"el": "gr", "km": "kh", "bs": "hbs", "hr": "hbs", "sr": "hbs", "zh": "zh-CN", "zh-Hant": "zh-TW"},
    "disqus": {"de": "de_formal", "es": "es_ES", "pt": "pt_BR", "pt-PT": "pt_EU", "sv": "sv_SE", "zh-TW": "zh_HANT"},
    "isso": {"zh": "zh_CN", "zh-TW": "zh_TW", "pt": "pt_BR"},
}
"""Names of languages that services spell in their own way."""


@dataclass(frozen=True, slots=True)
class CommentedArticle:
    """An article, as services of comments know it."""

    post: Post
    language: str
    """The language tag of its text."""
    url: str = ""
    """Its absolute address; empty if that of the site is not known."""
    old_url: str = ""
    """The absolute address that it had in its old blog; empty if none is known."""


class Thread(NamedTuple):
    """The comments of one article."""

    data: Mapping[str, Any]
    """What the script needs."""
    host: str = ""
    """The host that a browser asks for the comments; empty if it is not known."""
    link: str = ""
    """The address of the comments for readers without the script; empty if there is none."""


def make_thread(options: CommentOptions, article: CommentedArticle) -> Thread | None:
    """Return the comments of an article; None if it has no place for them."""
    made = _MAKERS[options.provider](options, article)
    return made and made._replace(data={"provider": options.provider, **made.data})


def _identify(options: CommentOptions, name: str, article: CommentedArticle) -> str:
    """Return the identifier of a thread: that of the front matter, or else what an option describes; empty if neither does."""
    return article.post.thread or fill_pattern(options.text(name), article.post)


def _find_language(service: str, tag: str) -> str:
    """Return the name that a service has for a language."""
    tag, codes = tag.replace("_", "-"), _OTHER_CODES[service]
    language = tag.partition("-")[0]
    if service == "giscus":
        known = (name for name in (tag, codes.get(tag), codes.get(language), language) if name in _GISCUS_LANGUAGES)
        return next(known, None) or "en"
    return codes.get(tag) or codes.get(language, language)


def _base(options: CommentOptions, default: str = "") -> str:
    """Return the URL of the server of a service, without a slash at its end."""
    host = options.text("host", default).rstrip("/")
    return host if is_web_url(host) else f"https://{host}"


def _make_giscus(options: CommentOptions, article: CommentedArticle) -> Thread:
    base, repo, post = _base(options, "giscus.app"), options.text("repo"), article.post
    mapping, term = options.text("mapping", "specific"), ""
    link = f"{_GITHUB}/{repo}/discussions"
    if post.thread.isdecimal():
        mapping, term = "number", post.thread
        link += f"/{term}"
    elif mapping == "specific" or post.thread:
        mapping, term = "specific", _identify(options, "term", article) or post.slug
        link += f"?{urlencode({'discussions_q': term})}"
    data = {
        "repo": repo,
        "repo-id": options.text("repo_id"),
        "category": options.text("category"),
        "category-id": options.text("category_id"),
        "mapping": mapping,
        "term": term,
        "strict": _flag(options, "strict"),
        "reactions-enabled": _flag(options, "reactions_enabled"),
        "emit-metadata": "0",
        "input-position": options.text("input_position", "bottom"),
        "lang": _find_language("giscus", article.language),
    }
    attributes = {f"data-{name}": value for name, value in data.items() if value}
    return _make_framed(options, (f"{base}/client.js", "data-theme"), attributes, link)


def _make_utterances(options: CommentOptions, article: CommentedArticle) -> Thread:
    base, repo, post = _base(options, "utteranc.es"), options.text("repo"), article.post
    term = _identify(options, "term", article) or post.slug
    place = {"issue-number": term} if post.thread.isdecimal() else {"issue-term": term}
    link = f"{_GITHUB}/{repo}/issues"
    if post.thread.isdecimal():
        link += f"/{term}"
    elif term not in ("pathname", "url", "title", "og:title"):
        link += f"?{urlencode({'q': term})}"
    label = {"label": options.text("label")} if options.text("label") else {}
    return _make_framed(options, (f"{base}/client.js", "theme"), {"repo": repo, **place, **label}, link)


def _make_framed(options: CommentOptions, script: tuple[str, str], attributes: Mapping[str, str], link: str) -> Thread:
    """Return a thread that a script shows in a frame.

    :param script: the URL of the script, and the name of the attribute for its theme.
    """
    url, theme = script
    prefix = "github-" if options.provider == "utterances" else ""
    themes = [options.text("light_theme", f"{prefix}light"), options.text("dark_theme", f"{prefix}dark")]
    all_attributes = {**attributes, "crossorigin": "anonymous", "async": "", "src": encode_url(url)}
    return Thread({"attributes": all_attributes, "theme": theme, "themes": themes}, urlsplit(url).netloc, link)


def _flag(options: CommentOptions, name: str) -> str:
    return "0" if options.values.get(name, True) in (False, "0") else "1"


def _make_disqus(options: CommentOptions, article: CommentedArticle) -> Thread:
    post, name = article.post, options.text("shortname").lower()
    url = post.thread_url or fill_pattern(options.text("url"), post) or article.old_url or article.url
    page = {"identifier": _identify(options, "identifier", article), "url": encode_url(url), "title": post.title}
    page = {key: value for key, value in page.items() if value}
    language = _find_language("disqus", article.language)
    query = {"base": "default", "f": name, "t_i": page.get("identifier"), "t_u": page.get("url")}
    link = f"https://disqus.com/embed/comments/?{urlencode({key: value for key, value in query.items() if value})}"
    attributes = {"src": f"https://{name}.disqus.com/embed.js", "async": ""}
    return Thread({"attributes": attributes, "page": page, "language": language}, "disqus.com", link)


def _make_isso(options: CommentOptions, article: CommentedArticle) -> Thread:
    base = encode_url(_base(options))
    path = article.old_url and urlsplit(article.old_url).path
    name = _identify(options, "id", article) or path or (urlsplit(article.url).path if article.url else "")
    section = {"id": "isso-thread", "data-title": article.post.title, "data-isso-id": name}
    attributes = {
        "data-isso": f"{base}/",
        "data-isso-lang": _find_language("isso", article.language),
        "src": f"{base}/js/embed.min.js",
    }
    return Thread({"attributes": attributes, "section": {k: v for k, v in section.items() if v}}, urlsplit(base).netloc)


def _make_mastodon(options: CommentOptions, article: CommentedArticle) -> Thread | None:
    """Return the replies to the post that the front matter names; None if it names none, or only an id without a host."""
    url: str = article.post.social_post
    if url and not is_web_url(url):
        host, account = options.text("host"), options.text("account").removeprefix("@")
        url = f"{_base(options)}/@{account}/{url}" if host and account else ""
    if not url:
        return None
    url = make_absolute(url)
    parts = urlsplit(url)
    post_id = quote(find_post_id(url), safe="")
    data = {"source": f"{parts.scheme}://{parts.netloc}/api/v1/statuses/{post_id}/context", "id": post_id}
    return Thread(data, parts.netloc, url)


def _make_template(options: CommentOptions, article: CommentedArticle) -> Thread:
    return Thread({}, urlsplit(_base(options)).netloc if options.text("host") else "")


_MAKERS: Mapping[str, Callable[[CommentOptions, CommentedArticle], Thread | None]] = {
    "giscus": _make_giscus,
    "utterances": _make_utterances,
    "disqus": _make_disqus,
    "isso": _make_isso,
    "mastodon": _make_mastodon,
    "template": _make_template,
}
