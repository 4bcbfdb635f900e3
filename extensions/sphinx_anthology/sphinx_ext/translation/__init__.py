"""Translations of posts, and of the words of the interface.

- ``translations``: the catalogues of this package; ``version_labels``: words that Sphinx leaves in English
- ``message_catalogs``: messages of posts for translators, and their translations
- ``translated_paragraphs``: what a translated paragraph keeps of the original
"""
