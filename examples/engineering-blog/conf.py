"""A blog beside the documentation of a library."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "code"))

project = "Ferry"
author = "The Ferry team"
project_copyright = "2025, the Ferry team"

extensions = ["sphinx_anthology", "sphinx.ext.autodoc"]
exclude_patterns = ["code"]
html_theme = "furo"
html_title = "Ferry"
html_baseurl = "https://ferry.example.org/"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0a5e8a", "color-brand-content": "#0a5e8a"},
    "dark_css_variables": {"color-brand-primary": "#6fc3f0", "color-brand-content": "#6fc3f0"},
}

anthology_posts = ["blog/**"]
anthology_article_type = "TechArticle"
anthology_indexes = {"posts": {"layout": "list"}, "tags": False, "map": False}
