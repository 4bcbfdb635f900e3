"""References to posts and terms, from this project and from others.

- ``blog``: the domain ``blog``; ``roles``: the roles ``{post}``, ``{category}`` …
- ``std``: Sphinx's own domain, with slugs among its labels and documents
- ``anchors``: headings and labels of pages
"""
