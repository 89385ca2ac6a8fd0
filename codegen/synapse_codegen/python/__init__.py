"""Words of Python: names, annotations, imports and docstrings of emitted modules.

Here belongs how one word or one text is written. Which words a module has is decided in `views`. Imports the IR,
the table of scalars and nothing above them.
"""
