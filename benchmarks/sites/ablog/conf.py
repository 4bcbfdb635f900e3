extensions = ["ablog", "myst_parser"]
exclude_patterns = ["build"]
html_theme = "alabaster"
myst_title_to_header = True

# As `ablog start` writes it.
html_sidebars = {
    "**": [
        "ablog/postcard.html",
        "navigation.html",
        "ablog/recentposts.html",
        "ablog/tagcloud.html",
        "ablog/categories.html",
        "ablog/archives.html",
        "searchfield.html",
    ]
}
blog_title = "Blog"
blog_baseurl = "https://example.org/"
