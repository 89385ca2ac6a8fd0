"""Operations made of other operations: what a call of one sends, in which order, and what becomes of a failure.

Here belongs one module or package a recipe, each with the `Settings` it reads from the spec; the table of them is
`synapse_runtime.dispatch`.
Never here: a name of a service. Which operations a recipe uses, and what their fields are called, the spec says;
which steps and settings it may name, the `recipes` of the generator describe.
Imports `uploads`, `downloads`, and the runtime.
"""
