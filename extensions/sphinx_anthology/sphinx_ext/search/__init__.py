"""The search of a site with posts.

- ``languages``: how the search index splits text; ``splitting``: that of Korean, Japanese and Chinese;
  ``query_splitter.js``: that of queries
- ``page_texts``: the text of each page, in which the search finds the sentence to show
- ``page_table``: what it shows of each page beside its text; ``page_files``: in one file or in blocks
- ``index_parts``: the index of a large site, in parts
- ``sphinx_index``: what Sphinx does not keep right in its index
- ``site_search``: the search in the course of a build

The scripts in the browser are in ``static/search``.
"""
