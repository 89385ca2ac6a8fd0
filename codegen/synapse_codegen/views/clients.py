"""Views of the clients: the typed one with its twin, and the documented one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from synapse_codegen.docstrings import docstring, note, summary
from synapse_codegen.imports import Imports
from synapse_codegen.layout import STEP, Bracket, lay_out, mapping
from synapse_codegen.naming import class_name

from .lazy import exports, lazy_names
from .methods import Argument, MethodView, described, signature, statement
from .package import ModuleView, Package
from .resources import TWINS

if TYPE_CHECKING:
    from synapse_codegen.ir import DocumentedFace, Resource


class PropertyView(NamedTuple):
    """A resource, as an attribute of a client."""

    name: str
    class_name: str
    module: str
    docstring: str


class ClientView(NamedTuple):
    """A class of the typed face."""

    name: str
    parent: str
    docstring: str
    methods: tuple[MethodView, ...]
    properties: tuple[PropertyView, ...]


@frozen(kw_only=True)
class ClientsView(ModuleView):
    """The module of the typed clients."""

    cached_property: str
    clients: tuple[ClientView, ...]


@frozen(kw_only=True)
class DocumentedClientView(ModuleView):
    """The module of the documented client."""

    definition: str
    class_docstring: str
    methods: tuple[MethodView, ...]
    lazy: str
    exports: str


def clients_view(package: Package) -> ClientsView:
    """View the module of the typed clients."""
    service = package.service
    resources = [resource for resource in service.resources if any(one.typed for one in resource.operations)]
    names = (service.sync_client, service.async_client)
    imports = Imports(service.package, {*names, *(resource.name for resource in resources)})
    text = summary(service.doc, f"A client of {service.name}.")
    clients = tuple(
        ClientView(
            name=name,
            parent=imports.runtime(f"{twin.prefix}Client"),
            docstring=docstring(STEP, text, *(["For async code."] if twin.prefix else [])),
            methods=(_constructor(package, imports, keyword_only=True),),
            properties=tuple(_property(package, resource, twin.prefix, imports) for resource in resources),
        )
        for name, twin in zip(names, TWINS, strict=True)
    )
    return ClientsView(
        path=package.path("client"),
        template="client.py.jinja",
        source=service.file,
        docstring=docstring("", f"The typed clients of {service.name}: one attribute a resource."),
        cached_property=imports.use("functools", "cached_property"),
        clients=clients,
        imports=imports.view(),
    )


def _property(package: Package, resource: Resource, prefix: str, imports: Imports) -> PropertyView:
    module, name = package.resource_module(resource.name), prefix + class_name(resource.name)
    text = summary(resource.doc, f"Operations on {resource.name}.")
    return PropertyView(resource.name, imports.mention(module, name), module, docstring(STEP * 2, text))


def _constructor(package: Package, imports: Imports, *, keyword_only: bool) -> MethodView:
    """View the `__init__` of a client.

    Args:
        package: What it is emitted in.
        imports: Told what it uses.
        keyword_only: Whether everything but the base URL is given by name, and the base URL
            may come from the environment.
    """
    service = package.service
    text, number = imports.builtin("str"), imports.builtin("float")
    env = service.base_url_env if keyword_only else ""
    timeout = f"{imports.mention('collections.abc', 'Mapping')}[{text}, {number}] | {number} | None"
    arguments = (
        Argument("base_url", f"{text} | None" if env else text, "None" if env else "", doc=_from(env, BASE_URL)),
        *(
            Argument(one.name, f"{text} | None", "None", keyword_only, _from(one.env, note(one.doc, "A secret.")))
            for one in service.credentials
        ),
        Argument("timeout", timeout, "None", keyword_only, _timeout(service.connect_timeout, service.read_timeout)),
    )
    options = f"**options: {imports.mention('typing', 'Unpack')}[{imports.mention_runtime('ClientOptions')}]"
    raises = {"InvalidArgumentError": "An argument is missing, or makes no sense."}
    sections = {"Args": {**described(arguments), "**options": OPTIONS}, "Raises": raises}
    credentials = mapping({one.name: one.name for one in service.credentials})
    module, name = package.module("service"), "SERVICE"
    given = (name, "base_url", credentials)
    return MethodView(
        signature=signature("def __init__", arguments, "None", options=options),
        docstring=docstring(STEP * 2, f"Make a client of {service.name}. Nothing is sent yet.", sections=sections),
        body=f"from {module} import {name}\n\n{STEP * 2}"
        + statement("super().__init__", (*given, "timeout=timeout", "**options")),
    )


BASE_URL = "Where the backend is, such as `https://backend.example.com/api`."
OPTIONS = "More settings, all by name; see `ClientOptions`."


def _from(env: str, text: str) -> str:
    return " ".join(f"{text} {f'Without it, {env} of the environment is used.' if env else ''}".split())


def _timeout(connect: float, read: float) -> str:
    return (
        f"Seconds to wait, for both or by name: `{{'connect': {connect:g}, 'read': {read:g}}}`, which is the default. "
        "A name that is left out keeps its default."
    )


def documented_client_view(package: Package, face: DocumentedFace) -> DocumentedClientView:
    """View the module of the documented client."""
    service = package.service
    imports = Imports(service.package, {face.class_name})
    mixins = tuple(imports.use(package.module(mixin.module), mixin.class_name) for mixin in face.mixins)
    text = summary(face.doc, f"The documented client of {service.name}.")
    enums = [(package.definitions[enum.name].module, enum.name) for enum in face.enums]
    made = _constructor(package, imports, keyword_only=False)
    lazy = lazy_names(imports, enums) if enums else ""
    return DocumentedClientView(
        path=package.path(face.module, is_package=True),
        template="documented_client.py.jinja",
        source=service.file,
        docstring=docstring("", text, face.doc.ko),
        definition=lay_out(Bracket(f"class {face.class_name}(", mixins, ")"), suffix=":"),
        class_docstring=docstring(STEP, text, face.doc.ko),
        methods=(made,),
        lazy=lazy,
        exports=exports((face.class_name, *mixins, *(name for _, name in enums))),
        imports=imports.view(),
    )
