"""Values of the runtime in other people's libraries, each loaded when a caller asks for it.

Here belongs what turns plain data into the objects of one library, such as tables of pandas.
Never here: a request, a model, or a library that the distribution needs.
Imports nothing of the other packages: the runtime imports it, inside the method that needs it.
"""
