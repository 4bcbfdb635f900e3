"""Parse front matter into entries that know their line numbers.

- ``parser``: :func:`~.parser.parse_front_matter` finds and parses the front matter of a text. It reports broken front matter
  and recovers as much of it as possible.
- ``native``: :func:`~.native.load_native_values` loads values with the types that YAML, TOML or JSON gives them.
- ``model``: :class:`~.model.FrontMatter`, :class:`~.model.Entry`, :class:`~.model.Table` and the limits of their size.
- ``dates``: :func:`~.dates.parse_date` parses dates as people write them.
- ``rest_header``, ``field_list``: field lists of reStructuredText. ``text_directives``: ABlog's directives in a text.
- ``yaml_header``, ``toml_header``, ``json_header``, ``plain_header``: one module for each format.
- ``recovery``: repairs invalid YAML. ``writer``: front matter as text.
"""
