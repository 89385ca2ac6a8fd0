"""One call: from an operation and its arguments to a request, and from its response to a result.

Here belong the options of a client and its state, and what makes a call safe: retries, deadlines, redirects.
Never here: what needs more than one operation (`dispatch`, `pagination`), or how bytes move.
May import `flow`, `http`, `serialization` and `transport.fork_safety`; nothing above, for type checkers included.
"""
