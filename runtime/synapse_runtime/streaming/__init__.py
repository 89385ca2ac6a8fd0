"""Responses that are read line by line while the server sends them.

Here belong the decoding of lines (`lines`), and the flow that follows a stream through lost connections (`follow`).
Never here: what a line means, and how a stream is opened: `calls` does.
Imports `calls`, `flow` and `errors`.
"""
