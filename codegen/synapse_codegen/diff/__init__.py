"""Compare two specs: what a change does to callers, and which version it needs.

Here belongs what goes from two specs to findings and to a report of them. `rules` is the table
of what a change means, `compare` finds the changes, `revisions` runs git. How a spec is read
and a package emitted does not belong here. Imports the pipeline and what is below it.
"""
