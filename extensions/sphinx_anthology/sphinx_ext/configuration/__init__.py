"""The configuration of the project: what is checked, and which unset options are filled in.

- ``options``: all options; ``card_options``, ``comment_options``, ``picture_options``, ``untrusted_options``: those of share
  cards, comments, pictures and untrusted posts
- ``repository``: the repository with the sources
- ``site_address``: the absolute address of the site and of its pages, on Read the Docs and elsewhere
- ``read_the_docs``: the language, and what else is as the platform wants it
- ``search_language``: the language of the search index
- ``site_name``: the name of the site, if the project has none
"""
