"""The model of a site's posts, immutable and independent of Sphinx: posts, collections, terms, and queries over them.

- :mod:`.post`: :class:`Post`, the one record of an article, and :class:`Page`, a file in a posts folder that is not an article.
- :mod:`.catalogue`: :class:`Catalogue`, all posts of a site, with lookup by docname, slug, title and file name.
- :mod:`.name_lookup`: lookup of posts by slug, title or file name.
- :mod:`.collection`: :class:`Collection`, the posts of one blog, with its terms, index pages and neighbours.
- :mod:`.terms`: :class:`Term`, the posts of one category, tag, author, series or year, and :class:`TermMetadata`.
- :mod:`.taxonomy`: :class:`Taxonomy`, the ways in which posts are grouped.
- :mod:`.selection`: :class:`Selection`, the filters and the order of a listing, and the sort orders.
- :mod:`.schedule`: the moments at which scheduled posts appear and others expire.
- :mod:`.queries`: what pages ask the catalogue, with fingerprints of the answers.
- :mod:`.permalinks`: the addresses of posts in their old blog, and the patterns that describe them.
- :mod:`.address_lookup`: :class:`AddressLookup`, the page that an address of the old blog means today.
- :mod:`.old_site`: :class:`OldSite`, the pages of the old blog that were not brought along.
- :mod:`.translation`: the catalogue in another language.
- :mod:`.versions`: :class:`Versions`, articles that are there in several languages, and which version lists and readers get.
- :mod:`.file_names`: names and slugs from the paths of files.
- :mod:`.related`: related articles with the reasons, and :mod:`.similarity`, the comparison of articles behind it.
- :mod:`.related_names`: the related articles that front matter names.
"""
