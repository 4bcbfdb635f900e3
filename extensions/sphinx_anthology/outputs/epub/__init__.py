"""What EPUB asks of its files.

- :mod:`.xhtml`: :func:`make_xhtml`, the content of pages; :mod:`.remote_resources`, what they load from other hosts.
- :mod:`.package`: :func:`complete_package`, the list of files.
"""
