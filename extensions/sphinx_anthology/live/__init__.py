"""The command ``anthology live``: a server that stays, and shows each edit in the browser.

Two processes stay. The server speaks HTTP and imports no Sphinx:

- :mod:`.command`: :func:`serve`, which puts the parts together
- :mod:`.options`: what the command was asked for, as both processes know it
- :mod:`.session`: :class:`Session`, which decides when a build starts, and tells browsers what has changed
- :mod:`.watching`: which files were edited, when a burst of edits has settled
- :mod:`.site_server`: HTTP: the files of the built site, and a stream of events
- :mod:`.served_files`: the file for an address, and the page with the one script tag that is added to it
- :mod:`.problem_list`: the problems that hold, of all builds so far

The builder keeps a built site in memory, and forks for each build:

- :mod:`.builder`: the process: it waits for a command, forks, and hands over to the process in which a build has succeeded
- :mod:`.single_build`: the process where none can be forked: it builds once, and ends
- :mod:`.preparation`: what a build has read before there was an edit
- :mod:`.build`: one build with an environment that is in memory
- :mod:`.preview`: the edited pages that are open in browsers, before the build has compared all pages
- :mod:`.open_pages`: which pages are open in browsers
- :mod:`.build_events`: what a build tells the server
- :mod:`.build_pipes`: the pipes between the process of a build and the one that waits
- :mod:`.lifeline`: pipes by which no process outlives the one that it works for
- :mod:`.messages`: what the processes say to each other

``browser`` has the script that changes pages in place.
"""
