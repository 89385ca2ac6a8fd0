"""The bytes the mock stores and serves: blobs, media files, chunked uploads.

Belongs here: where content lies, its URL, and the protocol of drf-chunked-upload.
Never here: rows, which only name files by their URLs.
Imports `requests` and `spec`.
"""
