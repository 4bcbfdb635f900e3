"""Parse the Markdown of blog engines."""
