"""Turn the catalogue into text and files, without Sphinx.

- :mod:`.indexes`: the index pages.
- :mod:`.feeds`: feeds as Atom, RSS 2.0 and JSON Feed.
- :mod:`.markdown_copies`: Markdown copies of articles, and lists of them for language models.
- :mod:`.metadata`: what machines are told of a page: Open Graph, structured data, other tags.
- :mod:`.redirects`: redirects from the old addresses of articles.
- :mod:`.link_graph`: the drawing of links between articles.
- :mod:`.pictures`: the pictures of posts in several sizes; :mod:`.share_cards`: pictures that networks show for pages without
  one; :mod:`.drawn_files`: the cache of both.
- :mod:`.comments`: comments below articles; :mod:`.share_links`, :mod:`.edit_links`: links to share and to edit an article.
- :mod:`.epub`: what EPUB asks of its files.
- :mod:`.sitemap`: :func:`render_sitemaps` and :func:`render_robots`, for search engines.
- :mod:`.not_found_page`: the page for addresses without a page.
- :mod:`.mention_file`: :func:`render_mention_file`, which articles mention which objects of other projects.
- :mod:`.focal_points`: the style sheet with the focal points of covers.
- :mod:`.term_colours`: the style sheet with the colours of terms.
- :mod:`.page_addresses`: the output file and the address of a page; :mod:`.site_address`: :class:`SiteAddress`, which makes
  addresses absolute.
- :mod:`.written_files`: :class:`WrittenFiles`, which keeps files beside the pages up to date.
"""
