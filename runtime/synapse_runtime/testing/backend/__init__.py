"""The mock backend, room by room: what a request passes on its way to a response.

`spec` is what a service's package says, `requests` reads and checks what came, `files` and `rows` hold what was
stored, and the modules here decide what an operation does and what it responds.
Never here: faults, recorded calls, sockets, or anything a test imports; `synapse_runtime.testing` is for those.
Imports the messages and the clock of `testing`, and the runtime's descriptors and types; never a client.
"""
