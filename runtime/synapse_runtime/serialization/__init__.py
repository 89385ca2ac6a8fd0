"""JSON to typed Python values, and back.

Here belong models and what they say as plain data (`model`), the types of the spec and the fields of models
(`annotations`), the cattrs converter (`converter`), decoding that reports what does not fit (`codec`), and JSON as
bytes (`json`).
Never here: requests, responses, files. cattrs is imported here alone, with the first value that is decoded.
Imports `types` and `errors`.
"""
