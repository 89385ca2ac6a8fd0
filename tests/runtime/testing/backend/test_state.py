"""Any sequence of calls gives the same on the mock as on a plain model of it."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from support import library
from support.mock_caller import CARD, MockCaller
from synapse_runtime.testing import MockBackend

TITLES = st.sampled_from(["Emma", "Ulysses", "Moby-Dick"])
AUTHORS = st.integers(1, 3)
TAGS = st.lists(st.integers(1, 4), max_size=3)


class Library(RuleBasedStateMachine):
    """A dict of rows beside the mock."""

    @initialize()
    def begin(self):
        self.backend = MockBackend(library.SERVICE)
        self.ask = MockCaller(self.backend, CARD)
        self.rows = {
            row["id"]: {name: row[name] for name in ("title", "author", "pages", "tags")}
            for row in (library.BOOK, library.OTHER)
        }
        self.last = 8

    def teardown(self):
        self.backend.close()

    def known(self, row):
        return {name: row[name] for name in ("title", "author", "pages", "tags")}

    @rule(books=st.lists(st.tuples(TITLES, AUTHORS), min_size=1, max_size=3))
    def create(self, books):
        response = self.ask("POST", "/books/", [{"title": title, "author": author} for title, author in books])
        assert response.status_code == 201
        for row, (title, author) in zip(response.json(), books, strict=True):
            self.last += 1
            assert row["id"] == self.last
            self.rows[row["id"]] = {"title": title, "author": author, "pages": None, "tags": []}

    @rule(title=TITLES, author=AUTHORS, shelf=st.sampled_from(["cellar", 5, None]))
    def create_wrongly(self, title, author, shelf):
        assert self.ask("POST", "/books/", {"title": title, "author": author, "shelf": shelf}).status_code == 400

    @rule(
        data=st.data(),
        change=st.fixed_dictionaries({}, optional={"title": TITLES, "pages": st.none() | st.integers(1, 9)}),
    )
    def change(self, data, change):
        ident = data.draw(st.integers(6, self.last + 1))
        response = self.ask("PATCH", f"/books/{ident}/", change)
        assert response.status_code == (200 if ident in self.rows else 404)
        if ident in self.rows:
            self.rows[ident] |= change
            assert self.known(response.json()) == self.rows[ident]

    @rule(data=st.data())
    def delete(self, data):
        ident = data.draw(st.integers(6, self.last + 1))
        assert self.ask("DELETE", f"/books/{ident}/").status_code == (204 if self.rows.pop(ident, None) else 404)

    @rule(data=st.data(), tags=TAGS, action=st.sampled_from(["add", "remove", None]), replace=st.booleans())
    def tag(self, data, tags, action, replace):
        idents = data.draw(st.lists(st.sampled_from([*self.rows, 999]), unique=True, max_size=3))
        body = {"ids": idents, "tags": tags, **({"action": action} if action else {})}
        response = self.ask("POST", "/books/set_tags/", body, query={"replace": str(replace).lower()})
        assert response.status_code == (400 if 999 in idents else 200)
        if response.status_code == 200:
            assert response.json()["updated"] == len(idents)
            for ident in idents:
                before = self.rows[ident]["tags"]
                if action == "remove":
                    self.rows[ident]["tags"] = [tag for tag in before if tag not in tags]
                else:
                    self.rows[ident]["tags"] = list(dict.fromkeys([*([] if replace else before), *tags]))

    @rule(
        author=st.none() | AUTHORS,
        tags=TAGS,
        search=st.none() | st.sampled_from(["Ulys", "dick"]),
        size=st.integers(1, 4),
    )
    def filter(self, author, tags, search, size):
        expected = [
            ident
            for ident, row in self.rows.items()
            if (author is None or row["author"] == author)
            and (not tags or set(tags) & set(row["tags"]))
            and (search is None or search.lower() in row["title"].lower())
        ]
        query = {"author": author, "tag_ids": tags, "search": search, "page_size": size}
        found, page = [], 1
        while True:
            asked = {name: value for name, value in {**query, "page": page}.items() if value not in (None, [])}
            response = self.ask("GET", "/sdk/books/", query=asked).json()
            assert response["count"] == len(expected)
            found += [row["id"] for row in response["results"]]
            if response["next"] is None:
                break
            page += 1
        assert found == expected

    @invariant()
    def each_row_is_what_it_should_be(self):
        for ident, row in getattr(self, "rows", {}).items():
            assert self.known(self.ask("GET", f"/books/{ident}/").json()) == row


Library.TestCase.settings = settings(max_examples=40, stateful_step_count=20)
TestLibrary = pytest.mark.slow(Library.TestCase)
