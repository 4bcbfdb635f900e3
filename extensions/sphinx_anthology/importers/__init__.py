"""Import the export of another blog service as Markdown posts.

A source reads an export into entries, and one shared way writes entries as files, whatever the source is.

- :mod:`.entry`: :class:`Entry`, an article of an export, and :class:`ImportRefusedError`.
- :mod:`.web_addresses`: the parts of an address, which may be none.
- :mod:`.markdown_code`: code in Markdown, which stays as it is.
- :mod:`.archives`: :class:`Export`, the files of an export: a ZIP archive, a folder or one file, with limits.
- :mod:`.sources`: one module for each service, with a function ``read(export)`` that yields entries.
- :mod:`.html`: HTML of any service to MyST Markdown.
- :mod:`.writing`: entries to posts, pictures and comments in a folder, again and again.
"""
