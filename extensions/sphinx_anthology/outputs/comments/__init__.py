"""Comments below articles: their option, and the HTML that lets a reader load them.

A page has no script, frame or hint of another host. It has a button, and in an attribute the data from which
``static/comments/comments.js`` makes what a service needs, once the button is pressed.

- ``options``: the option ``anthology_comments``
- ``services``: the data for each service
- ``template``: the project's own template
- ``kept_comments``: comments of an old blog, which are part of the page
- ``html``: the elements on the page
"""
