"""Compare two specs: what a change does to callers, and which version it needs.

Here belongs what goes from two services to findings and to a report of them. `rules` is the
table of what a change means; `compare` finds the changes; the rest prints them. Nothing here
reads a spec or emits a package: the command passes in what does. Imports the representation,
the parser of types and diagnostics.
"""
