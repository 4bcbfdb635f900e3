"""Markdown copies of articles, and lists of them for language models.

- :mod:`.language_models`: the files; :mod:`.html_to_markdown`: the texts of articles as Markdown.
- :mod:`.markdown_text`: words, links and code in Markdown.
"""
