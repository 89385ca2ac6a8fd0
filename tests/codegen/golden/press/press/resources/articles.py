# Generated from tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""Articles, long and short."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Body, Chunked, Operation, Parameter, Resource

if TYPE_CHECKING:
    import builtins
    from collections.abc import AsyncGenerator, Generator, Sequence
    from datetime import date

    from synapse_runtime import AsyncPager, FileContent, Json, Pager, Unset

    from press.models.articles import Article, Draft, Mail, SectionLike

LIST: Operation[Article] = Operation(
    name="articles.list",
    method="GET",
    path="articles/",
    retry="safe",
    parameters=(
        Parameter("section", "section", "query", "list[Section]"),
        Parameter("since", "since", "query", "date"),
        Parameter("self_", "self", "query", "bool"),
        Parameter("builtins", "builtins", "query", "int"),
    ),
    response="Article",
    pagination="numbered",
    file_fields=("scan",),
)

ALL: Operation[Article] = Operation(
    name="articles.all",
    method="GET",
    path="articles/all/",
    retry="safe",
    response="Article",
    pagination="numbered",
    file_fields=("scan",),
)

PAGE: Operation[Article] = Operation(
    name="articles.page",
    method="GET",
    path="articles/page/",
    retry="safe",
    response="Article",
    pagination="numbered",
    file_fields=("scan",),
)

GET: Operation[Article] = Operation(
    name="articles.get",
    method="GET",
    path="articles/{id}/",
    retry="safe",
    parameters=(
        Parameter("id", "id", "path", "int | str", required=True),
        Parameter("format", "format", "query", "str", const="full"),
        Parameter("language", "language", "query", "str", required=True),
        Parameter("x_desk", "X-Desk", "header", "str", secret=True),
    ),
    response="Article",
    file_fields=("scan",),
)

CREATE: Operation[Article] = Operation(
    name="articles.create",
    method="POST",
    path="articles/",
    retry="unsafe",
    parameters=(
        Parameter("title", "title", "body", "str", required=True),
        Parameter("section", "section", "body", "Section"),
        Parameter("words", "words", "body", "int", default=100),
        Parameter("scan", "scan", "body", "file?"),
        Parameter("due", "due", "body", "date?"),
        Parameter("in_chunks", "in_chunks", "argument", "bool"),
    ),
    body=Body("Draft", codec="multipart"),
    response="Article",
    status=201,
    file_fields=("scan",),
    chunked=Chunked(
        field="scan",
        operation="scans.create",
        send_as="upload",
        filename_as="meta.name",
        argument="in_chunks",
    ),
)

IMPORT_ALL: Operation[Article] = Operation(
    name="articles.import_all",
    method="POST",
    path="articles/import/",
    retry="unsafe",
    parameters=(
        Parameter("title", "title", "body", "str", required=True),
        Parameter("section", "section", "body", "Section"),
        Parameter("words", "words", "body", "int", default=100),
        Parameter("scan", "scan", "body", "file?"),
        Parameter("due", "due", "body", "date?"),
    ),
    body=Body("Draft", batch="required"),
    response="Article",
    file_fields=("scan",),
    chunked=Chunked(field="scan", operation="scans.create", send_as="upload"),
)

RECEIVE: Operation[Mail | None] = Operation(
    name="articles.receive",
    method="POST",
    path="articles/{id}/mail/",
    retry="unsafe",
    parameters=(Parameter("id", "id", "path", "int", required=True),),
    body=Body("Mail", batch="optional"),
    response="Mail?",
)

JUDGE: Operation[builtins.list[Json]] = Operation(
    name="articles.judge",
    method="PUT",
    path="articles/judge/",
    retry="idempotent",
    body=Body("json"),
    response="list[json]",
)

BURN: Operation[None] = Operation(
    name="articles.burn",
    method="DELETE",
    path="articles/{id}/",
    retry="idempotent",
    parameters=(Parameter("id", "id", "path", "int", required=True),),
    status=204,
)

READ: Operation[str] = Operation(
    name="articles.read",
    method="GET",
    path="articles/{id}/read/",
    retry="safe",
    parameters=(
        Parameter("id", "id", "path", "int", required=True),
        Parameter("slowly", "slowly", "query", "bool"),
    ),
    response="str",
    stream="lines",
)


class Articles(Resource):
    """Articles, long and short."""

    def list(
        self,
        *,
        section: Sequence[SectionLike] | None = None,
        since: date | None = None,
        self_: bool | None = None,
        builtins: int | None = None,
    ) -> Pager[Article]:
        """All articles.

        Args:
            section: In these.
            since: Since.
            self_: One's own.
            builtins: Sent as `builtins` in the query.

        Returns:
            A lazy list: nothing is sent until it is read. Each row: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._client.pages(LIST, {"section": section, "since": since, "self_": self_, "builtins": builtins})

    def all(self) -> Pager[Article]:
        """Call `articles.all`.

        Returns:
            A lazy list: nothing is sent until it is read. Each row: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._client.pages(ALL, {})

    def page(self) -> Pager[Article]:
        """Call `articles.page`.

        Returns:
            A lazy list: nothing is sent until it is read. Each row: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._client.pages(PAGE, {})

    def get(self, id: int | str, *, language: str, x_desk: str | None = None) -> Article:
        """One article.

        Args:
            id: Sent as `id` in the path.
            language: In which language.
            x_desk: Who asks.

        Returns:
            One article. Its text may be long, and what is said of it too, so that a line ends before the
            sentence does and the next begins.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(GET, {"id": id, "language": language, "x_desk": x_desk})

    @overload
    def create(self, body: Draft, *, in_chunks: bool | None = None) -> Article: ...
    @overload
    def create(
        self,
        *,
        title: str,
        section: SectionLike | Unset = UNSET,
        words: int = 100,
        scan: FileContent | Unset | None = UNSET,
        due: date | Unset | None = UNSET,
        in_chunks: bool | None = None,
    ) -> Article: ...
    def create(
        self,
        body: Draft | Unset = UNSET,
        *,
        title: str | Unset = UNSET,
        section: SectionLike | Unset = UNSET,
        words: int | Unset = UNSET,
        scan: FileContent | Unset | None = UNSET,
        due: date | Unset | None = UNSET,
        in_chunks: bool | None = None,
    ) -> Article:
        """Write one.

        Args:
            body: All that is sent, as a model. Give it, or the keywords below.
            title: Its headline.
            section: Where it shall stand.
            words: How many.
            scan: Its picture.
            due: When it is due, if ever.
            in_chunks: Whether the file travels in chunks, ahead of the rest. By default its size decides.

        Returns:
            One article. Its text may be long, and what is said of it too, so that a line ends before the
            sentence does and the next begins.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(
            CREATE,
            {"title": title, "section": section, "words": words, "scan": scan, "due": due, "in_chunks": in_chunks},
            body,
        )

    def import_all(self, items: Sequence[Draft]) -> builtins.list[Article]:
        """Write several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One answer for each item, in the same order. One article. Its text may be long, and what is said
            of it too, so that a line ends before the sentence does and the next begins.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call_many(IMPORT_ALL, {}, items)

    def receive(self, id: int, body: Mail) -> Mail | None:
        """Take in mail.

        Args:
            id: Sent as `id` in the path.
            body: What to send.

        Returns:
            What readers send.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(RECEIVE, {"id": id}, body)

    def receive_many(self, id: int, items: Sequence[Mail]) -> builtins.list[Mail | None]:
        """Take in mail.

        Args:
            id: Sent as `id` in the path.
            items: What to send, all in one request.

        Returns:
            One answer for each item, in the same order. What readers send.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call_many(RECEIVE, {"id": id}, items)

    def judge(self, body: Json) -> builtins.list[Json]:
        """Say anything.

        Args:
            body: What to send.

        Returns:
            What the backend answers.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return self._client.call(JUDGE, {}, body)

    def burn(self, id: int) -> None:
        """Call `articles.burn`.

        Args:
            id: Sent as `id` in the path.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        self._client.call(BURN, {"id": id})

    def read(self, id: int, *, slowly: bool | None = None) -> Generator[str]:
        """Read aloud.

        Args:
            id: Sent as `id` in the path.
            slowly: Sent as `slowly` in the query.

        Returns:
            The lines, as they come. Who leaves early closes them: `with closing(…)`.
        """
        return self._client.lines(READ, {"id": id, "slowly": slowly})


class AsyncArticles(AsyncResource):
    """Articles, long and short."""

    def list(
        self,
        *,
        section: Sequence[SectionLike] | None = None,
        since: date | None = None,
        self_: bool | None = None,
        builtins: int | None = None,
    ) -> AsyncPager[Article]:
        """All articles.

        Args:
            section: In these.
            since: Since.
            self_: One's own.
            builtins: Sent as `builtins` in the query.

        Returns:
            A lazy list: nothing is sent until it is read. Each row: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._client.pages(LIST, {"section": section, "since": since, "self_": self_, "builtins": builtins})

    def all(self) -> AsyncPager[Article]:
        """Call `articles.all`.

        Returns:
            A lazy list: nothing is sent until it is read. Each row: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._client.pages(ALL, {})

    def page(self) -> AsyncPager[Article]:
        """Call `articles.page`.

        Returns:
            A lazy list: nothing is sent until it is read. Each row: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._client.pages(PAGE, {})

    async def get(self, id: int | str, *, language: str, x_desk: str | None = None) -> Article:
        """One article.

        Args:
            id: Sent as `id` in the path.
            language: In which language.
            x_desk: Who asks.

        Returns:
            One article. Its text may be long, and what is said of it too, so that a line ends before the
            sentence does and the next begins.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(GET, {"id": id, "language": language, "x_desk": x_desk})

    @overload
    async def create(self, body: Draft, *, in_chunks: bool | None = None) -> Article: ...
    @overload
    async def create(
        self,
        *,
        title: str,
        section: SectionLike | Unset = UNSET,
        words: int = 100,
        scan: FileContent | Unset | None = UNSET,
        due: date | Unset | None = UNSET,
        in_chunks: bool | None = None,
    ) -> Article: ...
    async def create(
        self,
        body: Draft | Unset = UNSET,
        *,
        title: str | Unset = UNSET,
        section: SectionLike | Unset = UNSET,
        words: int | Unset = UNSET,
        scan: FileContent | Unset | None = UNSET,
        due: date | Unset | None = UNSET,
        in_chunks: bool | None = None,
    ) -> Article:
        """Write one.

        Args:
            body: All that is sent, as a model. Give it, or the keywords below.
            title: Its headline.
            section: Where it shall stand.
            words: How many.
            scan: Its picture.
            due: When it is due, if ever.
            in_chunks: Whether the file travels in chunks, ahead of the rest. By default its size decides.

        Returns:
            One article. Its text may be long, and what is said of it too, so that a line ends before the
            sentence does and the next begins.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(
            CREATE,
            {"title": title, "section": section, "words": words, "scan": scan, "due": due, "in_chunks": in_chunks},
            body,
        )

    async def import_all(self, items: Sequence[Draft]) -> builtins.list[Article]:
        """Write several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One answer for each item, in the same order. One article. Its text may be long, and what is said
            of it too, so that a line ends before the sentence does and the next begins.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call_many(IMPORT_ALL, {}, items)

    async def receive(self, id: int, body: Mail) -> Mail | None:
        """Take in mail.

        Args:
            id: Sent as `id` in the path.
            body: What to send.

        Returns:
            What readers send.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(RECEIVE, {"id": id}, body)

    async def receive_many(self, id: int, items: Sequence[Mail]) -> builtins.list[Mail | None]:
        """Take in mail.

        Args:
            id: Sent as `id` in the path.
            items: What to send, all in one request.

        Returns:
            One answer for each item, in the same order. What readers send.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call_many(RECEIVE, {"id": id}, items)

    async def judge(self, body: Json) -> builtins.list[Json]:
        """Say anything.

        Args:
            body: What to send.

        Returns:
            What the backend answers.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        return await self._client.call(JUDGE, {}, body)

    async def burn(self, id: int) -> None:
        """Call `articles.burn`.

        Args:
            id: Sent as `id` in the path.

        Raises:
            ClientError: The backend refused the call, or could not be reached.
        """
        await self._client.call(BURN, {"id": id})

    def read(self, id: int, *, slowly: bool | None = None) -> AsyncGenerator[str]:
        """Read aloud.

        Args:
            id: Sent as `id` in the path.
            slowly: Sent as `slowly` in the query.

        Returns:
            The lines, as they come. Who leaves early closes them: `async with aclosing(…)`.
        """
        return self._client.lines(READ, {"id": id, "slowly": slowly})
