"""The elements of comments on the page of an article."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from ...characters import escape_json
from .options import CommentOptions
from .services import CommentedArticle, Thread, make_thread
from .template import fill_template

Translate = Callable[[str], str]


def render_comments(options: CommentOptions, article: CommentedArticle, _: Translate, archive: str = "") -> str:
    """Return the section for the comments of an article, with a button that loads them; empty if it has no place for them.

    :param archive: comments of an old blog, as HTML.
    """
    thread = make_thread(options, article) if options.provider else None
    title = escape(_("Comments"))
    heading = f'<h2 class="rubric" id="anthology-comments">{title}</h2>\n'
    if thread is None:
        attributes = 'class="anthology-comments" aria-labelledby="anthology-comments"'
        return f"<section {attributes}>\n{heading}{archive}</section>\n" if archive else ""
    words = {"empty": _("No comments yet."), "failed": _("The comments could not be loaded.")}
    data = dict(thread.data) | ({"words": words} if options.provider == "mastodon" else {})
    value = escape(escape_json(json.dumps(data, ensure_ascii=False, separators=(",", ":"))))
    template = f"<template>{_fill_in(options.template, article)}</template>\n" if options.template else ""
    button = escape(_("Show comments"))
    return (
        f'<section class="anthology-comments" aria-labelledby="anthology-comments" data-thread="{value}">\n'
        f"{heading}{archive}"
        f"<p>{_render_note(thread, _)}</p>\n"
        f'<p><button type="button" hidden>{button}</button>{_render_link(options, thread, _)}</p>\n'
        f'<div class="anthology-thread" aria-live="polite"></div>\n{template}</section>\n'
    )


def _render_note(thread: Thread, _: Translate) -> str:
    if not thread.host:
        return escape(_("Comments are loaded when you ask for them."))
    return escape(_("Comments are on {host}. Your browser contacts it when you show them.").format(host=thread.host))


def _render_link(options: CommentOptions, thread: Thread, _: Translate) -> str:
    if not thread.link:
        return ""
    names = {"giscus": "GitHub", "utterances": "GitHub", "disqus": "Disqus"}
    words = _("Open on {site}").format(site=names.get(options.provider, thread.host))
    return f' <a class="reference external" rel="nofollow" href="{escape(thread.link)}">{escape(words)}</a>'


def _fill_in(template: str, article: CommentedArticle) -> str:
    post = article.post
    values = {"title": post.title, "slug": post.slug, "docname": post.docname, "thread": post.thread}
    return fill_template(template, {**values, "language": article.language, "url": article.url, "old_url": article.old_url})
