"""Values of the runtime in other people's libraries, each loaded when a caller asks for it.

Here belongs what one library makes of data or models: tables of pandas and pyarrow, types of pydantic.
Never here: a request, or a library that the distribution needs.
Imports nothing of the other packages: the runtime imports it, inside the method that needs it.
"""
