"""HTTP as values: requests, responses, URLs, headers, credentials, bodies, and the errors they become.

Here belongs what is true of HTTP whoever sends it: how a value is quoted, encoded, redacted or read.
Never here: I/O on the network, waiting, retrying, or a word of one service.
May import `errors`, `types` and `serialization`; among its own modules `messages` imports none.
"""
