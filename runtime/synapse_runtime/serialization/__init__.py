"""JSON to typed Python values, and back.

Here belong models and their fields (`model`), what they say as plain data (`plain_data`), the types of the spec as
annotations (`annotations`), the cattrs converter (`converter`), decoding that reports what does not fit
(`codec`), JSON as bytes (`json`), and models as types of pydantic (`pydantic_schema`).
Never here: requests, responses, files. cattrs is imported here alone, with the first value that is decoded.
Imports `types` and `errors`.
"""
