"""Builders other than those of HTML.

- ``books``: EPUB and LaTeX: articles as chapters, categories as parts
- ``text_builder``: plain text, in linear time
"""
