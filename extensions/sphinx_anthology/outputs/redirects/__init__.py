"""Redirects from the old addresses of articles.

- :mod:`.plan`: :func:`find_redirects`, which are needed, checked, and :class:`Redirect`.
- :mod:`.pages`: :class:`RedirectFolder`, the HTML pages that forward to articles.
- :mod:`.rules`: the same redirects as rules for web servers.
"""
