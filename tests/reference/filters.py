"""Filters of lists: query parameter, lookup, and the field that parses its value."""

from typing import NamedTuple

from rest_framework import serializers
from rest_framework.filters import BaseFilterBackend, SearchFilter
from rest_framework.pagination import CursorPagination, PageNumberPagination


class Filter(NamedTuple):
    lookup: str
    field: serializers.Field
    many: bool = False


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


class TableFilter(BaseFilterBackend):
    """Applies the view's `filters`; an empty value is no filter."""

    def filter_queryset(self, request, queryset, view):
        errors = {}
        for name, (lookup, field, many) in view.filters.items():
            strings = [value for value in request.query_params.getlist(name) if value != ""]
            try:
                values = [field.run_validation(value) for value in strings]
            except serializers.ValidationError as error:
                errors[name] = error.detail
                continue
            if values:
                queryset = queryset.filter(**{f"{lookup}__in": values} if many else {lookup: values[-1]})
        if errors:
            raise serializers.ValidationError(errors)
        return queryset


FILTERS = [TableFilter, SearchFilter]


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
