"""Policies without I/O, and the drivers that perform what they ask for."""
