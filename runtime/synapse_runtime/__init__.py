"""Runtime of generated API clients: transport, retry, pagination, URL conversion and chunked upload."""
