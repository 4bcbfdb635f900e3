SITENAME = "Bell log"
ARTICLE_URL = "{date:%Y}/{slug}.html"
