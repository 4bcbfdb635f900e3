"""The links between articles as a graph, as SVG.

- :mod:`.drawing`: :func:`render_link_graph`.
- :mod:`.layout`: the places of its nodes; :mod:`.labels`: which of their names are shown.
"""
