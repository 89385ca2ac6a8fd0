"""From the bytes of a request to values that the spec allows: routes, credentials, bodies, queries.

Belongs here: routing, authentication, parsing, validation, and the errors they respond with, in DRF's words.
Never here: what is stored, or what an operation does.
Imports `spec` and the mock's messages.
"""
