"""Parse the Markdown of blog engines into tokens of MyST, and get plain text from it.

- ``plugin``: :func:`~.plugin.blog_markup_plugin` adds all syntaxes but wiki links to a markdown-it parser.
  :func:`~.plugin.parse_blocks` parses a text without MyST.
- ``block_rules``: constructs that are blocks; ``inline``: rules for sentences; ``html``: HTML in Markdown.
- ``engines``: the syntaxes of blog engines, one module each.
- ``syntax``: what the rules and the syntaxes of engines share.
- ``text``: plain text of posts, excerpts, reading time and keywords.
"""
