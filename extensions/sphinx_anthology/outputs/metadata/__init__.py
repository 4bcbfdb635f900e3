"""What machines are told of a page.

- :mod:`.head`: :class:`PageMetadata`, which all of these are made of.
- :mod:`.opengraph`: Open Graph properties and other meta tags; :mod:`.head_tags`: those that the project adds.
- :mod:`.structured_data`: JSON-LD for search engines.
- :mod:`.post_fields`: the fields of posts, for other extensions.
"""
