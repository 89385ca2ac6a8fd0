"""Views of the documented face: mixins whose methods take plain arguments and return plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import evolve, frozen

from synapse_codegen.grammar.call_settings import CALL_SETTINGS
from synapse_codegen.grammar.operations import CALL_OPTIONS
from synapse_codegen.ir.models import Field
from synapse_codegen.ir.operations import (
    CompositeArgument,
    Documented,
    DocumentedArgument,
    Operation,
    Parameter,
    ReturnForm,
)
from synapse_codegen.naming import constant_name, module_name
from synapse_codegen.python.annotations import DOCUMENTED_INPUT, Annotations, union_with
from synapse_codegen.python.docstrings import STEP, note, prose, summary
from synapse_codegen.python.history import deprecation_notice, history
from synapse_codegen.python.imports import Imports
from synapse_codegen.type_parser import format_type

from .argument_dicts import MODULE, body_name, params_name
from .methods import (
    BODY_INDENT,
    ENTRY_INDENT,
    AliasView,
    Argument,
    MethodForm,
    MethodView,
    PassedArgument,
    argument_docs,
    argument_mapping,
    default_doc,
    describe_check,
    error_entries,
    is_handed_out,
    limit_docs,
    make_form,
    make_optional,
    mark_deprecated,
    old_method,
    rename_argument,
    response_docs,
    returned_type,
    with_history,
    with_old_names,
    write_own,
)
from .package import ModuleView, Package, sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.ir.service import Mixin

Target: TypeAlias = Parameter | Field | CompositeArgument
"""What an argument of a documented method fills."""

RETURNS: Final[Mapping[ReturnForm, tuple[str, str, str]]] = {
    "object": ("dict", "", ""),
    "same_shape": ("dict | list", "An object for an object, a list for a list.", ""),
    "list": ("list", "", "Each item:"),
    "all": ("list", "The items of all pages.", "Each item:"),
    "page": ("tuple", "The items of one page, and the total number of items.", "Each item:"),
    "page_or_all": (
        "tuple | list",
        "The items of one page, and the total number of items; with `list_all=True` a list of the items of all pages.",
        "Each item:",
    ),
    "lines": ("Iterator", "The lines, as they come.", ""),
    "events": ("Iterator", "The events, as they come: dicts with `event`, `data` and `id`.", ""),
    "text": ("str", "The response.", ""),
    "bytes": ("bytes", "The response; with `to`, None.", ""),
    "by_status": ("dict | list | None", "What the status says.", ""),
    "bool": ("bool", "", ""),
    "plan": ("DirectoryPlan", "The plan, which can be reviewed, saved and uploaded.", ""),
    "by_key": ("dict", "What became of each item, by its key.", "Each value:"),
}
"""Docs of each form of return: its type, what it is, and what introduces the description of an item."""

CALLS: Final[Mapping[ReturnForm, str]] = {
    "text": "as_it_is",
    "bytes": "as_it_is",
    "bool": "as_it_is",
    "events": "lines",
    "plan": "as_it_is",
}
"""Protected method that makes the call, without its underscore, if it is not called as the form of return."""

ARGUMENT_DOCS: Final[Mapping[str, str]] = {
    "query": "Query arguments by name.",
    "body": "What to send. It is not changed.",
    "url_conversion": "Functions to convert file URLs with, by the field that holds the URLs.",
    "list_all": "Whether to fetch the items of all pages.",
    "to": "Path, or binary file open for writing, to write the response to instead; nothing is returned then.",
    **{name: setting.doc for name, setting in CALL_SETTINGS.items()},
    "chunked": "Whether to upload the file in chunks. Advised for large files. None: above 50 MiB.",
}
"""Docs of arguments that mean the same everywhere."""

KEYWORDS: Final[Mapping[str, str]] = {
    "query": "params",
    "body": "data",
    "url_conversion": "url_conversion",
    "list_all": "list_all",
    "to": "to",
    **{name: name for name in CALL_SETTINGS},
}
"""Keyword under which the runtime takes an argument that stands for several."""


@frozen(kw_only=True, eq=False, repr=False)
class MixinView(ModuleView):
    """The module of one mixin."""

    name: str
    parent: str
    class_doc: str
    overload: str
    """By what name the decorator is known there."""
    keyword_aliases: str
    """The same of the one that takes other names of arguments."""
    deprecated: str
    """The same of the one that marks old names."""
    methods: tuple[MethodView, ...]
    aliases: tuple[AliasView, ...]


def mixin_view(package: Package, mixin: Mixin) -> MixinView:
    """View one mixin, with its methods from all resources."""
    service = package.service
    chosen = [
        (resource, operation, operation.documented)
        for resource in service.resources
        for operation in resource.operations
        if operation.documented and operation.documented.mixin == mixin.name
    ]
    taken = {mixin.class_name}
    for _, _, documented in chosen:
        taken |= {*documented.names, *documented.was}
        taken |= {name for argument in documented.arguments for name in (*argument.names, *argument.was)}
    imports = Imports(service.package, taken)
    text = summary(mixin.doc, f"Methods of {mixin.name}.")
    operations = imports.use(service.package, "operations") if chosen else ""
    methods = tuple(
        method
        for resource, operation, documented in chosen
        for method in DocumentedMethodBuilder(package, operation, documented, imports).build(
            f"{operations}.{module_name(resource.name)}"
        )
    )
    forms = [form for method in methods for form in method.forms]
    has_aliases = any(form.aliases or form.old_names for form in forms)
    return MixinView(
        path=package.path(mixin.module),
        template="mixin.py.jinja",
        source=sources((service.file, *(resource.file for resource, _, _ in chosen))),
        doc=prose(0, text, mixin.doc.ko),
        name=mixin.class_name,
        parent=imports.runtime("DocumentedClient"),
        class_doc=prose(STEP, text, mixin.doc.ko),
        overload=imports.use("typing", "overload") if any(form.is_overload for form in forms) else "",
        keyword_aliases=imports.runtime("keyword_aliases") if has_aliases else "",
        deprecated=imports.runtime("deprecated") if any(form.deprecated for form in forms) else "",
        methods=methods,
        aliases=tuple(
            AliasView(alias, documented.method) for _, _, documented in chosen for alias in documented.aliases
        ),
        imports=imports.view(),
    )


class DocumentedMethodBuilder:
    """Makes one documented method."""

    def __init__(self, package: Package, operation: Operation, documented: Documented, imports: Imports) -> None:
        self.package = package
        self.operation = operation
        self.documented = documented
        self.imports = imports
        self.annotations = Annotations(imports, package.definitions)
        self.targets = _targets(package, operation)
        self.body = self.annotations.write(operation.body.type, DOCUMENTED_INPUT) if operation.body else ""
        if name := body_name(package, operation):
            self.body = f"{self._dict(name)} | {self.body}"
        self.arguments = tuple(map(self._argument, documented.arguments))

    def build(self, module: str) -> Iterator[MethodView]:
        """Make the method, and one for each of its old names.

        Args:
            module: The module that holds the operation, as it is known here.
        """
        returns = self._returns()
        implementation, overloads = make_form(self.arguments, returns), [*self._overloads(returns)]
        if aliases := tuple(
            PassedArgument(alias, argument.name) for argument in self.documented.arguments for alias in argument.aliases
        ):
            overloads = overloads or [implementation._replace(is_overload=True)]
            overloads += [rename_argument(form, *alias) for form in overloads for alias in aliases]
        old_names = [
            PassedArgument(old, argument.name) for argument in self.documented.arguments for old in argument.was
        ]
        forms = with_old_names((*overloads, implementation._replace(aliases=aliases)), old_names)
        doc = self.operation.doc
        by_name, by_keyword = self._passed()
        options = {
            argument.target.removeprefix("option."): argument.name
            for argument in self.documented.arguments
            if argument.target.startswith("option.")
        }
        view = MethodView(
            definition="def",
            name=self.documented.method,
            forms=forms,
            doc=prose(
                BODY_INDENT,
                summary(doc, f"Call `{self.operation.name}`."),
                doc.ko,
                history(evolve(self.operation, was=self.documented.was), self._replacement()),
            ),
            arguments=argument_docs(self.arguments),
            returns_doc=prose(ENTRY_INDENT, self._returns_doc()),
            lead="" if returns == "None" else "return ",
            call=f"_{CALLS.get(self.documented.returns, self.documented.returns)}",
            operation=f"{module}.{constant_name(self.operation.verb)}",
            options=argument_mapping(options),
            passed=argument_mapping(by_name),
            more=tuple(f"{keyword}={name}" for keyword, name in by_keyword.items()),
            raises=error_entries(self.package.service, self.operation),
            has_response=not is_handed_out(self.operation),
        )
        if deprecated := self.operation.deprecated:
            view = mark_deprecated(view, deprecation_notice(view.name, deprecated, self._replacement()))
        yield view
        yield from (old_method(view, old) for old in self.documented.was)

    def _replacement(self) -> str:
        """Return the documented method of what a deprecation says to use; empty if it has none."""
        use = self.operation.deprecated.use if self.operation.deprecated else ""
        return self.package.documented_methods.get(use, "")

    def _passed(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return what is passed as the operation's arguments, and what by keywords of the runtime."""
        by_name: dict[str, str] = {}
        by_keyword: dict[str, str] = {}
        for argument in self.documented.arguments:
            place, _, wire = argument.target.partition(".")
            if place == "option":
                continue
            if wire:
                by_name[self.targets[place, wire].python_name] = argument.name
            elif self.operation.chunked and place == "chunked":
                by_name[self.operation.chunked.argument] = argument.name
            else:
                by_keyword[KEYWORDS[place]] = argument.name
        return by_name, by_keyword

    # Arguments -------------------------------------------------------------------------

    def _argument(self, argument: DocumentedArgument) -> Argument:
        """Make an argument, with its other names in its docs."""
        view = self._target_argument(argument)
        first, *more = view.doc.split("\n")
        for words, names in (("Also taken as", argument.aliases), ("Formerly", argument.was)):
            others = " and ".join(f"`{name}`" for name in names if f"`{name}`" not in first)
            first += f" {words} {others}." if others else ""
        return view._replace(doc="\n".join([first, *more]))

    def _target_argument(self, argument: DocumentedArgument) -> Argument:
        place, _, wire = argument.target.partition(".")
        if not wire:
            annotation, default = self._whole(place)
            doc = "\n".join([ARGUMENT_DOCS[place], *self._describe_contents(place)])
            return Argument(argument.name, annotation, default, doc=doc)
        if place == "option":
            annotation = self.imports.builtin("float" if wire == "read_timeout" else "int")
            return Argument(argument.name, f"{annotation} | None", "None", doc=CALL_OPTIONS[wire])
        target = self.targets[place, wire]
        if isinstance(target, CompositeArgument):
            annotation = write_own(self.operation, target, self.annotations, DOCUMENTED_INPUT)
        else:
            annotation = self.annotations.write(target.type, DOCUMENTED_INPUT)
        doc = _describe(target)
        if argument.required:
            return Argument(argument.name, annotation, doc=doc)
        is_beside_body = any(other.target == "body" for other in self.documented.arguments)
        if place == "body" and argument.default is None and not is_beside_body:
            unset = self.imports.mention_runtime("Unset")
            return Argument(argument.name, union_with(annotation, unset), self.imports.runtime("UNSET"), doc=doc)
        return make_optional(Argument(argument.name, annotation, doc=doc), argument.default)

    def _whole(self, place: str) -> tuple[str, str]:
        """Return annotation and default of an argument that stands for several."""
        if place == "body":
            return self._whole_body()
        if place == "list_all":
            return self.imports.builtin("bool"), "False"
        if place == "to":
            return f"{self.imports.mention_runtime('FileTarget')} | None", "None"
        if place in CALL_SETTINGS:
            return f"{self._call_setting(place)} | None", "None"
        if place == "chunked":
            return f"{self.imports.builtin('bool')} | None", "False"
        annotation = self.imports.mention_runtime({"query": "Params", "url_conversion": "UrlConversion"}[place])
        if place == "query" and (name := params_name(self.package, self.operation)):
            annotation = f"{self._dict(name)} | {annotation}"
        return f"{annotation} | None", "None"

    def _whole_body(self) -> tuple[str, str]:
        """Return annotation and default of an argument that is the body."""
        annotation = " | ".join(self._bodies())
        if self.operation.body is None or self.operation.body.required:
            return annotation, ""
        return union_with(annotation, self.imports.mention_runtime("Unset")), self.imports.runtime("UNSET")

    def _dict(self, name: str) -> str:
        """Name a dict that the emitted package describes."""
        face = self.package.service.documented
        assert face is not None
        return self.imports.mention(self.package.module(f"{face.module}.{MODULE}"), name)

    def _call_setting(self, name: str) -> str:
        """Return the annotation of an argument that says how the call is made."""
        imports = self.imports
        integer, number, anything = map(imports.builtin, ("int", "float", "object"))
        match name:
            case "on_bytes" | "on_items":
                return f"{imports.mention('collections.abc', 'Callable')}[[{integer}, {integer}], {anything}]"
            case "page_retries":
                return integer
            case "page_failures":
                return f"{imports.builtin('list')}[{imports.mention_runtime('JsonObject')}]"
            case _:  # seconds
                return number

    def _bodies(self) -> list[str]:
        """Return the annotations of what may be passed for the body: one, several, or either."""
        batch = self.operation.body.batch if self.operation.body else "forbidden"
        if batch == "forbidden":
            return [self.body]
        several = f"{self.imports.mention('collections.abc', 'Sequence')}[{self.body}]"
        return [several] if batch == "required" else [self.body, several]

    def _describe_contents(self, place: str) -> Iterator[str]:
        """Describe what an argument may hold, one line each."""
        if place == "url_conversion":
            yield f"Here: {', '.join(f'`{name}`' for name in self.package.file_fields(self.operation)) or 'none'}."
        for (location, name), target in self.targets.items():
            if location == place:
                needed = ", required" if target.required else ""
                yield f"`{name}` ({format_type(target.type)}{needed}): {_describe(target)}"

    @property
    def _target(self) -> bool:
        """Whether an argument names the file that the response is written to."""
        return any(argument.target == "to" for argument in self.documented.arguments)

    # Returns ---------------------------------------------------------------------------

    def _returns(self) -> str:
        item = self.imports.mention_runtime("JsonObject")
        items = f"{self.imports.builtin('list')}[{item}]"
        page = f"{self.imports.builtin('tuple')}[{items}, {self.imports.builtin('int')}]"
        match self.documented.returns:
            case "object":
                return item if self.operation.response else "None"
            case "same_shape":
                return f"{item} | {items}"
            case "list" | "all":
                return items
            case "page":
                return page
            case "page_or_all":
                return f"{page} | {items}"
            case "by_key":
                key = f"{self.imports.builtin('int')} | {self.imports.builtin('str')}"
                return f"{self.imports.builtin('dict')}[{key}, {item}]"
            case "events":
                return f"{self.imports.mention('collections.abc', 'Iterator')}[{item}]"
            case "text" | "bytes":
                returned = self.imports.builtin("str" if self.documented.returns == "text" else "bytes")
                return f"{returned} | None" if self._target else returned
            case "bool":
                return self.imports.builtin("bool")
            case "by_status":
                return f"{item} | {items} | None"
            case "plan":
                return returned_type(self.operation, self.annotations)
            case _:  # lines
                return f"{self.imports.mention('collections.abc', 'Iterator')}[{self.imports.builtin('str')}]"

    def _returns_doc(self) -> str:
        type, text, lead = RETURNS[self.documented.returns]
        item = self.package.describe(self.operation.response)
        item = f"{lead} {item}" if item and lead else item
        meanings = map(describe_check, self.operation.responses if self.operation.is_check else ())
        described = " ".join(filter(None, (text, item, *meanings, *response_docs(self.operation))))
        return f"{type}: {described}" if described else ""

    def _overloads(self, returns: str) -> Iterator[MethodForm]:
        """Make the signatures that tell type checkers what is returned when."""
        first, _, second = returns.partition(" | ")
        form = self.documented.returns
        if form == "same_shape" and len(self._bodies()) > 1:
            for body, returned in zip(self._bodies(), (first, second), strict=True):
                yield make_form(self._with_annotation("body", body), returned, is_overload=True)
        if form == "bytes" and self._target:
            target = self.imports.mention_runtime("FileTarget")
            place = [documented.target for documented in self.documented.arguments].index("to")
            to = self.arguments[place]._replace(annotation=target, default="", keyword=True)
            others = (*self.arguments[:place], *self.arguments[place + 1 :])
            yield make_form(others, returns.removesuffix(" | None"), is_overload=True)
            yield make_form((*others, to), "None", is_overload=True)
            yield make_form(self.arguments, returns, is_overload=True)
        if form == "page_or_all":
            literal = self.imports.mention("typing", "Literal")
            place = [documented.target for documented in self.documented.arguments].index("list_all")
            *before, list_all = self._with_annotation("list_all", f"{literal}[True]")[: place + 1]
            after = self.arguments[place + 1 :]
            # By name, so that those before it may be left out, or with all of those.
            by_name = [argument._replace(keyword=True) for argument in (list_all._replace(default=""), *after)]
            by_place = [argument._replace(default="") for argument in (*before, list_all)]
            yield make_form(self._with_annotation("list_all", f"{literal}[False]"), first, is_overload=True)
            yield make_form([*before, *by_name], second, is_overload=True)
            yield make_form([*by_place, *after], second, is_overload=True)
            yield make_form(self.arguments, returns, is_overload=True)

    def _with_annotation(self, target: str, annotation: str) -> tuple[Argument, ...]:
        """Return the arguments, with another annotation for one of them."""
        return tuple(
            argument._replace(annotation=annotation) if documented.target == target else argument
            for documented, argument in zip(self.documented.arguments, self.arguments, strict=True)
        )


def _targets(package: Package, operation: Operation) -> Mapping[tuple[str, str], Target]:
    """Return what an argument may fill, by place and wire name."""
    targets: dict[tuple[str, str], Target] = {
        (parameter.location, parameter.name): parameter for parameter in operation.parameters if not parameter.has_const
    }
    targets |= {("body", field.name): field for field in package.body_arguments(operation)}
    targets |= {("argument", argument.name): argument for argument in operation.composite_arguments}
    return targets


def _describe(target: Target) -> str:
    """Describe what an argument fills, in both languages."""
    limits = "" if isinstance(target, CompositeArgument) else " ".join(limit_docs(target.limits))
    text = note(target.doc, f"Known as `{target.name}` to the backend.") + default_doc(target)
    return " ".join(with_history(f"{text} {target.doc.ko} {limits}", target).split())
