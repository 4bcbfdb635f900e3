"""Plain text of posts, and what is derived from it.

- :mod:`.plaintext`: the heading that names a text, its language, comparison; :mod:`.plain_words`: words of a paragraph.
- :mod:`.excerpts`: opening and excerpt; :mod:`.reading_time`: minutes; :mod:`.keywords`: for related articles.
- :mod:`.body_images`: the images of a text; :mod:`.restructuredtext`: reStructuredText as Markdown.
- :mod:`.unknown_markup`: :func:`report_unknown_markup` reports markup without a handler.
"""
