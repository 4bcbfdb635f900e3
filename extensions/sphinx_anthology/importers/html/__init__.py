"""HTML of any service as MyST Markdown.

- :mod:`.conversion`: :func:`convert_html`.
- :mod:`.parsing`: HTML of an export as elements.
- :mod:`.cleaning`: HTML without scripts, in which every tag is closed.
- :mod:`.tree`: the elements brought into the form that Markdown can express.
- :mod:`.inline_runs`: neighbouring and nested formatting, line breaks and lists put in order.
- :mod:`.footnotes`: references to notes, and the notes.
- :mod:`.formulas`: TeX and MathML.
- :mod:`.converter`: elements as Markdown; :mod:`.blocks` has figures, tables, code and embedded pages.
- :mod:`.raw_html`: what Markdown cannot express; :mod:`.writer`: what all of these ask of the converter.
- :mod:`.escaping`: text that stays text.
"""
