"""Exports of services as entries, one module for each service.

- :mod:`.table`: :data:`SOURCES`, the services by name, and :func:`find_source`, which recognises an export by its content.
- :mod:`.wordpress`: WXR, the XML of WordPress; its texts in :mod:`.wordpress_text` and :mod:`.wordpress_shortcodes`.
- :mod:`.tistory`: the ZIP archive of Tistory.
- :mod:`.ghost`: the JSON of Ghost; its texts in :mod:`.ghost_text`, and its cards in :mod:`.ghost_cards`.
- :mod:`.medium`: the ZIP archive of Medium.
- :mod:`.notion`: the ZIP archive of Notion; its pages in HTML in :mod:`.notion_html`.
- :mod:`.link_previews`: previews of other pages as links; :mod:`.xml_stream`: XML piece by piece.
- :mod:`.notes`: what is left out of an export as a whole.
"""
