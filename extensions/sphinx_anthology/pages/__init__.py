"""Nodes for docutils, made from answers of the catalogue: what readers see of articles, lists and term pages.

Nothing here imports Sphinx. A function gets an answer and a :class:`.context.PageContext`, and returns docutils nodes.

- ``context``: what a page tells the functions that make nodes for it
- ``elements``: small nodes that all others are made of: text, paragraphs, pictures, links
- ``article_header``: subtitle, excerpt, byline, tags, cover and place in a series, above an article's text
- ``entry``: the beginning and the end of the text, for machines
- ``article_footer``: next part, related articles, backlinks and documented objects, below an article's text
- ``object_mentions``: the articles that mention a documented object; ``backlink_list``: pages with their sentences
- ``byline``: date, authors, reading time and badges of a post, on its page and in lists
- ``post_lists``: the layouts of the ``posts`` directive: cards, list, table, timeline, compact
- ``home``: what a landing page shows below the author's words
- ``emblems``: drawings that stand for missing pictures
- ``cards``, ``tables``, ``pagination``: the parts of lists
- ``term_header``: breadcrumbs and description at the top of a term page
- ``feed_link``: the link to the feed of an index page
- ``term_lists``: the lists of categories, tags, authors and series
- ``archive``: the heat map of the ``archive`` directive
- ``link_map``: the map of links between articles; ``link_drawings``: the drawings on it and below an article
- ``deferred``: the node that stands for a list until its page is written
- ``dates_and_numbers``: dates, months, numbers and language names in the site's language
- ``i18n``: translation of the words that readers see
"""
