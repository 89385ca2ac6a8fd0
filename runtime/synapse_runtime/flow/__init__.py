"""Policies without I/O, the drivers that perform what they ask for, and what callers see: tracebacks, warnings."""
