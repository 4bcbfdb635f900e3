"""Markdown to docutils nodes.

- ``renderer``: the tokens of other engines' markup; ``post_renderer``: a whole post, with its title and frame
- ``link_renderer``: links; ``post_links``: those of posts
- ``fences``: code blocks and directives; ``unknown_names``: directives and roles that nothing defines
- ``nesting``: the limit for blocks in blocks
"""
