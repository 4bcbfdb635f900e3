"""Release notes and news of one project, in two collections."""

project = "Lantern"
author = "The Lantern project"
project_copyright = "2025, the Lantern project"

extensions = ["sphinx_anthology"]
html_theme = "furo"
html_baseurl = "https://lantern.example.org/"
html_static_path = ["_static"]
html_css_files = ["site.css"]

anthology_posts = ["news/**"]
anthology_title = "News"
anthology_collections = {
    "releases": {"title": "Releases", "posts": ["releases/**"], "indexes": {"posts": {"layout": "timeline"}, "archive": False}}
}
anthology_feeds = ["posts", "collections"]
anthology_indexes = {"authors": False, "tags": False, "map": False}
