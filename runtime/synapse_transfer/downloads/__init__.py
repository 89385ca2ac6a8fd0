"""Files that the server names in its responses, fetched into a folder, and responses that are files themselves.

Here belong `Downloads`, which callers hold and pass as a `url_conversion` (`downloader`), the flow that fetches one
file (`fetch`), the file while it comes (`part_file`), its URL and name (`file_urls`), and what writes the response of
any call to a file (`save`).
Never here: how a connection is made, or which fields of a response hold files. Never a final name on an unproved file.
Imports `file_lock` and the runtime; a client is what `calls` says it is, no class.
"""
