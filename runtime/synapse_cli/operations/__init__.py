"""Commands of operations: a group for each resource, and a command for each of its operations.

Here belongs what descriptors mean on a command line. Never here: commands that have no operation.
Imports the rest of the package but `commands` and `app`.
"""
