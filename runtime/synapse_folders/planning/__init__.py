"""How a folder becomes units: its files, its layout, its tables of metadata, and what does not fit.

Here belong the walk through a folder (`scan`), rules that tell which file is which part of which unit (`layouts`),
tables of metadata (`tables`), and what puts them together (`planner`).
Never here: a request; a plan knows what to do with the units.
Imports `units`, `findings` and `file_types`.
"""
