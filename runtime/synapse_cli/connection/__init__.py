"""Where the backend is, and who calls: options, the environment, profiles.

Here belongs which of them counts, and how tokens are kept. Never here: requests.
Imports the runtime alone.
"""
