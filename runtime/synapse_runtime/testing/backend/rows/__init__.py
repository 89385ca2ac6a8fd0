"""The rows the mock stores: tables, the values of new rows, filters.

Belongs here: how a row is found, selected and made.
Never here: which operation does so, or how a response looks.
Imports `files`, `requests` and `spec`.
"""
