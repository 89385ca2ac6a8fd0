"""The intermediate representation: what a spec says, as frozen values.

Here belong values in the spec's own words: wire names, spec types. No Python code belongs
here: how a thing is written in the emitted package is decided in `views`. Imports nothing
but `diagnostics`.

Everything that a diagnostic may point at has a `SourceLocation`. Locations never take part
in equality, so two specs that say the same are equal wherever they say it.
"""

from __future__ import annotations

from .declared import Declared, Described, Doc, Json, KeyLocation
from .models import Enum, EnumValue, Field, Model, UnionModel
from .operations import (
    Batch,
    Body,
    ChunkedField,
    Codec,
    Composite,
    CompositeArgument,
    Documented,
    DocumentedArgument,
    Example,
    Location,
    Operation,
    Parameter,
    RetryClass,
    ReturnForm,
    Waiter,
)
from .service import Credential, DocumentedFace, Mixin, Pagination, Resource, Service
from .types import DictOf, ListOf, Named, Nullable, OneOf, Scalar, TypeRef

__all__ = [
    "Batch",
    "Body",
    "ChunkedField",
    "Codec",
    "Composite",
    "CompositeArgument",
    "Credential",
    "Declared",
    "Described",
    "DictOf",
    "Doc",
    "Documented",
    "DocumentedArgument",
    "DocumentedFace",
    "Enum",
    "EnumValue",
    "Example",
    "Field",
    "Json",
    "KeyLocation",
    "ListOf",
    "Location",
    "Mixin",
    "Model",
    "Named",
    "Nullable",
    "OneOf",
    "Operation",
    "Pagination",
    "Parameter",
    "Resource",
    "RetryClass",
    "ReturnForm",
    "Scalar",
    "Service",
    "TypeRef",
    "UnionModel",
    "Waiter",
]
