"""Responses beside results: `client.with_raw_response.tasks.get(1)` returns both.

Here belong the views of clients and resources that record the response of a call. Emitted views name the methods, one
line each, so that they keep their types; importing a client loads none of them.
Never here: how a call is made. A view calls the method of a clone whose `on_response` it is.
May import `client` and all below it.
"""
