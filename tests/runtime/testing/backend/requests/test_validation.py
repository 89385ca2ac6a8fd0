"""Values held to the types of the spec."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.testing.backend.requests.validation import find_errors, parse_string
from synapse_runtime.testing.backend.spec.schema import Schema
from synapse_runtime.testing.messages import SentFile

FILE = SentFile("a.png", 1, "md5")
DATETIME = (
    "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
)


@pytest.fixture(scope="module")
def schema(library_service):
    return Schema(library_service.models)


@pytest.fixture(scope="module")
def ships(fleet_service):
    return Schema(fleet_service.models)


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("int", 1), ("int", 10**30), ("float", 1), ("float", 1.5), ("str", ""), ("bool", True),
        ("datetime", "2025-01-01T00:00:00Z"), ("date", "2025-01-01"), ("uuid", "0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11"),
        ("json", None), ("json", [{}]), ("file", FILE), ("data_uri", "data:image/png;base64,AA=="),
        ("int?", None), ("int?", 1), ("int | str", "a"), ("int | str?", None), ("list[int]", []), ("list[int]", [1, 2]),
        ("dict[int]", {}), ("dict[int]", {"a": 1}), ("list[int | str]", [1, "a"]), ("Shelf", "open"),
        ("Author", {"id": 1, "name": "A", "more": 2}), ("list[Author]", [{"id": 1, "name": "A"}]),
    ],
)  # fmt: skip
def test_what_fits_is_not_spoken_of(schema, type, value):
    assert find_errors(schema, type, value) is None


@pytest.mark.parametrize(
    ("type", "value", "findings"),
    [
        ("int", "1", ["A valid integer is required."]),
        ("int", True, ["A valid integer is required."]),
        ("int", 1.0, ["A valid integer is required."]),
        ("int", None, ["This field may not be null."]),
        ("float", True, ["A valid number is required."]),
        ("str", 1, ["Not a valid string."]),
        ("bool", "true", ["Must be a valid boolean."]),
        ("datetime", "yesterday", [DATETIME]),
        ("datetime", 5, [DATETIME]),
        ("date", "2025-13-01", ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]),
        ("uuid", "x", ["Must be a valid UUID."]),
        ("file", "a.png", ["The submitted data was not a file. Check the encoding type on the form."]),
        ("data_uri", "data:,x", ["Not a base64 data URI."]),
        ("int | str", [], ["A valid integer is required."]),
        ("list[int]", {}, ['Expected a list of items but got type "dict".']),
        ("list[int]", [1, "a"], {"1": ["A valid integer is required."]}),
        ("dict[int]", [], ['Expected a dictionary of items but got type "list".']),
        ("dict[int]", {"a": 1, "b": "c"}, {"b": ["A valid integer is required."]}),
        ("Shelf", "cellar", ['"cellar" is not a valid choice.']),
        ("Shelf", 3, ['"3" is not a valid choice.']),
        ("Author", [], {"non_field_errors": ["Invalid data. Expected a dictionary, but got list."]}),
        ("Author", {"id": "x"}, {"id": ["A valid integer is required."], "name": ["This field is required."]}),
        ("list[Author]", [{"id": 1, "name": "A"}, {"id": 1}], [{}, {"name": ["This field is required."]}]),
        ("ScanCreate", {}, {"file": ["No file was submitted."]}),
    ],
)  # fmt: skip
def test_errors_are_those_of_drf(schema, type, value, findings):
    assert find_errors(schema, type, value) == findings


def test_a_partial_object_may_lack_fields_but_not_have_invalid_ones(schema):
    assert find_errors(schema, "Author", {}, partial=True) is None
    assert find_errors(schema, "Author", {"id": None}, partial=True) == {"id": ["This field may not be null."]}


@pytest.mark.parametrize(
    ("value", "findings"),
    [
        ({"kind": "sail", "rig": "sloop"}, None),
        ({"kind": "sail"}, {"rig": ["This field is required."]}),
        ({"power": 1}, {"kind": ["This field is required."]}),
        ({"kind": "raft"}, {"kind": ['"raft" is not a valid choice.']}),
        ({"kind": []}, {"kind": ['"[]" is not a valid choice.']}),
        ("sail", {"non_field_errors": ["Invalid data. Expected a dictionary, but got str."]}),
        ({"kind": "sail", "rig": "sloop", "owner": {"name": "A", "crew": [{}]}},
         {"owner": {"crew": [{"name": ["This field is required."]}]}}),
    ],
)  # fmt: skip
def test_a_union_is_checked_as_the_variant_of_its_discriminator(ships, value, findings):
    assert find_errors(ships, "Order", value) == findings


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [("int", "12", 12), ("int", "-3", -3), ("float", "1.5", 1.5), ("bool", "true", True), ("bool", "0", False),
     ("str", "a", "a"), ("int?", "", None), ("int?", "4", 4), ("int | str", "a", "a"), ("int | str", "7", 7),
     ("list[int]", "7", 7), ("Shelf", "open", "open"), ("Author", "x", "x"), ("dict[int]", "{}", "{}"),
     ("json", "[", "[")],
)  # fmt: skip
def test_strings_are_parsed_by_their_type(schema, type, text, value):
    assert parse_string(schema, type, text) == (value, [])


@pytest.mark.parametrize(
    ("type", "text", "message"),
    [("int", "1_000", "A valid integer is required."), ("int", "", "A valid integer is required."),
     ("int", "9" * 2000, "A valid integer is required."), ("bool", "maybe", "Must be a valid boolean."),
     ("datetime", "now", DATETIME), ("Shelf", "x", '"x" is not a valid choice.'),
     ("int | bool", "x", "A valid integer is required.")],
)  # fmt: skip
def test_an_invalid_string_is_returned_with_an_error(schema, type, text, message):
    assert parse_string(schema, type, text) == (text, [message])


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    value=_VALUES, type=st.sampled_from(["int", "Book", "list[Author]", "dict[Loan?]", "json", "Shelf | int", "uuid"])
)
def test_any_value_can_be_checked(library_service, value, type):
    findings = find_errors(Schema(library_service.models), type, value)
    assert findings is None or isinstance(findings, (list, dict))
