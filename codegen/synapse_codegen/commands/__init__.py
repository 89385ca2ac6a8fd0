"""The commands: one module each, with `add_arguments(parser)` and `run(options)`, which returns the exit status.

Here belongs what a command reads, writes and prints. What a spec means belongs in the packages below,
which print nothing. Slow imports are deferred until there is something to do.
"""
