"""The parsers, and what is mended in the doctrees that they make.

- ``parser``: MyST's parser for posts and pages
- ``notebook_parser``, ``rest_posts``, ``other_parsers``: posts that are no Markdown
- ``section_ids``: ids of headings, labels and terms that are made of their words
- ``target_runs``, ``footnotes``: long runs of targets, and footnotes with which Sphinx stops
"""
