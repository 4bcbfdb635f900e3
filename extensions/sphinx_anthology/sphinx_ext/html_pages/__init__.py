"""What a theme gets for its pages.

- ``html_context``: neighbours, breadcrumbs and meta tags of articles and index pages
- ``page_metadata``, ``page_description``: what machines are told of a page
- ``sidebar``: the sidebar's tree on pages that are not in it
- ``share_links``: the links for sharing an article; ``edit_links``: the one to its source
- ``surroundings``: both, and the comments; ``comments``: the comments below articles
- ``theme_navigation``: the sidebar of themes that show a part of the tree
- ``theme_head``: the head of pages in themes that leave tags out
- ``feed_icon``: the link to the feed of the site
- ``general_index``: the general index with Hangul by consonants
- ``assets``: the style sheet and the scripts; ``comforts``: which page has which script
"""
