"""Lists and overviews of posts.

- ``directives``: ``posts``, ``categories``, ``map`` …; ``ablog_directives``: those of ABlog
- ``deferred_nodes``: lists are one node each until their page is written
- ``toctrees``: toctrees of index pages, and posts as chapters below them
- ``page_layout``: wide pages, and landing pages
- ``term_pages``: breadcrumbs and description at the top of term pages
- ``article_lists``: the places for articles in the descriptions of objects
"""
