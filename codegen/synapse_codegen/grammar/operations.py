"""The grammar of operations: what is sent, what comes back, and how it is called."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from synapse_codegen.scalars import SCALARS

from .models import DOCS, EVOLUTION, LIMITS, PYTHON_NAME, WAS
from .recipes import RECIPES
from .schema import Anything, Boolean, Choice, Condition, MappingOf, Number, Schema, SequenceOf
from .string_kinds import (
    ANY_STRING,
    CLASS_NAME,
    DOCUMENTED_TARGET,
    DOTTED_FIELD,
    ERROR_STATUS,
    HEADER_NAME,
    MEDIA_TYPE,
    NOT_EMPTY,
    OPERATION_NAME,
    REDIRECT_STATUS,
    REQUEST,
    SNAKE_CASE,
    SUCCESS_STATUS,
    TYPE,
    WIRE_NAME,
)

REQUIRED_ARGUMENT: Final = Boolean(doc="Whether callers must pass it.")

RETRY_CLASSES: Final = {
    "safe": "It changes nothing: repeat it freely.",
    "idempotent": "Twice has the same effect as once: repeat it after an unknown outcome.",
    "unsafe": "Repeat it only if the request was certainly not processed.",
}
CODECS: Final = {
    "json": "As JSON.",
    "multipart": "As a form with one part for each field; a field may be a file.",
    "form": "As the fields of a form, `a=1&b=2`; a list repeats its name.",
    "text": "As it is: a `str`.",
    "bytes": "As it is: a `file`, which is streamed.",
}
RESPONSE_CODECS: Final = {
    "json": "As JSON.",
    "text": "As it is: a `str`.",
    "bytes": "As it is: a `file`, which callers read whole or have written to a file.",
}
STYLES: Final = {
    "repeat": "`a=1&a=2`.",
    "brackets": "`a[]=1&a[]=2`.",
    "comma": "`a=1,2`.",
    "space": "`a=1 2`.",
    "pipe": "`a=1|2`.",
    "deep": "An object, each key in brackets: `a[x]=1&a[y]=2`.",
    "json": 'As JSON: `a={"x":1}`.',
    "quoted": "A string of any characters, as one segment of a path: `good%20first%2Fissue`.",
    "segments": "A string with slashes, as several segments of a path: `src/main.py`.",
}
BATCH: Final = {
    "forbidden": "Always one object.",
    "optional": "One object or a list; the response has the same shape.",
    "required": "Always a list.",
}
STREAMS: Final = {
    "lines": "Line by line.",
    "events": "Server-sent events; `response` is the type of their data.",
}
ACTS: Final = {
    "create": "It adds a row, or a row for each item of its body.",
    "list": "It lists rows; query parameters filter them.",
    "get": "It fetches one row, by its path parameters.",
    "update": "It changes one row.",
    "delete": "It removes one row.",
    "none": "It does nothing to rows: it answers with an example, or a response that is made up.",
}
RETURN_FORMS: Final = {
    "object": "One JSON value, as the backend returns it.",
    "same_shape": "An object for an object, a list for a list.",
    "list": "A list.",
    "all": "The items of all pages, as a list.",
    "page": "`(items, total)`.",
    "page_or_all": "`(items, total)`, or all items with `list_all=True`.",
    "lines": "The lines, as they arrive.",
    "events": "The events, as they arrive: dicts with `event`, `data` and `id`.",
    "text": "A string.",
    "bytes": "The bytes; with an argument that fills `to`, nothing: they are written to a file.",
    "by_status": "What the status says: an object, a list, or None.",
    "bool": "True or false, as the status says.",
    "plan": "What the recipe hands out instead of a response, such as a plan of an upload.",
    "by_key": "An object of the items of a list, by the `key` of the recipe's settings.",
}

CALL_OPTIONS: Final = {
    "chunk_size": "Bytes of a file in one request of a chunked upload. None: the client's option.",
    "read_timeout": "Seconds to wait for the next bytes of a response. None: the client's option.",
    "workers": "Files that are uploaded at the same time. None: the client's option.",
}
"""Options of a client that an argument of a documented method can set for its call."""

PARAMETER: Final = Schema(
    definition="parameter",
    doc="One argument that is sent in the path, the query or a header.",
    subject="a parameter",
    keys={
        "type": TYPE,
        "required": REQUIRED_ARGUMENT,
        "secret": Boolean(doc="Whether logs, reprs and errors hide it."),
        "const": Anything(doc="Always sent with this value; not an argument."),
        "default": Anything(doc="What the backend takes it for if it is missing: told to readers, and never sent."),
        "style": Choice(doc="How a list or an object is written; by default `repeat`.", words=STYLES),
        **LIMITS,
        "python_name": PYTHON_NAME,
        **EVOLUTION,
        **DOCS,
    },
    required=("type",),
    shorthand="type",
    conditions=(
        Condition(
            key="const",
            subject="a parameter with `const`",
            forbidden=("deprecated", "was"),
            hint="it is no argument, so no caller names it: drop the key",
        ),
    ),
)
BODY: Final = Schema(
    definition="body",
    doc="The body of a request.",
    subject="a body",
    keys={
        "type": TYPE,
        "codec": Choice(doc="How it is encoded; by default `json`.", words=CODECS),
        "media_type": MEDIA_TYPE.described("Its `Content-Type`, if the codec does not say it."),
        "required": Boolean(doc="Whether callers must pass it; by default true.", for_editors={"default": True}),
        "batch": Choice(doc="Whether a list of such bodies can be sent; by default `forbidden`.", words=BATCH),
    },
    required=("type",),
    shorthand="type",
)
ERROR: Final = Schema(
    definition="error",
    doc="An error, and its body; without a type, only that it comes.",
    subject="an error",
    keys={"type": TYPE, **DOCS},
    shorthand="type",
)
ERRORS: Final = MappingOf(
    doc="Errors, by status: `error.body` has the type of its status, else of `4XX` or `5XX`, else of `default`.",
    value=ERROR,
    names=ERROR_STATUS,
    not_empty=True,
)
SHARED_RESPONSE_HEADER: Final = Schema(
    definition="shared_response_header",
    doc="A header that any response may have.",
    subject="a header of responses",
    keys={
        "type": Choice(
            definition="header_type",
            doc="What the value of a header is. Callers read it as a string.",
            words={name: scalar.doc for name, scalar in SCALARS.items() if scalar.in_url},
        ),
        **DOCS,
    },
    required=("type",),
    shorthand="type",
)
RESPONSE_HEADER: Final = evolve(
    SHARED_RESPONSE_HEADER,
    definition="response_header",
    doc="A header of a response.",
    subject="a header of a response",
    keys={
        **SHARED_RESPONSE_HEADER.keys,
        "required": Boolean(doc="Whether each such response has it: one that is missing is reported."),
    },
)
RESPONSE: Final = Schema(
    definition="response",
    doc="What a success returns. Without a type it has no body.",
    subject="a response",
    keys={
        "type": TYPE,
        "codec": Choice(doc="How it is read; by default `json`.", words=RESPONSE_CODECS),
        "media_type": MEDIA_TYPE.described("What is asked for with `Accept`, and what `Content-Type` has to say."),
        "headers": MappingOf(
            doc="Its headers, by name: `with_raw_response` returns them.", value=RESPONSE_HEADER, names=HEADER_NAME
        ),
        **DOCS,
    },
    shorthand="type",
)
STATUS_RESPONSE: Final = evolve(
    RESPONSE,
    definition="status_response",
    doc="What a response of one status returns. Without a type or a `const` it returns None.",
    keys={
        **RESPONSE.keys,
        "const": Boolean(doc="What its status means: the method returns true or false, and does not read the body."),
    },
    conditions=(
        Condition(
            key="const",
            subject="a response with `const`",
            forbidden=("type", "codec", "media_type"),
            hint="its body is not read: drop the key, or drop `const`",
        ),
    ),
)
REDIRECT: Final = Schema(
    definition="redirect",
    doc="A redirect that may come before the response: when, and where to. Clients follow it.",
    subject="a redirect",
    keys={**DOCS},
    shorthand="doc",
)
CHUNKED: Final = Schema(
    definition="chunked",
    doc="A file of the body that is sent before the body, as a chunked upload.",
    subject="a chunked field",
    keys={
        "field": WIRE_NAME.described("The body field that holds the file."),
        "operation": OPERATION_NAME.described("The operation that uploads the file."),
        "send_as": WIRE_NAME.described("The body field that names the finished upload instead."),
        "filename_as": DOTTED_FIELD.described(
            "Body field for the file's name; dots lead into objects: `meta.filename`."
        ),
        "argument": SNAKE_CASE.described("Argument that asks for the chunked upload; without it, it is always used."),
    },
    required=("field", "operation", "send_as"),
)
WAITER: Final = Schema(
    definition="waiter",
    doc="A method of the typed face that polls the operation until a field has a final value.",
    subject="a waiter",
    keys={
        "name": SNAKE_CASE.described("Name of the method; by default `wait`."),
        "field": WIRE_NAME.described("The field of the response that holds the state."),
        "success": SequenceOf(doc="Its values after a success.", item=ANY_STRING, for_editors={"minItems": 1}),
        "failure": SequenceOf(doc="Its values after a failure: the method raises.", item=ANY_STRING),
        "log": OPERATION_NAME.described(
            "The operation that lists the log, with the same path parameters; an error shows its last lines."
        ),
        "log_field": WIRE_NAME.described("The field of a log item that an error shows; by default the whole item."),
        **DOCS,
    },
    required=("field", "success"),
)
COMPOSITE_ARGUMENT: Final = Schema(
    definition="argument",
    doc="One argument of a composite operation.",
    subject="an argument",
    keys={
        "type": TYPE,
        "required": REQUIRED_ARGUMENT,
        "default": Anything(doc="Its value if callers do not pass it."),
        "python_name": PYTHON_NAME,
        **EVOLUTION,
        **DOCS,
    },
    required=("type",),
    shorthand="type",
)
DOCUMENTED_ARGUMENT: Final = Schema(
    definition="documented_argument",
    doc="One argument of a documented method, and what it fills.",
    subject="a documented argument",
    keys={
        "name": SNAKE_CASE.described("Its name in Python."),
        "is": DOCUMENTED_TARGET.described("What it fills."),
        "aliases": SequenceOf(
            doc="Other names by which it can be passed, which other clients of the backend use.",
            item=SNAKE_CASE,
            for_editors={"uniqueItems": True},
        ),
        "was": evolve(WAS, item=SNAKE_CASE),
        "default": Anything(doc="Its value if callers do not pass it."),
    },
    required=("name",),
    shorthand="name",
    shorthand_doc="`params`, `data`, `url_conversion`, `list_all`, a path parameter, or an argument of the operation.",
)
DOCUMENTED: Final = Schema(
    definition="documented",
    doc="The documented method that calls the operation.",
    subject="a documented method",
    keys={
        "method": SNAKE_CASE.described("Name of the method."),
        "aliases": SequenceOf(
            doc="Other names of the method, which other clients of the backend use.",
            item=SNAKE_CASE,
            for_editors={"uniqueItems": True},
        ),
        "was": evolve(WAS, item=SNAKE_CASE),
        "mixin": SNAKE_CASE.described("Its class: a key of `documented.mixins` in `service.yaml`."),
        "arguments": SequenceOf(
            doc="Its arguments, in order: a known name, or a name and what it fills.",
            item=DOCUMENTED_ARGUMENT,
            for_editors={"uniqueItems": True},
        ),
        "returns": Choice(doc="What it returns, as plain data.", words=RETURN_FORMS),
    },
    required=("method", "mixin", "returns"),
)
EXAMPLE: Final = Schema(
    definition="example",
    doc="One call: what a caller passes, what is sent, what is returned.",
    subject="an example",
    keys={
        "name": NOT_EMPTY.described("What is special about it."),
        "arguments": MappingOf(
            doc="By wire name, flat. A body that is no model goes under `body`, a list under `items`; "
            "a file is given by its name.",
            value=Anything(),
        ),
        "request": Anything(doc="The body as it is sent, if the arguments do not say it."),
        "response": Anything(doc="The body of the response; of a stream, the list of its lines."),
        "status": Number(doc="Status of the response, if it is not the operation's own.", between=(100, 599)),
    },
    required=("name",),
)

_COMPOSITE_KEYS: Final = ("steps", "arguments", "settings")
_REQUEST_KEYS: Final = (
    *("request", "form_of", "server", "credentials", "path", "query", "headers", "body", "responses"),
    *("pagination", "stream", "chunked", "waiter", "idempotency_key", "redirects", "errors", "acts", "on"),
)

OPERATION: Final = Schema(
    definition="operation",
    doc="One endpoint, or a composite of several.",
    subject="an operation",
    keys={
        **DOCS,
        **EVOLUTION,
        "was": evolve(WAS, item=SNAKE_CASE).described("Its old verb in this resource, or several: methods that warn."),
        "request": REQUEST.described("Method and path: `GET tasks/{pk}/`. The path is relative to the base URL."),
        "form_of": OPERATION_NAME.described(
            "The operation that sends the same request with other arguments. A server tells them apart by these."
        ),
        "server": SNAKE_CASE.described("A server of `service.yaml`; by default that of the base URL."),
        "credentials": SequenceOf(
            doc="The credentials that it needs: alternatives, each a credential or a list of several. A list that is "
            "empty needs none. By default all that the client has are sent.",
            item=SequenceOf(item=SNAKE_CASE, or_one=True),
        ),
        "path": MappingOf(doc="Path parameters. They are always required.", value=PARAMETER),
        "query": MappingOf(doc="Parameters in the query.", value=PARAMETER),
        "headers": MappingOf(doc="Parameters in headers.", value=PARAMETER, names=HEADER_NAME),
        "body": BODY.described("The body of the request."),
        "response": RESPONSE.described(
            "The type of the response; of a paginated operation, of one item. Without it the response is not read."
        ),
        "responses": MappingOf(
            doc="Status of each success, to its response: instead of `response` and `status`. A status from 400 on is "
            "no error here; its `const` says what it means.",
            value=STATUS_RESPONSE,
            names=SUCCESS_STATUS,
            not_empty=True,
        ),
        "status": Number(doc="Status of a success; by default 200.", between=(200, 299)),
        "retry": Choice(
            doc="When a request may be repeated. By default GET and HEAD are safe, PUT and DELETE idempotent, "
            "POST and PATCH unsafe.",
            words=RETRY_CLASSES,
        ),
        "retry_reason": NOT_EMPTY.described(
            "Why the retry class is not the method's own. A POST or PATCH that is safe or idempotent needs it."
        ),
        "idempotency_key": HEADER_NAME.described(
            "The header with a key that clients make for each call, so that a POST may be repeated."
        ),
        "pagination": SNAKE_CASE.described("A pagination of `service.yaml`."),
        "stream": Choice(doc="How the response is read while it arrives.", words=STREAMS),
        "chunked": CHUNKED,
        "waiter": WAITER,
        "composite": Choice(
            doc="The recipe of an operation that is made of others.",
            words={name: recipe.doc for name, recipe in RECIPES.items()},
        ),
        "steps": MappingOf(doc="The operations of the recipe, by step.", value=OPERATION_NAME),
        "arguments": MappingOf(
            doc="Arguments of a composite operation. The recipe reads them; they are not sent as they are.",
            value=COMPOSITE_ARGUMENT,
            names=SNAKE_CASE,
        ),
        "settings": MappingOf(doc="What the recipe must know of this backend.", value=Anything()),
        "documented": DOCUMENTED,
        "redirects": MappingOf(
            doc="Redirects that may come before the response, by status.",
            value=REDIRECT,
            names=REDIRECT_STATUS,
            not_empty=True,
        ),
        "errors": ERRORS,
        "acts": Choice(doc="What the mock does, if it cannot find out by itself.", words=ACTS),
        "on": CLASS_NAME.described("The model whose rows the mock does it to, if it cannot find out by itself."),
        "typed": Boolean(doc="Whether the typed face offers it.", for_editors={"default": True}),
        "examples": SequenceOf(
            doc="Calls, from both sides. The mock returns them, and tests run them.",
            item=EXAMPLE,
            for_editors={"minItems": 1},
        ),
    },
    required_for_editors=("examples",),
    conditions=(
        Condition(
            key="composite",
            subject="a composite operation",
            required_for_editors=("steps",),
            forbidden=_REQUEST_KEYS,
            hint="it sends nothing by itself: move the key to the operations of its steps",
        ),
        Condition(
            key="composite",
            absent=True,
            subject="an operation without `composite`",
            required={"request": "write `request: GET path/`, or name a recipe under `composite`"},
            forbidden=_COMPOSITE_KEYS,
            hint="name a recipe under `composite`, or drop the key",
        ),
        Condition(
            key="responses",
            subject="an operation with `responses`",
            forbidden=("response", "status"),
            hint="write it under `responses`, by its status",
        ),
        Condition(
            key="retry_reason",
            subject="an operation with a `retry_reason`",
            required={"retry": "name the retry class that it explains, or drop the reason"},
        ),
        *(
            Condition(
                key="composite",
                value=name,
                subject=f"a `{name}`",
                required_for_editors=("settings",) if recipe.settings_schema.required else (),
                then={"steps": recipe.steps_schema, "settings": recipe.settings_schema},
            )
            for name, recipe in RECIPES.items()
        ),
    ),
)
