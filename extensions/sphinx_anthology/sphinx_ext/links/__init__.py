"""Links between pages, and what follows from them.

- ``link_targets``: where links lead; ``link_resolution``, ``html_references``: links and raw HTML get their targets
- ``backlinks``: the links between all pages, backlinks and related articles
- ``documented_objects``, ``other_inventories``: functions and other objects, of this project and of others
- ``object_mentions``: the articles that mention them; ``remote_mentions``: those of other sites
"""
