"""From post files to records.

- :mod:`.file_loader`: loading of single files, with the cache and worker processes.
- :mod:`.post_parser`: from the text of a file to a :class:`.catalogue.post.Post`, and :mod:`.derive`, the fields that front
  matter leaves empty.
- :mod:`.notebooks`, :mod:`.notebook_repair`, :mod:`.notebook_images`: notebooks; :mod:`.rest_text`: reStructuredText;
  :mod:`.ablog`: posts of ABlog.
- :mod:`.resolve`: cover, authors, collection, status and unique slug of a post.
- :mod:`.translations`: languages that other files make clear, and translations of posts.
"""
