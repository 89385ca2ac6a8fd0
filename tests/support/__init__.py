"""Servers and proxies that misbehave on purpose, and the reference backend."""
