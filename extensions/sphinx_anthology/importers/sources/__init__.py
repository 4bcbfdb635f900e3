"""Exports of services as entries, one module for each service.

- :mod:`.table`: :data:`SOURCES`, the services by name, and :func:`find_source`, which recognises an export by its content.
- :mod:`.wordpress`: WXR, the XML of WordPress; its texts in :mod:`.wordpress_text` and :mod:`.wordpress_shortcodes`.
- :mod:`.tistory`: the ZIP archive of Tistory.
- :mod:`.ghost`: the JSON of Ghost; its texts in :mod:`.ghost_text`, and its cards in :mod:`.ghost_cards`.
- :mod:`.medium`: the ZIP archive of Medium.
- :mod:`.notion`: the ZIP archive of Notion; its pages in HTML in :mod:`.notion_html`.
- :mod:`.substack`: the ZIP archive of Substack; its texts in :mod:`.substack_text`.
- :mod:`.blogger`: the Atom of Blogger and of Google Takeout.
- :mod:`.hashnode`, :mod:`.devto`: JSON with Markdown. :mod:`.tumblr`: JSON with posts, which :mod:`.tumblr_posts` renders.
- :mod:`.movable_type`: text in the format of Movable Type, which many Japanese services write.
- :mod:`.velog`, :mod:`.zenn`, :mod:`.qiita`: folders of Markdown.
- :mod:`.feed`: Atom, RSS and JSON Feed. :mod:`.html_folder`: a folder of HTML. They are tried last.
- :mod:`.json_documents`, :mod:`.markdown_files`, :mod:`.moments`: what several of these read.
- :mod:`.selection`: elements that are changed one after the other.
- :mod:`.link_previews`: previews of other pages as links; :mod:`.xml_stream`: XML piece by piece.
- :mod:`.notes`: what is left out of an export as a whole.
"""
