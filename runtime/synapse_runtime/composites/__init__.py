"""Operations made of other operations: what a call of one sends, in which order, and what becomes of a failure.

Here belong the table of recipes (`dispatch`), one module or package a recipe, each with the `Settings` it reads from
the spec, and the client that an executor carries elsewhere (`worker`).
Never here: a name of a service. Which operations a recipe uses, and what their fields are called, the spec says;
which steps and settings it may name, the `recipes` of the generator describe.
Imports every room below: `uploads` and `pagination`, `calls`, `transport`, `flow`, `http`, `serialization`.
"""
