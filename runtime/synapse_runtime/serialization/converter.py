"""The cattrs converter: strict hooks, and structuring that keeps what does not fit.

cattrs' own hooks coerce (`int("7")`, `str(None)`) and read a string as a list of letters. These take exactly what the
spec says and refuse anything else, except a `RawValue`, which they let through.
"""

from __future__ import annotations

from functools import cache, partial
from operator import eq
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from attrs import NOTHING, fields, has
from cattrs import BaseValidationError, ClassValidationError, Converter, IterableValidationError, IterableValidationNote
from cattrs.cols import list_structure_factory
from cattrs.gen import (
    make_dict_structure_fn_from_attrs,  # pyright: ignore[reportUnknownVariableType]  # `Attribute` without its parameter
    override,
)

from synapse_runtime.types import UNSET, Json, SchemaIssue, StoredFile, StoredFiles, UnknownValue, is_list

from .annotations import (
    Disambiguator,
    annotation_of,
    enum_type,
    fields_of,
    has_origin,
    is_enum,
    spell,
    union_marker,
    union_options,
)
from .scalars import SCALARS, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

Hook: TypeAlias = "Callable[[Any, Any], Any]"
"""Turns a JSON value into a value of a type; cattrs passes both."""

converter = Converter(detailed_validation=True)  # as fast as without: a `try` costs nothing
"""One for all services: hooks belong to types, and each service has types of its own."""


class StructureError(Exception):
    """A value does not fit its type. The only argument is the type, as the spec writes it."""


class RawValue(NamedTuple):
    """A value that stays as it is, whatever its type says."""

    value: Any


def unwrap(value: Any, expected: str) -> Any:
    """Return what a `RawValue` holds, or raise `StructureError` for any other value."""
    if value.__class__ is RawValue:
        return value.value
    raise StructureError(expected)


@cache
def structure_hook(type_string: str, models: str) -> Hook:
    """Return the hook of a type; see `annotation_of`."""
    return converter.get_structure_hook(annotation_of(type_string, models))


# Hooks ----------------------------------------------------------------------------------


def class_hook(expected: str, first: type, *others: type) -> Hook:
    """Make the hook of values that are kept as they are: those of some classes."""

    def check(value: Any, _: Any) -> Any:
        return value if value.__class__ is first or value.__class__ in others else unwrap(value, expected)

    return check


def scalar_hook(name: str, scalar: Scalar) -> Hook:
    """Make the hook of a scalar."""
    json_types, structure = scalar.json_types, scalar.structure
    if structure is None:
        return class_hook(name, *json_types)

    def convert(value: Any, _: Any) -> Any:
        if value.__class__ in json_types:
            try:
                return structure(value)
            except (ValueError, OverflowError):
                pass
        return unwrap(value, name)

    return convert


def kept_classes(annotation: Any) -> list[type]:
    """Return the classes of JSON values of a type, if all of its values are kept as they are; else none."""
    options = union_options(annotation)
    return [json_type for option in options for json_type in _JSON_TYPES[option]] if {*options} <= _KEPT else []


_JSON_TYPES = {scalar.type: scalar.json_types for scalar in SCALARS.values()} | {NoneType: (NoneType,)}
_KEPT = _JSON_TYPES.keys() - {scalar.type for scalar in SCALARS.values() if scalar.structure} - {StoredFiles}


def container_hook(annotation: Any) -> Hook:
    """Make the hook of a list, or of an object with any keys."""
    container, item, expected = get_origin(annotation), get_args(annotation)[-1], spell(annotation)
    if item == Json:
        return class_hook(expected, container)
    if container is list:
        structure: Hook = list_structure_factory(annotation, converter)
    else:
        structure = converter.gen_structure_mapping(dict[Any, item])  # type: ignore[valid-type]  # keys are strings
    kept = {*kept_classes(item)}

    def structure_container(value: Any, _: Any) -> Any:
        if value.__class__ is not container:
            return unwrap(value, expected)
        if container is list and kept.issuperset(map(type, value)):
            return value  # most lists, and each call of a hook costs
        return structure(value, annotation)

    return structure_container


def stored_files_hook() -> Hook:
    """Make the hook of stored files: by name, each its URL or an object with `url`, or such objects in a list."""
    structure_each = converter.gen_structure_mapping(dict[Any, StoredFile])

    def structure_files(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            if not is_list(value):
                return unwrap(value, "stored_files")
            return {str(index): file for index, file in structure_each(dict(enumerate(value)), StoredFiles).items()}
        files: StoredFiles = {}
        for name, file in value.items():
            if file.__class__ is dict and len(file) == 2:  # most are like this, and each call of a hook costs
                url, checksum = file.get("url"), file.get("checksum")
                if url.__class__ is str and checksum.__class__ is str:
                    files[name] = StoredFile(url, checksum)
                    continue
            return structure_each(value, StoredFiles)
        return files

    return structure_files


def structure_file(value: Any, _: Any) -> Any:
    """Make a stored file."""
    is_object = value.__class__ is dict
    url = value.get("url") if is_object else value
    checksum = value.get("checksum") if is_object else None
    if url.__class__ in _NO_URLS or checksum.__class__ not in (str, NoneType):
        return unwrap(value, "a URL, or an object with `url`")
    extra = {name: value[name] for name in value if name not in ("url", "checksum")} if is_object else {}
    return StoredFile(url, checksum or "", extra)


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
        return unwrap(value, enum.__name__)

    return structure_enum


def union_hook(annotation: Any) -> Hook:
    """Make the hook of a union: the class of a JSON value says which options to try."""
    if kept := kept_classes(annotation):
        return class_hook(spell(annotation), *kept)
    options = union_options(annotation)
    option_hooks: list[Hook] = [
        enum_hook(option) if is_enum(option) else converter.get_structure_hook(option) for option in options
    ]
    if len(options) == 1:  # of a field that may be UNSET, or an enum
        return option_hooks[0]
    hooks = dict[type, list[Hook]]()
    for option, option_hook in zip(options, option_hooks, strict=True):
        for json_type in _json_types(option):
            hooks.setdefault(json_type, []).append(option_hook)
    expected = spell(annotation)

    def structure_union(value: Any, _: Any) -> Any:
        nested = None
        for hook in hooks.get(value.__class__, ()):
            try:
                return hook(value, annotation)
            except StructureError:
                continue
            except BaseValidationError as error:  # the right option, and something inside does not fit
                nested = nested or error
        if nested is not None:
            raise nested
        return unwrap(value, expected)

    return structure_union


def _json_types(option: Any) -> tuple[type, ...]:
    """Return the classes of the JSON values that an option takes."""
    if is_enum(option):
        return (enum_type(option),)
    if isinstance(union_marker(option), Disambiguator):
        return tuple(json_type for inner in union_options(get_args(option)[0]) for json_type in _json_types(inner))
    return _JSON_TYPES.get(option) or ((list,) if get_origin(option) is list else (dict,))


def named_union_hook(annotation: Any) -> Hook:
    """Make the hook of a union with a name: of models that a discriminator tells apart, or told apart by structure."""
    discriminator, types = union_marker(annotation), get_args(annotation)[0]
    assert discriminator is not None
    models = {
        model.__name__: converter.get_structure_hook(model) for model in union_options(types) if isinstance(model, type)
    }
    if isinstance(discriminator, Disambiguator):
        return disambiguated_hook(discriminator, models, union_hook(types))
    hooks = {tag: models[name] for tag, name in discriminator.models.items()}

    def structure_tagged_union(value: Any, _: Any) -> Any:
        tag = value.get(discriminator.field) if value.__class__ is dict else None
        if tag.__class__ is str and tag in hooks:
            return hooks[tag](value, annotation)
        return unwrap(value, discriminator.union)

    return structure_tagged_union


def disambiguated_hook(union: Disambiguator, models: dict[str, Hook], structure_other: Hook) -> Hook:
    """Make the hook of a union whose models are told apart by structure, from those of the models and of the rest."""
    if not union.tests:
        return structure_other

    def structure_union(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            return structure_other(value, None)
        model = union.model_of(value)
        return models[model](value, None) if model else unwrap(value, union.union)

    return structure_union


def const_hook(annotation: Any) -> Hook:
    """Make the hook of a constant."""
    (const,) = get_args(annotation)

    def structure_const(value: Any, _: Any) -> Any:
        return value if value == const and value.__class__ is const.__class__ else unwrap(value, repr(const))

    return structure_const


@cache
def model_hook(cls: Any) -> Hook:
    """Make the hook of a model."""
    known = frozenset(field.wire_name for field in fields_of(cls))
    structure: Hook

    def generate(value: Any, _: Any) -> Any:
        nonlocal structure
        attributes = list[Any]()
        for attribute, field in zip(fields(cls), fields_of(cls), strict=True):
            overridden = override(rename=field.wire_name, struct_hook=converter.get_structure_hook(field.annotation))
            # Constructors do not ask for what is only read, but responses have it.
            default = NOTHING if field.only == "read" and field.required else attribute.default
            # An annotation, not a keyword: a field may be called as a parameter is, such as `converter`.
            attributes.append(attribute.evolve(type=Annotated[Any, overridden], default=default))
        structure = make_dict_structure_fn_from_attrs(attributes, cls, converter)
        # Constructors ask for what is only sent, but no response has it.
        sent = [field.wire_name for field in fields_of(cls) if field.only == "sent" and field.required]
        if sent:
            structure = partial(structure_unread, structure, dict.fromkeys(sent, RawValue(UNSET)))
        return structure(value, cls)

    structure = generate  # with the first value, for a model may hold itself

    def structure_model(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            return unwrap(value, cls.__name__)
        model = structure(value, cls)
        if not known.issuperset(value):
            model._set_extra({name: item for name, item in value.items() if name not in known})  # noqa: SLF001 - the model keeps its own
        return model

    return structure_model


def structure_unread(structure: Hook, unread: dict[str, RawValue], value: dict[str, Any], cls: Any) -> Any:
    """Structure a model whose constructor needs fields that no response has."""
    return structure({**unread, **value}, cls)


for _name, _scalar in SCALARS.items():
    if isinstance(_scalar.type, type):
        converter.register_structure_hook(_scalar.type, scalar_hook(_name, _scalar))
    else:
        converter.register_structure_hook_func(partial(eq, _scalar.type), scalar_hook(_name, _scalar))
converter.register_structure_hook(StoredFile, structure_file)
converter.register_structure_hook(NoneType, class_hook("null", NoneType))
# cattrs takes the last that fits: a tagged union is `Annotated`, and counts as what it annotates.
converter.register_structure_hook_factory(partial(has_origin, {list, dict}), container_hook)
converter.register_structure_hook_func(partial(eq, StoredFiles), stored_files_hook())
converter.register_structure_hook_factory(partial(has_origin, {Union, UnionType}), union_hook)
converter.register_structure_hook_factory(has, model_hook)
converter.register_structure_hook_factory(partial(has_origin, {Literal}), const_hook)
converter.register_structure_hook_factory(lambda annotation: union_marker(annotation) is not None, named_union_hook)


# Lenient structuring --------------------------------------------------------------------


def has_promised_shape(type_string: str, models: str, value: Any) -> bool:
    """Return whether a value is an object or a list if one is promised, and so is each item of a list."""
    annotation, values = annotation_of(type_string, models), [value]
    if get_origin(annotation) is list and value.__class__ is list:
        annotation, values = get_args(annotation)[0], value
    json_types = {json_type for option in union_options(annotation) for json_type in _json_types(option)}
    return json_types.isdisjoint({list, dict}) or all(value.__class__ in json_types for value in values)


def structure_leniently(hook: Hook, value: Any, error: Exception, path: str, issues: list[SchemaIssue]) -> Any:
    """Structure a value again, raw where `error` says that it does not fit; add these places to `issues`."""
    before = len(issues)
    try:
        return hook(mark_raw(error, value, path, issues), None)
    except Exception:  # noqa: BLE001 - a RecursionError, or groups of groups that end in one
        issues[before:] = [SchemaIssue(path, path, "something nested too deep")]
        return value


MISSING_READ_ONLY = "nothing, though it is only read"
"""What is found in the place of such a field: of a response an issue, but not of data that may be sent."""


def mark_raw(error: Exception, value: Any, path: str, issues: list[SchemaIssue]) -> Any:
    """Return a copy of JSON data with a `RawValue` in each place that an error names."""
    if isinstance(error, StructureError):
        issues.append(SchemaIssue(path, error.args[0], type(value).__name__))
        return RawValue(value)
    if not isinstance(error, (ClassValidationError, IterableValidationError)):
        raise error
    by_name, marked = {field.name: field for field in fields_of(error.cl)}, value.copy()
    for nested, note in error.group_exceptions()[0]:
        field = None if isinstance(note, IterableValidationNote) else by_name[note.name]
        key = field.wire_name if field else note.index
        if field and key not in value:
            nothing = MISSING_READ_ONLY if field.only == "read" else "nothing"
            issues.append(SchemaIssue(f"{path}.{key}", field.type, nothing))
            marked[key] = RawValue(UNSET)
        else:
            marked[key] = mark_raw(nested, value[key], f"{path}.{key}", issues)
    return marked
