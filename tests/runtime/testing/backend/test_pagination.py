"""Pages."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.generated import variant
from synapse_runtime.operation import Pagination
from synapse_runtime.testing import MockBackend
from synapse_runtime.testing.backend.pagination import MOCK_STYLES, PageQuery
from synapse_runtime.testing.backend.rows.store import Row
from synapse_runtime.testing.backend.spec.examples import Example
from synapse_runtime.testing.messages import HttpError, json_response

NUMBERED = Pagination("page_number", "results", page="page", size="page_size", total="count", next="next")
CURSORS = Pagination("cursor", "items", page="after", size="first", next="nextCursor")


def example(response):
    return Example("", {}, response, 200)


def rows(count):
    return [Row(str(number), {"id": number}, {}, number) for number in range(1, count + 1)]


def style_of(pagination, examples):
    return MOCK_STYLES[pagination.style](pagination, examples)


def page(style, count, **query):
    asked = PageQuery("http://b/list/", {name: [str(value)] for name, value in query.items()})
    return style.respond(200, rows(count), asked, lambda row: row.data["id"]).json()


def test_a_numbered_page_links_to_the_next_and_the_previous():
    form = style_of(NUMBERED, [])
    assert page(form, 5, page=2, page_size=2, x="a") == {
        "count": 5,
        "next": "http://b/list/?page_size=2&x=a&page=3",
        "previous": "http://b/list/?page_size=2&x=a",
        "results": [3, 4],
    }
    assert page(form, 5, page=3, page_size=2)["next"] is None
    assert page(form, 5, page=3, page_size=2)["previous"] == "http://b/list/?page_size=2&page=2"
    assert page(form, 21, page=2)["previous"] == "http://b/list/"


def test_a_page_has_20_rows_by_default_and_100_at_most():
    form = style_of(NUMBERED, [])
    sizes = [len(page(form, 300, page_size=size)["results"]) for size in ("", "0", "x", "-1", "30", "9" * 20, "1000")]
    assert sizes == [20, 20, 20, 20, 30, 20, 100]


@pytest.mark.parametrize("number", ["0", "3", "x", "-1", "1.0", "9" * 30, "²"])
def test_a_page_out_of_range_is_404(number):
    with pytest.raises(HttpError) as caught:
        page(style_of(NUMBERED, []), 21, page=number)
    assert (caught.value.response.status_code, caught.value.response.json()) == (404, {"detail": "Invalid page."})


def test_the_first_page_may_be_empty_and_last_names_the_last():
    form = style_of(NUMBERED, [])
    assert page(form, 0)["results"] == []
    assert page(form, 21, page="last")["results"] == [21]


def test_the_keys_of_a_page_are_learned_from_the_examples():
    form = style_of(CURSORS, [example({"items": [], "nextCursor": None, "took": 3}), example(None)])
    assert page(form, 1) == {"nextCursor": None, "took": 3, "items": [1]}
    with_links = style_of(CURSORS, [example({"items": [], "nextCursor": "http://x/?after=1", "previous": None})])
    first = page(with_links, 3, first=2)
    assert urlsplit(first["nextCursor"])[:3] == ("http", "b", "/list/")
    assert first["previous"] is None
    cursor = parse_qs(urlsplit(first["nextCursor"]).query)["after"][0]
    assert page(with_links, 3, first=2, after=cursor)["items"] == [3]


def test_a_style_without_a_key_for_next_has_none():
    style = Pagination("page_number", "results", page="page")
    assert page(style_of(style, [example({"results": []})]), 1) == {"results": [1]}


@pytest.mark.parametrize(("ordering", "expected"), [("-id", [5, 4, 3, 2, 1]), ("id", [1, 2, 3, 4, 5])])
def test_a_numbered_list_is_walked_by_a_cursor_if_the_query_asks_for_it(ordering, expected):
    asked = {"pagination": "cursor", "ordering": ordering}
    form = style_of(
        NUMBERED._replace(cursor_query=asked), [example({"count": 0, "next": None, "previous": None, "results": []})]
    )
    assert form.parameters == {"page", "page_size", "cursor", "pagination", "ordering"}
    query, walked, previous = {**asked, "page_size": 2}, [], []
    while True:
        found = page(form, 5, **query)
        assert found.keys() == {"next", "previous", "results"}
        walked += found["results"]
        previous.append(found["previous"] is None)
        if found["next"] is None:
            break
        query = {name: values[0] for name, values in parse_qs(urlsplit(found["next"]).query).items()}
    assert walked == expected
    assert previous == [True, False, False]
    assert page(form, 5, **{**asked, "pagination": "limit"})["count"] == 5
    assert style_of(NUMBERED, []).parameters == {"page", "page_size"}


@pytest.mark.parametrize(("ordering", "expected"), [("-id", [30, 20, 10, 5]), ("id", [5, 10, 20, 30])])
def test_a_cursor_goes_by_the_field_that_the_query_orders_by(ordering, expected):
    asked = {"pagination": "cursor", "ordering": ordering}
    form = style_of(NUMBERED._replace(cursor_query=asked), [])
    created = [Row(str(number), {"id": number}, {}, place) for place, number in enumerate((20, 5, 30, 10), 1)]

    def walk(query):
        page = form.respond(200, created, PageQuery("http://b/list/", query), lambda row: row.data["id"]).json()
        link = page["next"]
        return page["results"] + (walk(parse_qs(urlsplit(link).query)) if link else [])

    assert walk({**{name: [value] for name, value in asked.items()}, "page_size": ["3"]}) == expected


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [("id", [1, 2, 3]), ("-id", [3, 2, 1]), ("name", [2, 3, 1]), ("-name", [1, 3, 2]), ("zzz", [1, 2, 3])],
)
def test_a_numbered_list_is_sorted_by_a_field_that_its_items_show(ordering, expected):
    style = style_of(NUMBERED._replace(cursor_query={"by": "cursor", "ordering": "-id"}), [])
    names = {1: "b", 2: None, 3: "a"}
    asked = PageQuery("http://b/list/", {"ordering": [ordering]})
    to_json = lambda row: {**row.data, "name": names[row.data["id"]]}  # noqa: E731
    response = style.respond(200, rows(3), asked, to_json).json()
    assert [item["id"] for item in response["results"]] == expected


def test_a_list_without_ordering_ignores_it():
    assert page(style_of(NUMBERED, []), 3, ordering="-id")["results"] == [1, 2, 3]


def test_the_largest_page_may_be_the_specs():
    assert len(page(style_of(NUMBERED._replace(max_size=30), []), 90, page_size=50)["results"]) == 30


def test_an_empty_cursor_asks_for_the_first_page():
    assert page(style_of(CURSORS, []), 3, first=2, after="")["items"] == [1, 2]


@pytest.mark.parametrize("cursor", ["x", "!!", "YWZ0ZXI9eA", "YmVmb3JlPTE", "_w"])
def test_an_unknown_cursor_is_404(cursor):
    with pytest.raises(HttpError) as caught:
        page(style_of(CURSORS, []), 3, after=cursor)
    assert caught.value.response.json() == {"detail": "Invalid cursor"}


def test_an_item_that_is_not_there_has_none_behind_it():
    style = style_of(Pagination("last_item", "", page="after"), [])
    asked = PageQuery("http://b/list/", {"after": ["9"]})
    assert style.respond(200, rows(9), asked, lambda row: row.data).json() == []
    with pytest.raises(HttpError) as caught:
        style.respond(200, rows(8), asked, lambda row: row.data)
    assert caught.value.response.json() == {"detail": "There is no item 9."}


@given(count=st.integers(0, 60), size=st.integers(1, 25), styled=st.sampled_from([NUMBERED, CURSORS]))
def test_walking_all_pages_returns_each_row_once_and_leads_back(count, size, styled):
    links = [example({styled.results: [], styled.next: "http://x/?a", "previous": None})]
    form, walked, query, back = style_of(styled, links), [], {styled.size: size}, []
    while True:
        found = page(form, count, **query)
        walked += found[styled.results]
        back.append(found["previous"])
        if found[styled.next] is None:
            break
        query = {name: values[0] for name, values in parse_qs(urlsplit(found[styled.next]).query).items()}
    assert walked == list(range(1, count + 1))
    assert back[0] is None
    for number, link in enumerate(back[1:]):
        query = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
        assert page(form, count, **query)[styled.results] == walked[number * size : (number + 1) * size]


def test_a_cursor_keeps_its_position_when_rows_are_added(ask_fleet):
    path = "/v2/harbors/kiel/ships"
    first = ask_fleet("GET", path, query={"first": 1}).json()
    ask_fleet.backend.add("ships", kind="motor", shipId="x", harborId="kiel")
    second = ask_fleet("GET", path, query={"first": 5, "after": first["nextCursor"]}).json()
    assert [row["kind"] for row in second["items"]] == ["motor", "motor"]
    assert second["nextCursor"] is None


@pytest.mark.slow
def test_ten_thousand_rows_are_filtered_once_for_all_pages(library_service, asking, monkeypatch):
    from synapse_runtime.testing.backend.rows.filtering import Filter

    backend, looked = MockBackend(library_service), []
    matches = Filter.matches
    monkeypatch.setattr(Filter, "matches", lambda self, row: looked.append(1) or matches(self, row))
    for number in range(10_000):
        backend.add("books", title=f"Book {number}", author=5)
    ask, seen = asking(backend), []
    for number in range(1, 101):
        seen += ask("GET", "/sdk/books/", query={"author": 5, "page_size": 100, "page": number}).json()["results"]
    assert len({row["id"] for row in seen}) == 10_000
    assert len(looked) == 10_002, "one pass over the rows in all"


class LinkHeaderStyle:
    """Bare lists of one item, with the URL of the next page in a header."""

    results = ""
    parameters = frozenset({"page"})

    def __init__(self, pagination, examples):
        pass

    def respond(self, status, items, query, to_json):
        number = int(query.last("page") or 1)
        link = {"Link": f'<{query.link("page", str(number + 1))}>; rel="next"'} if number < len(items) else {}
        return json_response(status, [to_json(item) for item in items[number - 1 : number]], link)


def test_a_new_style_is_one_class_and_can_set_headers(library_service, asking, monkeypatch):
    monkeypatch.setitem(MOCK_STYLES, "link_header", LinkHeaderStyle)
    listing = library_service.operation("books.list")._replace(pagination="links")
    service = variant(library_service, [listing])
    ask = asking(MockBackend(service._replace(paginations={"links": Pagination("link_header", "", page="page")})))
    added = [ask.backend.add("books", title=title) for title in ("Emma", "Ulysses")]
    first, last = (ask("GET", "/sdk/books/", query={"page": number}) for number in (1, 2))
    assert first.headers["Link"] == '<http://backend/sdk/books/?page=2>; rel="next"'
    assert "Link" not in last.headers
    assert [*first.json(), *last.json()] == added
