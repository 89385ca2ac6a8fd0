"""Read the files of a spec: YAML as plain values that know where they stand.

Here belongs what is true of any YAML file: its syntax, its characters, its folder. No key of the spec language
is known here; those are in `grammar`. Imports nothing but `diagnostics`.
"""
