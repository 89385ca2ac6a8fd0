"""Calls: what a client is set to, and the way of one call from its arguments to its result."""
