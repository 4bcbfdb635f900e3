"""HTML in Markdown.

- :mod:`.html_lines`: lines after which Markdown goes on.
- :mod:`.html_links`: links and anchors in sentences and headings.
- :mod:`.html_images`: :func:`split_html` finds images and links to posts.
- :mod:`.html_players`: controls of video and audio.
"""
