"""Files on their way to the server: in chunks, resumed, and proved with md5.

Here belong the flow of a chunked upload (`chunked`) and its parts.
Never here: an endpoint of a service; the flow is handed its requests (`protocol`). Never a chunk held in memory.
Imports `file_lock` and the runtime.
"""
