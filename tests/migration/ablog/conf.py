extensions = ["ablog", "myst_parser"]
blog_title = "Kiln notes"
blog_baseurl = "https://kilns.example.org"
blog_post_pattern = "blog/*"
