"""Serve the backend on a free loopback port until standard input ends."""

import socketserver
import sys
import threading

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from reference import rows


class Connection(WSGIRequestHandler):
    disable_nagle_algorithm = True  # head and body are two writes, which Nagle's algorithm would delay

    def log_message(self, *_):
        pass


class Server(ThreadedWSGIServer):
    request_queue_size = 256

    def handle_error(self, request, client_address):
        """Log no broken connections: tests break them on purpose."""
        if not isinstance(sys.exception(), OSError):
            socketserver.BaseServer.handle_error(self, request, client_address)


def fill():
    """Create the tables and the first rows."""
    from django.contrib.auth.models import User
    from rest_framework.authtoken.models import Token

    call_command("migrate", run_syncdb=True, verbosity=0)
    for pk, (name, token) in rows.USERS.items():
        Token.objects.create(key=token, user=User.objects.create(pk=pk, username=name))
    for name, table in rows.ROWS.items():
        model = apps.get_model("reference", name)
        for row in table:
            values = dict(row)
            tags = values.pop("tags", ())
            instance = model.objects.create(**values)
            if tags:
                instance.tags.set(tags)
    for path, content in rows.MEDIA.items():
        file = settings.MEDIA_ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def behind_front(application, prefix, believed_host):
    """Return the application behind a proxy that strips a path prefix and passes another host."""

    def respond(environ, start_response):
        path = environ["PATH_INFO"]
        environ["PATH_INFO"] = path.removeprefix(prefix) if path.startswith(f"{prefix}/") else f"/outside{path}"
        if believed_host:
            environ["HTTP_HOST"] = believed_host
        return application(environ, start_response)

    return respond


def main():
    django.setup()
    get_resolver().url_patterns  # noqa: B018 - fail at the start, not in responses
    fill()
    options = settings.OPTIONS
    server = Server(("127.0.0.1", 0), Connection)
    server.set_app(behind_front(get_wsgi_application(), options["prefix"], options["believed_host"]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()  # ends with the parent process


if __name__ == "__main__":
    main()
