"""What the mocked service is, read from its emitted package: types, scalars, examples, naming conventions.

Belongs here: how types, examples and names are read, for all rooms above.
Never here: requests, stored rows, or a response.
Imports the runtime's descriptors and type expressions, and no other room of the mock.
"""
