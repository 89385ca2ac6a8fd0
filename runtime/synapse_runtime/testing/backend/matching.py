"""Which examples of the spec a request is like, by its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_http.values import is_list, is_object

from .requests.parameter_styles import read_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime.operation import Operation

    from .plans import OperationPlan
    from .spec.examples import Example
    from .spec.schema import Schema


def read_arguments(
    schema: Schema,
    operation: Operation[Any],
    path: Mapping[str, str],
    query: Mapping[str, Sequence[str]],
    headers: Mapping[str, str],
    body: object,
) -> dict[str, Any]:
    """Return all that a request sends by the names that examples use.

    A body that is no model is their `body`, a list is their `items`; constants are no arguments.
    """
    arguments: dict[str, Any] = {**path, **query}
    for parameter in operation.parameters:
        value = headers.get(parameter.wire_name.lower())
        if parameter.location == "header" and value is not None and parameter.wire_name != operation.idempotency_key:
            arguments[parameter.wire_name] = read_value(parameter, value)
        if parameter.location == "path" and parameter.style:
            arguments[parameter.wire_name] = read_value(parameter, path[parameter.wire_name])
        if parameter.const is not None:
            arguments.pop(parameter.wire_name, None)
    if operation.body is None or (body is None and not operation.body.required):
        return arguments
    if is_list(body) and operation.body.batch != "forbidden":
        return {**arguments, "items": body}
    if is_object(body) and schema.has_model_body(operation):
        return {**arguments, **body}
    return {**arguments, "body": body}


def find_special_example(plan: OperationPlan, arguments: Mapping[str, Any], body: object) -> Example | None:
    """Return the example with exactly the arguments and the body of a request, if its status is special, or None.

    That is the status of an error, or of a success other than the first.
    """
    names = {parameter.wire_name for parameter in plan.operation.parameters}
    for example in plan.examples:
        expected, sent = example.arguments, arguments
        if example.request is not None:  # the arguments do not say the body
            expected, sent = ({name: part[name] for name in names & part.keys()} for part in (expected, sent))
        if (
            (example.status >= 400 or (plan.operation.responses and example.status != plan.operation.status))
            and expected.keys() == sent.keys()
            and count_matches(expected, sent) == len(sent)
            and (example.request is None or example.request == body)
        ):
            return example
    return None


def count_matches(expected: Mapping[str, Any], sent: Mapping[str, Any]) -> int:
    """Return how many arguments of an example a request has."""
    return sum(_to_strings(sent.get(name)) == _to_strings(value) for name, value in expected.items())


def _to_strings(value: object) -> list[str]:
    """Return the items of an argument as a query has them, which knows no types."""
    return [
        str(item).lower() if isinstance(item, bool) else str(item) for item in (value if is_list(value) else [value])
    ]
