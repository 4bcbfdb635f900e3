"""Pictures of posts in the sizes that pages and books need.

- ``site_pictures``: which pictures the site has, and what is made of them before pages are written
- ``picture_nodes``: their HTML; ``picture_sources``: what browsers choose from
- ``drawing``: drawing in several processes, with a progress bar
"""
