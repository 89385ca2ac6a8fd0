"""Responses that are read line by line, or event by event, while the server sends them.

Here belong the flows that follow a stream through lost connections (`follow`, `events`).
Never here: what a line means, and how a stream is opened: `calls` does.
Imports `calls`, `flow` and `errors`.
"""
