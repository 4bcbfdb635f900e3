"""Turn the catalogue into text and files, without Sphinx.

- :mod:`.index_pages`: :func:`generate_index_pages`, the Markdown of the index pages, and :class:`IndexPage`.
- :mod:`.index_files`: :func:`write_index_files`, which keeps the index pages in the source folder up to date.
- :mod:`.generated_pages`: :class:`GeneratedPages`, the files from which these pages are read.
- :mod:`.feeds`: :func:`plan_feeds`, which feeds there are, and the pages that they belong to.
- :mod:`.feed_entries`: the entries of feeds and their ids.
- :mod:`.feed_content`: :func:`make_content`, the text of an article for feeds.
- :mod:`.feed_files`: :class:`FeedWriter`, which makes the files, and :mod:`.feed_xml` and :mod:`.feed_json`, their formats.
- :mod:`.written_files`: :class:`WrittenFiles`, which keeps files beside the pages up to date.
- :mod:`.heatmap`: :func:`render_heatmap`, the chart of posts per month, as SVG.
- :mod:`.link_graph`: :func:`render_link_graph`, the drawing of links between articles, as SVG, with the places of
  :mod:`.graph_layout` and the names of :mod:`.graph_labels`.
- :mod:`.language_models`: Markdown copies of articles, and lists of them; :mod:`.html_to_markdown`, their texts.
- :mod:`.not_found_page`: the page for addresses without a page.
- :mod:`.head_metadata`: :class:`PageMetadata`, what machines are told of a page.
- :mod:`.opengraph`: Open Graph properties and other meta tags.
- :mod:`.mention_file`: :func:`render_mention_file`, which articles mention which objects of other projects.
- :mod:`.redirects`: :func:`find_redirects`, the old addresses of articles, checked, and :class:`Redirect`.
- :mod:`.page_addresses`: the output file and the address of a page.
- :mod:`.redirect_pages`: :class:`RedirectFolder`, the HTML pages at old addresses that forward to articles.
- :mod:`.redirect_rules`: the same redirects as rules for web servers.
- :mod:`.sitemap`: :func:`render_sitemaps` and :func:`render_robots`, for search engines.
- :mod:`.site_address`: :class:`SiteAddress`, which makes addresses absolute.
- :mod:`.share_cards`: the pictures that networks show for pages without an image.
- :mod:`.pictures`: variants of the pictures of posts.
- :mod:`.drawn_files`: :class:`DrawnFiles`, which keeps cards and variants in the output folder and in a cache.
- :mod:`.structured_data`: JSON-LD for search engines.
- :mod:`.xhtml`: :func:`make_xhtml`, the content of pages for EPUB; :mod:`.remote_resources`, what they load from other hosts.
- :mod:`.epub_package`: :func:`complete_package`, the list of files of an EPUB.
"""
