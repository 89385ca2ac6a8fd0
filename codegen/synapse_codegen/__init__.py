"""Generate typed API clients from declarative specs. `pipeline` is the front door.

Here belongs what goes from a spec to the files of a package. Nothing here knows a certain
service, sends a request or is imported by what is emitted. Imports neither the runtime nor
an emitted package; of other packages attrs, PyYAML, jinja2 and the formatter, each of the
last three in one module.
"""
