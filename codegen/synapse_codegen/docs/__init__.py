"""The documentation of a service: a static site and Markdown, from the same representation as the package.

Here belong the views of pages, their templates, and the style and the scripts of the site.
Never here: a word that the spec should say, or what only one service has.
Imports the representation, the template engine by way of `output`, and reads the runtime's sources as text.
"""
