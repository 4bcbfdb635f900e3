"""Share cards: the pictures that social networks show for a page without an image.

- :mod:`.card`: what a card shows, and its name.
- :mod:`.layout`: lines of a title, and characters that no font draws.
- :mod:`.fonts`: fonts that stand in for each other.
- :mod:`.drawing`: the PNG of a card.
- :mod:`.card_folder`: the cards in the output folder and in the cache.

Only ``fonts`` and ``drawing`` import Pillow, and nothing here imports them before a card has to be drawn.
"""
