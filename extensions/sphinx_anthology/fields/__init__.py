"""Map front matter entries to the fields of an article.

- ``mapping``: :func:`~.mapping.read_fields` fills the fields and records the outcome of each key.
- ``dialects``: the table of keys by field, for all blog engines; ``field_rows``: its rows.
- ``key_lookup``: :class:`~.key_lookup.Dialects`, the table with the keys that a project adds.
- ``carried_keys``: keys that have no effect.
- ``record``: :class:`~.record.Fields` and the types of its values, such as :class:`~.record.Author`.
- ``scalars``, ``statuses``, ``terms``, ``people``, ``images``, ``languages``: readers, one function for each kind of value.
- ``focal_points``: the reader of what stays in view where a cover is cut.
- ``context``: :class:`~.context.Context`, which each reader takes, and helpers for readers.
- ``urls``: readers of URLs. ``handed_on``: the addresses in what Sphinx and other extensions read.
"""
