SITENAME = "Blog"
PATH = "content"
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images"]
TIMEZONE = "Asia/Seoul"
DEFAULT_PAGINATION = 10
