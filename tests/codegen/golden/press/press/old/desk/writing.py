# Generated from tests/specs/press/service.yaml, tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""What is written.

작성.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, DocumentedClient, keyword_aliases

from press import operations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal

    from synapse_runtime import FileContent, JsonObject, Params, Unset, UrlConversion

    from press.old.desk.arguments import BriefDict, GetArticleParams, ListArticlesParams, PageOfArticlesParams


class Writing(DocumentedClient):
    """What is written.

    작성.
    """

    @overload
    def list_articles(
        self,
        params: ListArticlesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: Literal[False] = False,
    ) -> tuple[list[JsonObject], int]: ...
    @overload
    def list_articles(
        self,
        params: ListArticlesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        *,
        list_all: Literal[True],
    ) -> list[JsonObject]: ...
    @overload
    def list_articles(
        self, params: ListArticlesParams | Params | None, url_conversion: UrlConversion | None, list_all: Literal[True]
    ) -> list[JsonObject]: ...
    @overload
    def list_articles(
        self,
        params: ListArticlesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]: ...
    def list_articles(
        self,
        params: ListArticlesParams | Params | None = None,
        url_conversion: UrlConversion | None = None,
        list_all: bool = False,
    ) -> tuple[list[JsonObject], int] | list[JsonObject]:
        """All articles.

        기사 목록.

        Args:
            params: Query arguments by name.
                `section` (list[Section]): In these.
                `since` (date): Since.
                `self` (bool): One's own.
                `builtins` (int): Known as `builtins` to the backend.
            url_conversion: Functions to convert file URLs with, by the field that holds the URLs.
                Here: `scan`.
            list_all: Whether to fetch the items of all pages.

        Returns:
            tuple | list: The items of one page, and the total number of items; with `list_all=True` a list of
            the items of all pages. Each item: One article. Its text may be long, and what is said of it too,
            so that a line ends before the sentence does and the next begins.
        """
        return self._page_or_all(
            operations.articles.LIST, {}, params=params, url_conversion=url_conversion, list_all=list_all
        )

    def all_articles(self) -> list[JsonObject]:
        """Call `articles.all`.

        Returns:
            list: The items of all pages. Each item: One article. Its text may be long, and what is said of it
            too, so that a line ends before the sentence does and the next begins.
        """
        return self._all(operations.articles.ALL, {})

    def page_of_articles(self, params: PageOfArticlesParams | Params | None = None) -> tuple[list[JsonObject], int]:
        """Call `articles.page`.

        Args:
            params: Query arguments by name.

        Returns:
            tuple: The items of one page, and the total number of items. Each item: One article. Its text may
            be long, and what is said of it too, so that a line ends before the sentence does and the next
            begins.
        """
        return self._page(operations.articles.PAGE, {}, params=params)

    @overload
    def get_article(
        self, id: int | str, tongue: str = "ko", params: GetArticleParams | Params | None = None
    ) -> JsonObject: ...
    @overload
    def get_article(
        self, *, article_id: int | str, tongue: str = "ko", params: GetArticleParams | Params | None = None
    ) -> JsonObject: ...
    @overload
    def get_article(
        self, *, number: int | str, tongue: str = "ko", params: GetArticleParams | Params | None = None
    ) -> JsonObject: ...
    @keyword_aliases({"article_id": "id", "number": "id"})
    def get_article(
        self, id: int | str, tongue: str = "ko", params: GetArticleParams | Params | None = None
    ) -> JsonObject:
        """One article.

        Args:
            id: Known as `id` to the backend. Also taken as `article_id` and `number`.
            tongue: In which language.
            params: Query arguments by name.
                `language` (str, required): In which language.

        Returns:
            dict: One article. Its text may be long, and what is said of it too, so that a line ends before
            the sentence does and the next begins.
        """
        return self._object(operations.articles.GET, {"id": id, "language": tongue}, params=params)

    def write(
        self,
        headline: str,
        picture: FileContent | Unset | None = UNSET,
        in_chunks: bool | None = False,
        pieces: int | None = None,
        patience: float | None = None,
    ) -> JsonObject:
        """Write one.

        Args:
            headline: Its headline.
            picture: Its picture.
            in_chunks: Whether to upload the file in chunks. Advised for large files. None: above 50 MiB.
            pieces: Bytes of a file in one request of a chunked upload. None: the client's option.
            patience: Seconds to wait for the next bytes of a response. None: the client's option.

        Returns:
            dict: One article. Its text may be long, and what is said of it too, so that a line ends before
            the sentence does and the next begins.
        """
        return self._with_call_options(chunk_size=pieces, read_timeout=patience)._object(
            operations.articles.CREATE, {"title": headline, "scan": picture, "in_chunks": in_chunks}
        )

    def write_all(self, drafts: Sequence[BriefDict | Mapping[str, object]]) -> list[JsonObject]:
        """Write several at once.

        Args:
            drafts: What to send. It is not changed.
                `title` (str, required): Its headline.
                `due` (date?): When it is due, if ever.

        Returns:
            list: Each item: One article. Its text may be long, and what is said of it too, so that a line
            ends before the sentence does and the next begins.
        """
        return self._list(operations.articles.IMPORT_ALL, {}, data=drafts)

    @overload
    def receive(self, id: int, data: Mapping[str, object]) -> JsonObject: ...
    @overload
    def receive(self, id: int, data: Sequence[Mapping[str, object]]) -> list[JsonObject]: ...
    @overload
    def receive(self, id: int, *, mail: Mapping[str, object]) -> JsonObject: ...
    @overload
    def receive(self, id: int, *, mail: Sequence[Mapping[str, object]]) -> list[JsonObject]: ...
    @keyword_aliases({"mail": "data"})
    def receive(
        self, id: int, data: Mapping[str, object] | Sequence[Mapping[str, object]]
    ) -> JsonObject | list[JsonObject]:
        """Take in mail.

        Args:
            id: Known as `id` to the backend.
            data: What to send. It is not changed. Also taken as `mail`.

        Returns:
            dict | list: An object for an object, a list for a list. What readers send.
        """
        return self._same_shape(operations.articles.RECEIVE, {"id": id}, data=data)

    def judge(self, data: object, params: Params | None = None) -> list[JsonObject]:
        """Say anything.

        Args:
            data: What to send. It is not changed.
            params: Query arguments by name.
        """
        return self._list(operations.articles.JUDGE, {}, data=data, params=params)

    def burn(self, id: int) -> None:
        """Call `articles.burn`.

        Args:
            id: Known as `id` to the backend.
        """
        self._object(operations.articles.BURN, {"id": id})

    incinerate = burn
    """Another name of `burn`."""
