"""Responses that are read line by line while the server sends them.

Here belongs the flow that follows a stream of lines through lost connections (`follow`).
Never here: what a line means, and how a stream is opened: `calls` does.
Imports `calls`, `flow` and `errors`.
"""
