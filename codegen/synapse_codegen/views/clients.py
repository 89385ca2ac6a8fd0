"""Views of the clients: the typed ones, blocking and async, and the documented one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from synapse_codegen.python.docstrings import STEP, note, prose, summary
from synapse_codegen.python.imports import Imports

from .exports import LazyNames, lazy_names
from .methods import (
    BODY_INDENT,
    FLAVORS,
    Argument,
    DocEntry,
    MethodForm,
    argument_docs,
    header_docs,
    make_form,
    with_history,
)
from .package import RAW_MODULE, ModuleView, Package, RenamedView, raw_name
from .resources import PropertyView, properties_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synapse_codegen.ir.service import Credential, DocumentedFace, Server, SharedHeader

BASE_URL_DOC: Final = "Where the backend is, such as `https://backend.example.com/api`."


class ConstructorView(NamedTuple):
    """The `__init__` of a client."""

    doc: str
    form: MethodForm
    options: str
    """Annotation of the other options."""
    arguments: tuple[DocEntry, ...]
    credentials: tuple[str, ...]
    """Names of the arguments with credentials, aliases included."""
    query: tuple[str, ...]
    """Names of the arguments that go into the query of every request."""
    headers: tuple[SharedHeader, ...]
    """Headers of every request that are arguments."""
    servers: tuple[Server, ...]


class RawView(NamedTuple):
    """What a client's `with_raw_response` returns."""

    annotation: str
    class_name: str
    module: str


class ClientView(NamedTuple):
    """A class of the typed face."""

    name: str
    parent: str
    doc: str
    raw: RawView
    properties: tuple[PropertyView, ...]


@frozen(kw_only=True, eq=False, repr=False)
class ClientsView(ModuleView):
    """The module of the typed clients."""

    package: str
    cached_property: str
    """By what names decorators are known there."""
    resource_property: str
    constructor: ConstructorView
    clients: tuple[ClientView, ...]


@frozen(kw_only=True, eq=False, repr=False)
class DocumentedClientView(ModuleView):
    """The module of the documented client."""

    package: str
    name: str
    mixins: tuple[str, ...]
    class_doc: str
    cached_property: str
    """By what name the decorator is known there."""
    raw: RawView
    constructor: ConstructorView
    lazy: tuple[LazyNames, ...]
    distribution: str = ""
    """A module of the package has no version of its own."""
    renamed: tuple[RenamedView, ...] = ()
    """Old names of enums are offered where enums are."""
    exports: tuple[str, ...]


def clients_view(package: Package) -> ClientsView:
    """View the module of the typed clients."""
    service, resources = package.service, package.resources_in("")
    names = (service.sync_client, service.async_client)
    imports = Imports(service.package, {*names, *(resource.name for resource in resources)})
    text = summary(service.doc, f"A client of {service.name}.")
    clients = tuple(
        ClientView(
            name=name,
            parent=imports.runtime(f"{flavor.prefix}Client"),
            doc=prose(
                STEP, text, "For async code." if flavor.prefix else "", header_docs(package.service.response_headers)
            ),
            raw=_raw(imports, package.module(RAW_MODULE), raw_name(service.sync_client, flavor.prefix)),
            properties=properties_view(package, "", flavor.prefix, imports),
        )
        for name, flavor in zip(names, FLAVORS, strict=True)
    )
    return ClientsView(
        path=package.path("client"),
        template="client.py.jinja",
        source=service.file,
        doc=prose(0, f"The typed clients of {service.name}: one attribute a resource."),
        package=service.package,
        resource_property=imports.runtime("resource_property") if resources else "",
        cached_property=imports.use("functools", "cached_property"),
        constructor=_constructor(package, imports, keyword_only=True),
        clients=clients,
        imports=imports.view(),
    )


def _raw(imports: Imports, module: str, name: str) -> RawView:
    return RawView(imports.mention(module, name), name, module)


def _constructor(package: Package, imports: Imports, *, keyword_only: bool) -> ConstructorView:
    """View the `__init__` of a client.

    Args:
        package: What it is emitted in.
        imports: Collects what it uses.
        keyword_only: Whether everything but the base URL is passed by name, and the base URL may come from the
            environment.
    """
    service = package.service
    headers = tuple(header for header in service.headers if not header.const)
    string, number = imports.builtin("str"), imports.builtin("float")
    env = service.base_url_env if keyword_only else ()
    base_url, is_optional = service.base_url if keyword_only else "", keyword_only and bool(env or service.base_url)
    mapping = f"{imports.mention('collections.abc', 'Mapping')}[{string}, {number} | None]"
    timeout = f"{imports.mention_runtime('Timeout')} | {mapping} | {number} | None"
    arguments = (
        Argument(
            "base_url",
            f"{string} | None" if is_optional else string,
            "None" if is_optional else "",
            doc=_with_environment(BASE_URL_DOC, env, base_url),
        ),
        *(
            Argument(
                credential.name,
                _token(imports, credential),
                "None",
                keyword_only or credential.keyword_only,
                _with_environment(with_history(_credential_doc(credential), credential), credential.env),
            )
            for credential in service.credentials
        ),
        Argument("timeout", timeout, "None", keyword_only, _timeout_doc(service.connect_timeout, service.read_timeout)),
        *(
            Argument(
                alias,
                _token(imports, credential),
                "None",
                keyword=True,
                doc=f"Another name of `{credential.name}`.",
            )
            for credential in service.credentials
            for alias in credential.aliases
        ),
        *(
            Argument(
                old,
                f"{imports.mention_runtime('Token')} | None",
                "None",
                keyword=True,
                doc=f"Old name of `{credential.name}`.",
            )
            for credential in service.credentials
            for old in credential.was
        ),
        *(
            Argument(
                query.name,
                f"{string} | None",
                "None",
                keyword=True,
                doc=_with_environment(note(query.doc, "Sent in the query of every request."), query.env),
            )
            for query in service.query
        ),
        *(
            Argument(
                header.python_name,
                f"{string} | None",
                "None",
                keyword=True,
                doc=_with_environment(
                    note(header.doc, f"Sent in the header `{header.name}` of every request."), header.env
                ),
            )
            for header in headers
        ),
        *(
            Argument(
                server.argument,
                f"{string} | None",
                "None",
                keyword=True,
                doc=_with_environment(
                    note(server.doc, f"Base URL of the server `{server.name}`."), server.env, server.url
                ),
            )
            for server in service.servers
        ),
    )
    return ConstructorView(
        doc=prose(BODY_INDENT, f"Make a client of {service.name}. Nothing is sent yet."),
        form=make_form(arguments, "None"),
        options=f"{imports.mention('typing', 'Unpack')}[{imports.mention_runtime('ClientOptions')}]",
        arguments=argument_docs(arguments),
        credentials=tuple(name for credential in service.credentials for name in (*credential.names, *credential.was)),
        query=tuple(query.name for query in service.query),
        headers=headers,
        servers=service.servers,
    )


def _token(imports: Imports, credential: Credential) -> str:
    """Write the annotation of a credential."""
    name = "BasicCredentials" if credential.scheme == "basic" else "Token"
    return f"{imports.mention_runtime(name)} | None"


def _credential_doc(credential: Credential) -> str:
    text = note(credential.doc, "A secret.")
    return f"{text} A pair of user and password, or `user:password`." if credential.scheme == "basic" else text


def _with_environment(text: str, env: Iterable[str], default: str = "") -> str:
    """Add what an argument is if callers leave it out."""
    variables = " or ".join(env)
    defaults = filter(None, (f"the environment variable {variables}" if variables else "", default))
    described = ", else ".join(defaults)
    return f"{text} Default: {described}." if described else text


def _timeout_doc(connect: float, read: float) -> str:
    return (
        f"Seconds to wait, for both or by name. Default: `{{'connect': {connect:g}, 'read': {read:g}}}`; "
        "a name that is left out keeps its default."
    )


def documented_client_view(package: Package, face: DocumentedFace) -> DocumentedClientView:
    """View the module of the documented client."""
    service = package.service
    imports = Imports(service.package, {face.class_name})
    mixins = tuple(imports.use(package.module(mixin.module), mixin.class_name) for mixin in face.mixins)
    text = summary(face.doc, f"The documented client of {service.name}.")
    enums = [(package.definitions[enum.name].module, enum.name) for enum in face.enums]
    return DocumentedClientView(
        path=package.path(face.module, is_package=True),
        template="documented_client.py.jinja",
        source=service.file,
        doc=prose(0, text, face.doc.ko),
        package=service.package,
        name=face.class_name,
        mixins=mixins,
        class_doc=prose(STEP, text, face.doc.ko, header_docs(service.response_headers)),
        cached_property=imports.use("functools", "cached_property"),
        raw=_raw(imports, package.module(f"{face.module}.{RAW_MODULE}"), raw_name(face.class_name)),
        constructor=_constructor(package, imports, keyword_only=False),
        lazy=lazy_names(imports, enums),
        exports=tuple(sorted((face.class_name, *mixins, *(name for _, name in enums)))),
        imports=imports.view(),
    )
