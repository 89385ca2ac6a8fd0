"""What commands write: results on stdout, in one of several formats, and errors and activity on stderr.

Here belongs how something looks. Never here: what it is, or where it comes from.
Imports `exit_status` and the runtime's errors alone.
"""
