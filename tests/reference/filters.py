"""Filters of lists: query parameter, lookup, and the field that parses its value."""

from typing import NamedTuple

from django.db.models import Q
from rest_framework import serializers
from rest_framework.filters import BaseFilterBackend, OrderingFilter, SearchFilter
from rest_framework.pagination import CursorPagination, PageNumberPagination


class Filter(NamedTuple):
    lookup: str
    field: serializers.Field
    many: bool = False
    other_than: bool = False


def filter_by(others=(), /, **by_name):
    """Return the filters of a list: those of another list, and more by query parameter."""
    return {**dict(others), **by_name}


def number(lookup, *, many=False):
    return Filter(lookup, serializers.IntegerField(), many)


def text(lookup):
    return Filter(lookup, serializers.CharField())


def yes_no(lookup):
    return Filter(lookup, serializers.BooleanField())


def after(lookup):
    return Filter(f"{lookup}__gt", serializers.DateTimeField())


def one_of(lookup, names):
    return Filter(lookup, serializers.ChoiceField(names.split()))


class Numbers(serializers.Field):
    """Numbers separated by commas."""

    def to_internal_value(self, data):
        try:
            return [int(part) for part in data.split(",")]
        except ValueError:
            raise serializers.ValidationError("A valid integer is required.") from None


def among(lookup, *, other_than=False):
    return Filter(lookup, Numbers(), many=True, other_than=other_than)


IDS = {"ids": among("id"), "ids_ex": among("id", other_than=True)}
WORK = {
    **IDS,
    "id__in": among("id"),
    **{f"id__{name}": number(f"id__{name}") for name in ("gt", "gte", "lt", "lte")},
    **{
        f"created__{name}": Filter(f"created_at__{name}", serializers.DateTimeField())
        for name in ("gt", "gte", "lt", "lte")
    },
}
"""Filters that all lists of the SDK have, and those of tasks and assignments."""


class TableFilter(BaseFilterBackend):
    """Applies the view's `filters`; an empty value is no filter."""

    def filter_queryset(self, request, queryset, view):
        errors = {}
        for name, (lookup, field, many, other_than) in view.filters.items():
            strings = [value for value in request.query_params.getlist(name) if value != ""]
            try:
                values = [field.run_validation(value) for value in strings]
            except serializers.ValidationError as error:
                errors[name] = error.detail
                continue
            if values and many:
                flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
                among = Q(**{f"{lookup}__in": flat})
                queryset = queryset.filter(~among if other_than else among)
            elif values:
                queryset = queryset.filter(**{lookup: values[-1]})
        if errors:
            raise serializers.ValidationError(errors)
        return queryset


FILTERS = [TableFilter, SearchFilter, OrderingFilter]


class Pages(PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100


class Cursor(CursorPagination):
    """By a cursor, in the order that the query says; a page has no count."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_ordering(self, request, queryset, view):
        return (request.query_params.get("ordering", "-id").replace("pgh_id", "id"),)


class PagesOrCursor(Pages):
    """By number, or by a cursor with `?pagination=cursor`."""

    def paginate_queryset(self, queryset, request, view=None):
        self.cursor = Cursor() if request.query_params.get("pagination") == "cursor" else None
        return (self.cursor or super()).paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data):
        return (self.cursor or super()).get_paginated_response(data)
