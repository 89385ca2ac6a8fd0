"""A small GitHub on loopback: a handful of routes, written from its documentation and not from our spec."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "ghp_s3cret-of-a-user"
APP = ("Iv1.abc", "app-s3cret")
TIME = "2024-05-06T07:08:09Z"
STORED = b"PK" + b"x" * 5000
FILES = {
    "README.md": b"# Hello\n",
    "src/main.py": b"print('hello')\n",
}


def account(login: str = "octocat") -> dict[str, Any]:
    """An account, in short."""
    links = ["followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events"]
    links.append("received_events")
    return {
        "login": login,
        "id": 1,
        "node_id": "MDQ6VXNlcjE=",
        "avatar_url": f"https://github.com/images/{login}.gif",
        "gravatar_id": "",
        "url": f"https://api.github.com/users/{login}",
        "html_url": f"https://github.com/{login}",
        **{f"{name}_url": f"https://api.github.com/users/{login}/{name}" for name in links},
        "type": "User",
        "site_admin": False,
    }


def issue(number: int, title: str, labels: list[Any]) -> dict[str, Any]:
    """An issue; of its labels, old ones are strings."""
    url = f"https://api.github.com/repos/octocat/hello/issues/{number}"
    return {
        "id": 1000 + number,
        "node_id": "MDU6SXNzdWUx",
        "url": url,
        "repository_url": "https://api.github.com/repos/octocat/hello",
        **{f"{name}_url": f"{url}/{name}" for name in ("labels", "comments", "events")},
        "html_url": f"https://github.com/octocat/hello/issues/{number}",
        "number": number,
        "state": "open",
        "title": title,
        "user": account(),
        "labels": labels,
        "assignee": None,
        "milestone": None,
        "locked": False,
        "comments": 0,
        "closed_at": None,
        "created_at": TIME,
        "updated_at": TIME,
    }


def comment(number: int, body: str) -> dict[str, Any]:
    """A comment on an issue."""
    url = f"https://api.github.com/repos/octocat/hello/issues/comments/{number}"
    return {
        "id": number,
        "node_id": "x",
        "url": url,
        "html_url": url,
        "issue_url": url,
        "user": account(),
        "created_at": TIME,
        "updated_at": TIME,
        "body": body,
    }


def asset(name: str, content: bytes) -> dict[str, Any]:
    """A file of a release."""
    return {
        "url": "https://api.github.com/repos/octocat/hello/releases/assets/7",
        "browser_download_url": f"https://github.com/octocat/hello/releases/download/v1/{name}",
        "id": 7,
        "node_id": "x",
        "name": name,
        "label": None,
        "state": "uploaded",
        "digest": None,
        "content_type": "application/octet-stream",
        "size": len(content),
        "download_count": 0,
        "created_at": TIME,
        "updated_at": TIME,
        "uploader": account(),
    }


def entry(path: str, type_: str, size: int) -> dict[str, Any]:
    """What is known of a file without its content."""
    url = f"https://api.github.com/repos/octocat/hello/contents/{path}"
    return {
        "type": type_,
        "size": size,
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": "3d21ec53",
        "url": url,
        "git_url": None,
        "html_url": None,
        "download_url": None,
        "_links": {"self": url, "git": None, "html": None},
    }


class SmallGitHub:
    """What the servers hold, and what they saw."""

    def __init__(self) -> None:
        self.issues = [issue(number, f"Issue {number}", ["old", {"name": "bug"}]) for number in range(1, 6)]
        self.assets: dict[str, bytes] = {}
        self.seen: list[tuple[str, str, str, dict[str, str]]] = []
        """Server, method, target and headers of each request."""
        self.stats_asked = self.codes_asked = 0
        self.urls: dict[str, str] = {}

    def of(self, server: str) -> list[dict[str, str]]:
        """The headers of the requests that one of the servers got."""
        return [headers for name, _, _, headers in self.seen if name == server]


@contextmanager
def serve() -> Iterator[SmallGitHub]:
    """Serve the API, the uploads, the sign-in and the storage, each at a port of its own."""
    github, servers = SmallGitHub(), []
    for name in ("api", "uploads", "login", "storage"):
        handler = type("Handler", (_Handler,), {"github": github, "name": name})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        github.urls[name] = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
    try:
        yield github
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    github: SmallGitHub
    name: str

    def log_message(self, *_: object) -> None:
        """Print nothing."""

    def handle_one_request(self) -> None:
        """Answer a request, whatever its method."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.github.seen.append((self.name, self.command, self.path, headers))
        parts = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        getattr(self, f"_{self.name}")(parts.path.strip("/").split("/"))

    def _send(self, status: int, content: bytes | str = b"", **headers: str) -> None:
        content = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _json(self, status: int, data: object, **headers: str) -> None:
        self._send(status, json.dumps(data), Content_Type="application/json; charset=utf-8", **headers)

    def _error(self, status: int, message: str, **more: object) -> None:
        self._json(status, {"message": message, "documentation_url": "https://docs.github.com/rest", **more})

    def _data(self) -> Any:
        return json.loads(self.body)

    def _api(self, path: list[str]) -> None:
        authorization = self.headers.get("Authorization", "")
        if path[0] == "applications":
            expected = "Basic " + base64.b64encode(":".join(APP).encode()).decode()
            if authorization == expected:
                self._check_token()
            else:
                self._error(401, "Bad credentials")
        elif authorization in {"", f"Bearer {TOKEN}"}:
            self._route(path)
        else:
            self._error(401, "Bad credentials")

    def _route(self, path: list[str]) -> None:
        match [self.command, *path]:
            case ["GET", "zen"]:
                self._send(200, "Speak like a human.", Content_Type="text/plain;charset=utf-8")
            case ["POST", "markdown"]:
                self._send(200, f"<p>{self._data()['text']}</p>", Content_Type="text/html;charset=utf-8")
            case ["POST", "markdown", "raw"]:
                assert self.headers["Content-Type"].startswith("text/plain")
                self._send(200, f"<p>{self.body.decode()}</p>", Content_Type="text/html;charset=utf-8")
            case ["GET", "repos", "octocat", "hello", "issues"]:
                self._issues()
            case ["POST", "repos", "octocat", "hello", "issues"]:
                self._create_issue()
            case ["GET", "repos", "octocat", "hello", "issues", number]:
                self._conditional(f'W/"{number}"', self.github.issues[int(number) - 1])
            case ["GET", "gists"]:
                self._conditional('"gists"', [])
            case ["POST", "repos", "octocat", "hello", "issues", number, "comments"]:
                self._json(201, comment(int(number) * 10, self._data()["body"]))
            case ["GET", "repos", "octocat", "hello", "contents", *names]:
                self._contents("/".join(names))
            case ["GET", "repos", "octocat", "hello", "stats", "contributors"]:
                self._stats()
            case ["GET", "repos", "octocat", "hello", "releases", "assets", "7"]:
                self._asset()
            case _:
                self._route_by_status(path)

    def _route_by_status(self, path: list[str]) -> None:
        """Respond where the status says all, or where to go."""
        match [self.command, *path]:
            case ["GET", "user", "starred", "octocat", "hello"]:
                self._send(204)
            case ["GET", "repos", "octocat", "hello", "collaborators", "octocat"]:
                self._send(204)
            case ["GET", "repos", "octocat", "hello", "contributors"]:
                self._send(204)
            case ["DELETE", "repos", "octocat", "hello"]:
                self._send(204)
            case ["DELETE", "repos", "octocat", "old"]:
                self._send(307, Location=f"{self.github.urls['api']}/repos/octocat/hello")
            case ["GET" | "PATCH", "repos", "octocat", "old", *rest]:
                self._send(301, Location="/".join([self.github.urls["api"], "repos/octocat/hello", *rest]))
            case ["GET", "repos", "octocat", "hello", "zipball", ref]:
                self._send(302, Location=f"{self.github.urls['storage']}/{ref}.zip?token=abc")
            case _:
                self._error(404, "Not Found")

    def _conditional(self, etag: str, data: object) -> None:
        headers = {"ETag": etag, "X-RateLimit-Remaining": "4987"}
        if self.headers.get("If-None-Match") == etag:
            self._send(304, **headers)
        else:
            self._json(200, data, **headers)

    def _check_token(self) -> None:
        token = self._data()["access_token"]
        app = {"client_id": APP[0], "name": "an app", "url": "https://example.com"}
        data = {
            "id": 1,
            "url": "https://api.github.com/x",
            "scopes": ["repo"],
            "token": token,
            "token_last_eight": None,
        }
        more = dict.fromkeys(("hashed_token", "note", "note_url", "fingerprint", "expires_at"))
        self._json(200, {**data, **more, "app": app, "created_at": TIME, "updated_at": TIME})

    def _issues(self) -> None:
        size, page = int(self.query.get("per_page", 30)), int(self.query.get("page", 1))
        wanted = {*filter(None, self.query.get("labels", "").split(","))}
        issues = [item for item in self.github.issues if wanted <= {"old", "bug"}]
        headers = {}
        if page * size < len(issues):
            here = f"{self.github.urls['api']}/repositories/1296269/issues"  # as GitHub: by ID, not by name
            headers["Link"] = f'<{here}?per_page={size}&page={page + 1}>; rel="next", <{here}?page=9>; rel="last"'
        self._json(200, issues[(page - 1) * size : page * size], **headers)

    def _create_issue(self) -> None:
        data = self._data()
        if not data.get("title"):
            error = {"resource": "Issue", "field": "title", "code": "missing_field"}
            self._error(422, "Validation Failed", errors=[error])
            return
        labels = [{"name": label} if isinstance(label, str) else label for label in data.get("labels", [])]
        made = issue(len(self.github.issues) + 1, data["title"], labels)
        self.github.issues.append(made)
        self._json(201, made, Location=made["url"])

    def _contents(self, path: str) -> None:
        if path not in FILES:
            inside = [name for name in FILES if name.startswith(f"{path}/")]
            entries = [entry(name, "file", len(FILES[name])) for name in inside]
            self._json(200, entries) if inside else self._error(404, "Not Found")
        elif "raw" in self.headers["Accept"]:
            self._send(200, FILES[path], Content_Type="application/vnd.github.raw+json; charset=utf-8")
        else:
            content = base64.encodebytes(FILES[path]).decode()
            self._json(200, {**entry(path, "file", len(FILES[path])), "encoding": "base64", "content": content})

    def _stats(self) -> None:
        self.github.stats_asked += 1
        weeks = [{"w": 1367712000, "a": 6898, "d": 77, "c": 10}]
        is_first = self.github.stats_asked == 1
        self._json(*(202, {}) if is_first else (200, [{"author": account(), "total": 10, "weeks": weeks}]))

    def _asset(self) -> None:
        if self.headers["Accept"] == "application/octet-stream":
            self._send(302, Location=f"{self.github.urls['storage']}/tool.zip?signature=abc")
        else:
            self._json(200, asset("tool.zip", b""))

    def _uploads(self, path: list[str]) -> None:
        assert [self.command, *path] == ["POST", "repos", "octocat", "hello", "releases", "1", "assets"]
        if self.headers.get("Authorization") == f"Bearer {TOKEN}":
            self.github.assets[self.query["name"]] = self.body
            self._json(201, asset(self.query["name"], self.body))
        else:
            self._error(401, "Bad credentials")

    def _storage(self, _: list[str]) -> None:
        self._send(200, STORED, Content_Type="application/octet-stream")

    def _login(self, path: list[str]) -> None:
        form = {name: values[0] for name, values in parse_qs(self.body.decode()).items()}
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        assert self.headers["Accept"] == "application/json"
        if path == ["login", "device", "code"]:
            where = "https://github.com/login/device"
            codes = {"device_code": "d3vice", "user_code": "WDJB-MJHT", "verification_uri": where}
            self._json(200, {**codes, "expires_in": 900, "interval": 0})
            return
        assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:device_code"
        self.github.codes_asked += 1
        if self.github.codes_asked == 1:
            error = {"error": "authorization_pending", "error_description": "Pending.", "error_uri": "https://docs"}
            self._json(200, error)
        else:
            self._json(200, {"access_token": TOKEN, "token_type": "bearer", "scope": "repo"})
