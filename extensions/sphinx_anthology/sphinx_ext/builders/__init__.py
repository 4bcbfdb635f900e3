"""Builders other than those of HTML.

- ``books``: EPUB and LaTeX: articles as chapters, categories as parts
- ``line_breaks``: line breaks in formats that are not HTML
- ``single_page``: what is in the one page of ``singlehtml``
- ``text_builder``: plain text, in linear time
"""
