"""What all pages of one language share: words, where each name has its place, and how types are written."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import field, frozen
from markupsafe import Markup, escape

from synapse_codegen.ir.declared import DictOf, ListOf, Named, Nullable, Scalar, TypeRef
from synapse_codegen.ir.models import Model, UnionModel
from synapse_codegen.naming import field_name
from synapse_codegen.scalars import SCALARS
from synapse_codegen.type_parser import walk_type

from .markup import Code, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.ir.declared import Doc
    from synapse_codegen.ir.models import Enum, Field
    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Credential, Resource, Service

    from .words import Language

BASE_URL: Final = "https://api.example.com"
"""Where the backend is, if the spec does not say."""

UP: Final = "../"
"""From a page to the folder of its language: all pages but the first one stand one folder below it."""


class Link(NamedTuple):
    """A link to a page or an anchor, as seen from a page."""

    text: str
    url: str
    detail: str = ""
    """The language of the page it leads to."""
    doc: Text = Text("")
    """What stands beside it."""


@frozen
class TypeText:
    """A type, as Python writes it."""

    text: str
    html: Markup
    """The same, with links to models and enums."""


@frozen(slots=False)
class Context:
    """A service in one language."""

    service: Service
    language: Language
    sources: dict[str, Mapping[str, Code]] = field(factory=dict[str, "Mapping[str, Code]"])
    """The samples of each operation, by the names of their tabs: the same in all languages."""

    @cached_property
    def definitions(self) -> Mapping[str, tuple[Resource, Model | UnionModel | Enum]]:
        """Each name of the spec, to its resource and what it means."""
        return {
            item.name: (resource, item)
            for resource in self.service.resources
            for item in (*resource.models, *resource.enums)
        }

    @cached_property
    def operations(self) -> Mapping[str, tuple[Resource, Operation]]:
        """Each operation by its name, with its resource."""
        return {
            operation.name: (resource, operation)
            for resource in self.service.resources
            for operation in resource.operations
        }

    @cached_property
    def users(self) -> Mapping[str, tuple[str, ...]]:
        """Each model and enum, to the operations that send or return it."""
        users: dict[str, dict[str, None]] = {}
        for name, (_, operation) in self.operations.items():
            types = [operation.response, operation.body.type if operation.body else None]
            types += [parameter.type for parameter in operation.parameters]
            types += [own.type for own in operation.composite_arguments]
            for type in types:
                for used in names_in(type):
                    users.setdefault(used, {})[name] = None
        return {name: tuple(operations) for name, operations in users.items()}

    @cached_property
    def sent(self) -> frozenset[str]:
        """The models that callers send: bodies, arguments, and the models inside them."""
        operations = [operation for _, operation in self.operations.values()]
        types = [operation.body.type for operation in operations if operation.body]
        types += [own.type for operation in operations for own in operation.composite_arguments]
        names: set[str] = set()
        while types:
            for name in set(names_in(types.pop())) - names:
                names.add(name)
                item = self.definitions[name][1]
                if isinstance(item, Model):
                    types += [field.type for field in item.fields]
                elif isinstance(item, UnionModel):
                    types += [variant for _, variant in item.variants]
        return frozenset(names)

    @property
    def client_name(self) -> str:
        """The variable that holds a client in examples."""
        return field_name(self.service.sync_client)

    def needed_credentials(self, operation: Operation) -> tuple[Credential, ...]:
        """Return the credentials that an example passes: an alternative of its operation, or the first of all."""
        alternatives = operation.credentials
        if alternatives is None:
            return self.service.credentials[:1]
        needed = alternatives[0] if alternatives else ()
        return tuple(credential for credential in self.service.credentials if credential.name in needed)

    def body_fields(self, operation: Operation) -> tuple[Field, ...]:
        """Return the fields that callers pass for an operation's body, if it is a model."""
        type = operation.body.type if operation.body else None
        definition = self.definitions.get(type.name) if isinstance(type, Named) else None
        model = definition[1] if definition else None
        fields = model.fields if isinstance(model, Model) else ()
        return tuple(field for field in fields if field.is_sent and not field.has_const)

    def text(self, doc: Doc) -> Text:
        """Return the text of a doc in this language."""
        return Text(self.language.text(doc))

    def word(self, name: str) -> Text:
        """Return a word of the site, which may hold code and links."""
        return Text(self.language.word(name))

    def model_url(self, name: str) -> str:
        """Return where a model or an enum is explained, as seen from a page."""
        return f"{UP}models/{self.definitions[name][0].name}.html#{name}"

    def operation_url(self, name: str) -> str:
        """Return where an operation is explained, as seen from a page."""
        resource, operation = self.operations[name]
        return f"{UP}resources/{resource.name}.html#{operation.verb}"

    def operation_link(self, name: str) -> Link:
        """Return a link to an operation."""
        return Link(name, self.operation_url(name))

    @cached_property
    def _types(self) -> dict[TypeRef, TypeText]:
        """The types that are written already: most come again and again."""
        return {}

    def type(self, type: TypeRef) -> TypeText:
        """Write a type."""
        if type not in self._types:
            pieces = [*self._write(type)]
            html = Markup("").join(
                Markup('<a href="{}">{}</a>').format(self.model_url(piece), piece)
                if piece in self.definitions
                else escape(piece)
                for piece in pieces
            )
            self._types[type] = TypeText("".join(pieces), html)
        return self._types[type]

    def _write(self, type: TypeRef) -> Iterator[str]:
        """Yield the pieces of a type; a name of the spec is a piece of its own."""
        match type:
            case Scalar(name):
                yield SCALARS[name].annotation[1]
            case Named(name):
                yield name
            case ListOf(item):
                yield from ("list[", *self._write(item), "]")
            case DictOf(value):
                yield from ("dict[str, ", *self._write(value), "]")
            case Nullable(inner):
                yield from (*self._write(inner), " | None")
            case _:
                for number, option in enumerate(type.options):
                    yield from (*((" | ",) if number else ()), *self._write(option))


def names_in(type: TypeRef | None) -> Iterator[str]:
    """Yield the models and enums that a type names."""
    if type is not None:
        for part in walk_type(type):
            if isinstance(part, Named):
                yield part.name


def scalar_name(type: TypeRef | None) -> str:
    """Return the scalar that a type is, or "" if it is none."""
    if isinstance(type, Nullable):
        return scalar_name(type.inner)
    return type.name if isinstance(type, Scalar) else ""
