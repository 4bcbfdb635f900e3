"""Files that pages show or link to.

- ``images``: their files and their sizes; ``left_out_images``: those that cannot be shown; ``image_formats``: those of books
- ``media``: video and audio
- ``kept_comments``: comments of the old blog beside a post
- ``linked_files``: downloads; ``published_files``: files that are copied whether pages link to them or not
"""
