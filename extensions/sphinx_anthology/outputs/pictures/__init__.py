"""Pictures of posts in the sizes that pages need, without what cameras note about them.

- :mod:`.options`: the option for pictures.
- :mod:`.picture`: what is known of a picture, and the names of its variants.
- :mod:`.picture_formats`: formats by content and by suffix.
- :mod:`.metadata`: orientation, and the removal of metadata without loss.
- :mod:`.boxes`: the same for AVIF and HEIC.
- :mod:`.drawing`: the variants of a picture.
- :mod:`.picture_folder`: variants in the output folder, and what is known of pictures between builds.

Only ``drawing`` imports Pillow, and nothing here imports it before a picture has to be drawn.
"""
