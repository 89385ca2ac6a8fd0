"""Programs that run against a mock wherever Python runs: also in a browser, which has no sockets and no threads.

`runner` runs them, `program` reads and shows their lines, `threads` does without threads.
Never here: what a test needs that has a network. Imports the mock; the mock never imports it.
"""
