"""The recipe that uploads many files straight to a storage, by URLs that the server signs.

A batch of files goes through three steps: the server signs URLs → the files are sent to them (`transfer`) → the server
is told what arrived. `recipe` runs them, batch by batch.
Never here: a credential of the client in a request to the storage, or a signature in an error, a log or a result.
Imports `uploads` and `downloads` for their digests and URLs, and what the rooms below `recipes` offer.
"""
