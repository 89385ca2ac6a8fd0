"""HTTP: requests, responses, URLs, headers, files and errors as values, and the network.

Here belongs what is true of HTTP whoever sends it: how a value is quoted, encoded, redacted or read, and (in
`transport`) how httpx sends it.
Never here: an operation, a model, a service; credentials, retries, redirects, or anything else that decides what is
sent.
Imports none of the other packages, which import its modules. Users find its public names in `synapse_runtime`.
"""
