"""The cattrs converter: strict hooks, and structuring that keeps what does not fit.

cattrs' own hooks coerce (`int("7")`, `str(None)`) and read a string as a list of letters. These take exactly what the
spec says and refuse anything else, except a `RawValue`, which they let through.
"""

from __future__ import annotations

from functools import cache, partial
from operator import eq
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeAlias, Union, get_args, get_origin

from attrs import fields, has
from cattrs import BaseValidationError, ClassValidationError, Converter, IterableValidationError, IterableValidationNote
from cattrs.cols import list_structure_factory
from cattrs.gen import (
    make_dict_structure_fn_from_attrs,  # pyright: ignore[reportUnknownVariableType]  # `Attribute` without its parameter
    override,
)

from synapse_runtime.types import UNSET, Json, SchemaIssue, StoredFile, StoredFiles, UnknownValue, is_list

from .annotations import annotation_of, discriminator_of, fields_of, has_origin, is_enum, spell, union_options
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
    """Make the hook of an enum. Enums are open: an unknown string stays a string, an `UnknownValue`."""
    members = {member.value: member for member in enum}
    aliases: tuple[tuple[str, str], ...] = getattr(enum, "__aliases__", ())
    members |= {alias: members[value] for alias, value in aliases}

    def structure_enum(value: Any, _: Any) -> Any:
        if value.__class__ is str:
            return members[value] if value in members else UnknownValue(value)
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
        return (str,)
    return _JSON_TYPES.get(option) or ((list,) if get_origin(option) is list else (dict,))


def tagged_union_hook(annotation: Any) -> Hook:
    """Make the hook of models that a discriminator tells apart."""
    discriminator = discriminator_of(annotation)
    assert discriminator is not None
    models = {model.__name__: converter.get_structure_hook(model) for model in union_options(get_args(annotation)[0])}
    hooks = {tag: models[name] for tag, name in discriminator.models.items()}

    def structure_tagged_union(value: Any, _: Any) -> Any:
        tag = value.get(discriminator.field) if value.__class__ is dict else None
        if tag.__class__ is str and tag in hooks:
            return hooks[tag](value, annotation)
        return unwrap(value, discriminator.union)

    return structure_tagged_union


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
            # An annotation, not a keyword: a field may be called as a parameter is, such as `converter`.
            attributes.append(attribute.evolve(type=Annotated[Any, overridden]))
        structure = make_dict_structure_fn_from_attrs(attributes, cls, converter)
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
converter.register_structure_hook_factory(
    lambda annotation: discriminator_of(annotation) is not None, tagged_union_hook
)


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
            issues.append(SchemaIssue(f"{path}.{key}", field.type, "nothing"))
            marked[key] = RawValue(UNSET)
        else:
            marked[key] = mark_raw(nested, value[key], f"{path}.{key}", issues)
    return marked
