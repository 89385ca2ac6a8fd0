"""JSON to typed Python values, and back.

Here belong the base of emitted models (`model`, `fields`), the cattrs converter and its hooks (`converter`), decoding
that keeps what does not fit and reports it (`codec`, `lenient`, `issues`), the types of the spec (`scalars`,
`type_expressions`), and JSON as bytes (`json`).
Never here: requests, responses, files. cattrs is imported here alone, with the first value that is decoded.
Imports `types` and `errors`.
"""
