"""Emits typed API clients from declarative specs."""
