"""Commands that every service has, one a module: `make_command(app)` returns it.

Here belongs what a command asks and says. Never here: how output is formatted, or where a client comes from.
Imports the rest of the package but `app`, whose table `COMMANDS` names these modules.
"""
