"""What a command would send: method, URL, body, and a curl command without secrets."""

from __future__ import annotations

import json
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click
from synapse_http.values import UNSET, is_list, is_object
from synapse_runtime.calls.build_request import body_fields, build_request, template_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_runtime import Client, Credential, Operation, Request
    from synapse_runtime.calls.build_request import CallArguments

JSON_HEADER = "Content-Type: application/json"


def describe_request(client: Client, operation: Operation[Any], arguments: CallArguments) -> dict[str, Any]:
    """Return what would be sent: `method`, `url`, `body` and `curl`; of a composite, its `steps`."""
    state = client.__driver__().state
    if operation.composite is not None:
        steps = [state.service.operation(name) for name in operation.composite.steps.values()]
        return {
            "method": "several requests",
            "url": str(state.base),
            "body": _plain(dict(arguments.named)),
            "steps": [f"{step.method} {step.path}" if step.method else step.name for step in steps],
        }
    files = [field.name for field in template_of(operation).files if arguments.named.get(field.name) is not None]
    fields: Any = body_fields(operation, arguments) if operation.body else None
    plain = arguments._replace(named={key: item for key, item in arguments.named.items() if key not in files})
    request = build_request(state, operation._replace(body=None), plain)
    url = request.display_url + (f"?{mask_query(request)}" if request.query else "")
    body = None if fields is UNSET else _plain(fields)
    return {
        "method": request.method,
        "url": url,
        "body": body,
        "curl": " ".join(_curl(client, operation, url, body, files)),
    }


def print_request(description: dict[str, Any]) -> None:
    """Write what would be sent for people."""
    click.echo(f"{description['method']} {description['url']}")
    if description["body"] is not None:
        click.echo(json.dumps(description["body"], ensure_ascii=False, indent=2))
    for step in description.get("steps", ()):
        click.echo(f"  {step}")
    if "curl" in description:
        click.echo(f"\n{description['curl']}")


def _curl(client: Client, operation: Operation[Any], url: str, body: Any, files: list[str]) -> Iterator[str]:
    """Yield the parts of a curl command; tokens stand in it as variables of the shell."""
    state = client.__driver__().state
    yield f"curl -X {operation.method} {quote(url)}"
    auth = state.auth.select(operation)
    for credential in state.service.credentials:
        if auth is not None and credential.name in (auth.selected or auth.tokens):
            yield describe_token(credential)
    if files:
        for name, value in body.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield f"-F {quote(f'{name}={text}')}"
    elif body is not None:
        yield f"-H {quote(JSON_HEADER)} --data {quote(json.dumps(body, ensure_ascii=False))}"


def describe_token(credential: Credential) -> str:
    """Return the option of curl that sends a token, as a variable of the shell."""
    variable = f"${(*credential.env, credential.name.upper())[0]}"
    if credential.scheme == "basic":
        return f'-u "{variable}"'
    if credential.query:
        return f'-G --data-urlencode "{credential.query}={variable}"'
    return (
        f'-b "{credential.cookie}={variable}"'
        if credential.cookie
        else f'-H "{credential.header}: {credential.prefix}{variable}"'
    )


def mask_query(request: Request) -> str:
    """Return the query of a request without its secrets."""
    query = request.query or ""
    for secret in sorted(request.secrets, key=len, reverse=True):
        query = query.replace(secret, "***")
    return query


def _plain(value: Any) -> Any:
    """Return a body as JSON data; a file is `@PATH`, as curl takes it."""
    if is_object(value):
        return {name: _plain(item) for name, item in value.items()}
    if is_list(value):
        return [_plain(item) for item in value]
    if isinstance(value, Path):
        return f"@{value}"
    return f"<{len(value)} bytes of stdin>" if isinstance(value, bytes) else value
