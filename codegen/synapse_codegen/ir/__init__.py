"""The intermediate representation: what a spec says, as frozen values.

Here belong values in the spec's own words: wire names, spec types. No Python code belongs
here: how a thing is written in the emitted package is decided in `views`. Imports nothing
but `diagnostics`.

Everything that a diagnostic may point at has a `SourceLocation`. Locations never take part
in equality, so two specs that say the same are equal wherever they say it.
"""
