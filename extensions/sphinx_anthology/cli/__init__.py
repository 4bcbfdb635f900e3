"""The command ``anthology``, which makes projects, and checks posts and built sites, without Sphinx.

- :mod:`.commands`: :func:`main`, the group of all commands.
- :mod:`.authoring_commands`: the commands that write files for authors: ``init`` and ``new``.
- :mod:`.new_project`: the files of a new project.
- :mod:`.new_post`: a post as the other posts of a project are.
- :mod:`.import_command`: the command ``import``, for exports of other services.
- :mod:`.post_commands`: the commands that read posts: ``check``, ``list``, ``explain``, ``due``, ``fields``, ``redirects``
  and ``schema``.
- :mod:`.site_commands`: the commands that read a built site: ``urls`` and ``links``.
- :mod:`.live_command`: the command ``live``, which alone loads Sphinx, in another process.
- :mod:`.editors`: links that open an editor.
- :mod:`.new_files`: files that are written only if they do not exist.
- :mod:`.parameters`: parameters that several commands have.
- :mod:`.project_posts`: :func:`load_project_posts`, and the paths of posts as users see them.
- :mod:`.report`: problems, summaries and field values as text.
- :mod:`.json_records`: problems, articles and pages as JSON; and ``output.schema.json``, the JSON Schema of all output.
- :mod:`.console`: output to the terminal.
- :mod:`.tables`: tables of posts, keys and fields.
- :mod:`.built_site`: :class:`BuiltSite`, the articles of a built site with their anchors and links.
- :mod:`.inventory`: the objects in the inventory of a built site.
- :mod:`.html_page`: anchors, links and redirects of an HTML page.
- :mod:`.site_paths`: paths and links inside of a built site.
- :mod:`.url_manifest`: what a site has lost of the list of what it has published.
- :mod:`.link_report`: statistics of the links between articles.
"""
