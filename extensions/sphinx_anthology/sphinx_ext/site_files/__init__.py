"""Files beside the pages of a built site, written where they differ and deleted where they are stale.

- ``writing``: all of them, in order; ``article_content``: the texts of articles, kept between builds
- ``feeds``, ``sitemap``, ``language_models``: feeds, the sitemap, and files for language models
- ``redirects``: pages at the old addresses of articles; ``not_found_page``: the page ``404.html``
- ``share_cards``: pictures for links to pages; ``mention_file``: what other projects are told
"""
