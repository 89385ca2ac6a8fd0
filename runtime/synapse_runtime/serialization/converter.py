"""The cattrs converters: strict hooks, and structuring that keeps what does not fit.

cattrs' own hooks coerce (`int("7")`, `str(None)`) and read a string as a list of letters. These take exactly what the
spec says and refuse anything else, except a `RawValue`, which they let through.
"""

from __future__ import annotations

from functools import cache, partial
from operator import eq
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

import attrs
from cattrs import BaseValidationError, ClassValidationError, Converter, IterableValidationError, IterableValidationNote
from cattrs.cols import list_structure_factory
from cattrs.gen import (
    make_dict_structure_fn_from_attrs,  # pyright: ignore[reportUnknownVariableType]  # `Attribute` without its parameter
    override,
)
from synapse_http.values import UNSET, is_list

from synapse_runtime.types import Json, SchemaIssue, StoredFile, StoredFiles, UnknownValue

from .annotations import (
    SCALARS,
    Disambiguator,
    Discriminator,
    annotation_of,
    enum_type,
    fields_of,
    has_origin,
    is_enum,
    spell,
    union_marker,
    union_options,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Hook: TypeAlias = "Callable[[Any, Any], Any]"
"""Turns a JSON value into a value of a type; cattrs passes both."""

MISFITS = (ValueError, ArithmeticError, LookupError)
"""What hooks raise for a value that does not fit. A detailed converter raises groups of them for what is inside it."""


class RawValue(NamedTuple):
    """A value that stays as it is, whatever its type says."""

    value: Any


def unwrap(value: Any) -> Any:
    """Return what a `RawValue` holds, or raise ValueError for any other value: it does not fit."""
    if value.__class__ is RawValue:
        return value.value
    raise ValueError(value)


@cache
def structure_hook(type_string: str, models: str) -> Hook:
    """Return the hook of a type; see `annotation_of`."""
    return converter.get_structure_hook(annotation_of(type_string, models))


# Hooks ----------------------------------------------------------------------------------


def json_hook(json_types: Iterable[type], structure: Callable[[Any], Any] | None = None) -> Hook:
    """Make the hook of JSON values of some classes, which `structure` converts; without it they are kept."""
    first, *others = json_types

    def check(value: Any, _: Any) -> Any:
        return value if value.__class__ is first or value.__class__ in others else unwrap(value)

    if structure is None:
        return check

    def convert(value: Any, _: Any) -> Any:
        return structure(value) if value.__class__ is first or value.__class__ in others else unwrap(value)

    return convert


def json_types_of(annotation: Any) -> set[type]:
    """Return the classes of the JSON values that a type takes."""
    json_types: set[type] = set()
    for option in union_options(annotation):
        if option in _JSON_TYPES:
            json_types.update(_JSON_TYPES[option])
        elif is_enum(option):
            json_types.add(enum_type(option))
        elif isinstance(union_marker(option), Disambiguator):
            json_types |= json_types_of(get_args(option)[0])
        elif has_origin({Literal}, option):
            json_types |= {*map(type, get_args(option))}
        else:
            json_types.add(list if has_origin({list}, option) else dict)
    return json_types


_JSON_TYPES = {scalar.type: scalar.json_types for scalar in SCALARS.values()} | {NoneType: (NoneType,)}
_KEPT = _JSON_TYPES.keys() - {scalar.type for scalar in SCALARS.values() if scalar.structure} - {StoredFiles}
"""Types of values that are kept as they are."""


def container_hook(annotation: Any, converter: Converter) -> Hook:
    """Make the hook of a list, or of an object with any keys."""
    container, item = get_origin(annotation), get_args(annotation)[-1]
    if item == Json:
        return json_hook([container])
    kept = json_types_of(item) if container is list and _KEPT.issuperset(union_options(item)) else None
    structure = list_structure_factory(annotation, converter) if container is list else mapping_hook(item, converter)

    def structure_container(value: Any, _: Any) -> Any:
        if value.__class__ is not container:
            return unwrap(value)
        if kept and kept.issuperset(map(type, value)):
            return value  # most lists, and each call of a hook costs
        return structure(value, annotation)

    return structure_container


def mapping_hook(item: Any, converter: Converter) -> Hook:
    """Make the hook of what is a dict; its values are of a type."""
    if converter.detailed_validation:
        return converter.gen_structure_mapping(dict[Any, item])
    structure = converter.get_structure_hook(item)

    def structure_mapping(value: Any, _: Any) -> Any:
        structured: dict[Any, Any] = {}
        for key, part in value.items():  # cattrs would call a hook for each key too
            structured[key] = structure(part, item)
        return structured

    return structure_mapping


def stored_files_hook(_: Any, converter: Converter) -> Hook:
    """Make the hook of stored files: by name, each its URL or an object with `url`, or such objects in a list."""
    structure_each = mapping_hook(StoredFile, converter)

    def structure_files(value: Any, _: Any) -> Any:
        if value.__class__ is dict:
            return structure_each(value, StoredFiles)
        if not is_list(value):
            return unwrap(value)
        return {str(index): file for index, file in structure_each(dict(enumerate(value)), StoredFiles).items()}

    return structure_files


def structure_file(value: Any, _: Any) -> Any:
    """Make a stored file."""
    url, checksum = value, None
    extra: dict[str, Any] = {}
    if value.__class__ is dict:
        url, checksum = value.get("url"), value.get("checksum")
        if len(value) != 2 or checksum is None:
            extra = {name: value[name] for name in value if name not in ("url", "checksum")}
    if url.__class__ in _NO_URLS or checksum.__class__ not in (str, NoneType):
        return unwrap(value)
    # In half the time of its own `__new__`, and most items have files.
    return tuple.__new__(StoredFile, (url, checksum or "", extra))  # pyright: ignore[reportUnknownMemberType]


_NO_URLS = {dict, list, int, float, bool, NoneType, RawValue}
"""Classes of what is no URL. A `url_conversion` may put anything else in its place."""


def enum_hook(enum: Any) -> Hook:
    """Make the hook of an enum. Enums are open: an unknown string is an `UnknownValue`, an unknown integer an int."""
    json_type = enum_type(enum)
    keep_unknown: type = UnknownValue if json_type is str else int
    members = {member.value: member for member in enum}
    aliases: tuple[tuple[str, str], ...] = getattr(enum, "__aliases__", ())
    members |= {alias: members[value] for alias, value in aliases}

    def structure_enum(value: Any, _: Any) -> Any:
        if value.__class__ is json_type:
            return members[value] if value in members else keep_unknown(value)
        return unwrap(value)

    return structure_enum


def union_hook(annotation: Any, converter: Converter) -> Hook:
    """Make the hook of a union: the class of a JSON value says which options to try, a marker which model it is."""
    union = union_marker(annotation)
    options = union_options(get_args(annotation)[0] if union else annotation)
    if _KEPT.issuperset(options):
        return json_hook(json_types_of(annotation))
    option_hooks: list[Hook] = [
        enum_hook(option) if is_enum(option) else converter.get_structure_hook(option) for option in options
    ]
    if len(options) == 1 and union is None:  # of a field that may be UNSET, or an enum
        return option_hooks[0]
    hooks: dict[type, list[Hook]] = {}
    models: dict[str, Hook] = {}
    for option, option_hook in zip(options, option_hooks, strict=True):
        if attrs.has(option):
            models[option.__name__] = option_hook
        for json_type in json_types_of(option):
            hooks.setdefault(json_type, []).append(option_hook)
    if isinstance(union, Discriminator) or (union and union.tests):
        hooks[dict] = [lambda value, _: models[union.model_of(value)](value, annotation)]

    def structure_union(value: Any, _: Any) -> Any:
        nested = None
        for hook in hooks.get(value.__class__, ()):
            try:
                return hook(value, annotation)
            except MISFITS:
                continue
            except BaseValidationError as error:  # the right option, and something inside does not fit
                nested = nested or error
        if nested is not None:
            raise nested
        return unwrap(value)

    return structure_union


def const_hook(annotation: Any) -> Hook:
    """Make the hook of a constant."""
    (const,) = get_args(annotation)
    return json_hook([const.__class__], {const: const}.__getitem__)


@cache
def model_hook(cls: Any, converter: Converter) -> Hook:
    """Make the hook of a model."""
    known = frozenset(field.wire_name for field in fields_of(cls))
    structure: Hook | None = None

    def structure_model(value: Any, _: Any) -> Any:
        nonlocal structure
        if value.__class__ is not dict:
            return unwrap(value)
        if structure is None:  # the first value: a model may hold itself
            structure = generate_hook(cls, converter)
        model = structure(value, cls)
        if not known.issuperset(value):
            model._set_extra({name: item for name, item in value.items() if name not in known})  # noqa: SLF001 - the model keeps its own
        return model

    return structure_model


def generate_hook(cls: Any, converter: Converter) -> Hook:
    """Let cattrs generate the function that structures the known fields of an object.

    Instances of a detailed converter are thrown away: a constructor that misses what no response has adds no note.
    """
    attributes: list[Any] = []
    for attribute, field in zip(attrs.fields(cls), fields_of(cls), strict=True):
        overridden = override(rename=field.wire_name, struct_hook=converter.get_structure_hook(field.annotation))
        default = _DEFAULTS[field.only] if field.required else attribute.default
        # An annotation, not a keyword: a field may be called as a parameter is, such as `converter`.
        type_ = Annotated[Any, overridden]
        attributes.append(attribute.evolve(type=type_, default=default, init=converter.detailed_validation))
    make_instance = cls if converter.detailed_validation else factory_of(cls, attributes)
    return make_dict_structure_fn_from_attrs(attributes, make_instance, converter, _cattrs_include_init_false=True)


_DEFAULTS = {"": attrs.NOTHING, "read": attrs.NOTHING, "sent": UNSET}
"""Of required fields: constructors do not ask for what is only read, but they do for what is only sent."""


def factory_of(cls: Any, attributes: list[Any]) -> Any:
    """Return a function that makes an instance with the defaults alone.

    To make one so and then set its fields takes half the time of a constructor with keywords.
    """
    defaults = {
        each.name: attrs.field(default=each.default) for each in attributes if each.default is not attrs.NOTHING
    }
    blank: Any = attrs.make_class(cls.__name__, defaults)
    new, set_defaults = cls.__new__, blank.__init__

    def make_instance() -> Any:
        instance = new(cls)
        set_defaults(instance)
        return instance

    return make_instance


def make_converter(*, detailed: bool) -> Converter:
    """Make a converter. A detailed one is slower; its errors have notes of all that does not fit."""
    converter = Converter(detailed_validation=detailed)
    for scalar in SCALARS.values():
        hook = json_hook(scalar.json_types, scalar.structure)
        if isinstance(scalar.type, type):
            converter.register_structure_hook(scalar.type, hook)
        else:
            converter.register_structure_hook_func(partial(eq, scalar.type), hook)
    converter.register_structure_hook(StoredFile, structure_file)
    converter.register_structure_hook(NoneType, json_hook([NoneType]))
    # cattrs takes the last that applies: a named union is `Annotated`, and counts as what it annotates.
    converter.register_structure_hook_factory(partial(has_origin, {list, dict}), container_hook)
    converter.register_structure_hook_factory(partial(eq, StoredFiles), stored_files_hook)
    converter.register_structure_hook_factory(partial(has_origin, {Union, UnionType}), union_hook)
    converter.register_structure_hook_factory(attrs.has, model_hook)
    converter.register_structure_hook_factory(partial(has_origin, {Literal}), const_hook)
    converter.register_structure_hook_factory(lambda annotation: union_marker(annotation) is not None, union_hook)
    return converter


# For all services: hooks belong to types, and each service has types of its own.
converter, detailed_converter = make_converter(detailed=False), make_converter(detailed=True)


# Lenient structuring --------------------------------------------------------------------


def has_promised_shape(annotation: Any, value: Any) -> bool:
    """Return whether a value is an object or a list if one is promised, and so is each item of a list."""
    values = [value]
    if get_origin(annotation) is list and value.__class__ is list:
        annotation, values = get_args(annotation)[0], value
    json_types = json_types_of(annotation)
    return json_types.isdisjoint({list, dict}) or all(value.__class__ in json_types for value in values)


def structure_leniently(annotation: Any, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
    """Structure a value that does not fit its type, raw in these places; add them to `issues`."""
    before = len(issues)
    try:
        try:
            return detailed_converter.structure(value, annotation)
        except Exception as error:  # noqa: BLE001 - its notes say what did not fit
            return converter.structure(mark_raw(error, value, annotation, path, issues), annotation)
    except Exception:  # noqa: BLE001 - a RecursionError, or groups of groups that end in one
        issues[before:] = [SchemaIssue(path, path, "something nested too deep")]
        return value


def structure_model(cls: Any, data: Any) -> tuple[Any, list[SchemaIssue]]:
    """Structure JSON data as a model; return it with what does not fit. It is no model if the data is no object."""
    issues: list[SchemaIssue] = []
    try:
        return model_hook(cls, converter)(data, cls), issues
    except Exception:  # noqa: BLE001 - the detailed converter finds out what does not fit
        structured = structure_leniently(cls, data, cls.__name__, issues)
        return structured, [issue for issue in issues if issue.found != MISSING_READ_ONLY]


MISSING_READ_ONLY = "nothing, though it is only read"
"""What is found in the place of such a field: of a response an issue, but not of data that may be sent."""


def mark_raw(error: Exception, value: Any, annotation: Any, path: str, issues: list[SchemaIssue]) -> Any:
    """Return a copy of JSON data with a `RawValue` in each place that an error names."""
    if isinstance(error, MISFITS):
        issues.append(SchemaIssue(path, spell(annotation), type(value).__name__))
        return RawValue(value)
    if not isinstance(error, (ClassValidationError, IterableValidationError)):
        raise error
    by_name, marked = {field.name: field for field in fields_of(error.cl)}, value.copy()
    for nested, note in error.group_exceptions()[0]:
        field = None if isinstance(note, IterableValidationNote) else by_name[note.name]
        key, inner = (field.wire_name, field.annotation) if field else (note.index, note.type)
        if field and key not in value:
            nothing = MISSING_READ_ONLY if field.only == "read" else "nothing"
            issues.append(SchemaIssue(f"{path}.{key}", field.type, nothing))
            marked[key] = RawValue(UNSET)
        else:
            marked[key] = mark_raw(nested, value[key], inner, f"{path}.{key}", issues)
    return marked
