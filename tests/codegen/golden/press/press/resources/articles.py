# Generated from tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""Articles, long and short."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from press.operations.articles import ALL, BURN, CREATE, GET, IMPORT_ALL, JUDGE, LIST, PAGE, READ, RECEIVE

if TYPE_CHECKING:
    import builtins
    from collections.abc import AsyncGenerator, Generator, Sequence
    from datetime import date

    from synapse_runtime import AsyncPager, FileContent, Json, Pager, Unset

    from press.models.articles import Article, Brief, Draft, Mail, SectionLike


class Articles(Resource):
    """Articles, long and short."""

    def list(
        self,
        *,
        section: Sequence[SectionLike] | None = None,
        since: date | None = None,
        self_: bool | None = None,
        builtins: int | None = None,
        page_size: int | None = None,
    ) -> Pager[Article]:
        """All articles.

        Args:
            section: In these.
            since: Since.
            self_: One's own.
            builtins: Sent as `builtins` in the query.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._pages(LIST, {"section": section, "since": since, "self_": self_, "builtins": builtins}, page_size)

    def all(self, *, page_size: int | None = None) -> Pager[Article]:
        """Call `articles.all`.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._pages(ALL, {}, page_size)

    def page(self, *, page_size: int | None = None) -> Pager[Article]:
        """Call `articles.page`.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._pages(PAGE, {}, page_size)

    def get(self, id: int | str, *, language: str, x_desk: str | None = None) -> Article:
        """One article.

        Args:
            id: Sent as `id` in the path.
            language: In which language.
            x_desk: Who asks.

        Returns:
            One article. Its text may be long, and what is said of it too, so that a line ends before the
            sentence does and the next begins.
        """
        return self._call(GET, {"id": id, "language": language, "x_desk": x_desk})

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
            body: The whole body, as a model. Pass either this or the keywords below.
            title: Its headline.
            section: Where it shall stand.
            words: How many.
            scan: Its picture.
            due: When it is due, if ever.
            in_chunks: Whether to upload the file in chunks, ahead of the rest. None: its size decides.

        Returns:
            One article. Its text may be long, and what is said of it too, so that a line ends before the
            sentence does and the next begins.
        """
        return self._call(
            CREATE,
            {"title": title, "section": section, "words": words, "scan": scan, "due": due, "in_chunks": in_chunks},
            body,
        )

    def import_all(self, items: Sequence[Brief]) -> builtins.list[Article]:
        """Write several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One article. Its text may be long, and what is said
            of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._call_many(IMPORT_ALL, {}, items)

    def receive(self, id: int, body: Mail) -> Mail | None:
        """Take in mail.

        Args:
            id: Sent as `id` in the path.
            body: What to send.

        Returns:
            What readers send.
        """
        return self._call(RECEIVE, {"id": id}, body)

    def receive_many(self, id: int, items: Sequence[Mail]) -> builtins.list[Mail | None]:
        """Take in mail.

        Args:
            id: Sent as `id` in the path.
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. What readers send.
        """
        return self._call_many(RECEIVE, {"id": id}, items)

    def judge(self, body: Json) -> builtins.list[Json]:
        """Say anything.

        Args:
            body: What to send.
        """
        return self._call(JUDGE, {}, body)

    def burn(self, id: int) -> None:
        """Call `articles.burn`.

        Args:
            id: Sent as `id` in the path.
        """
        self._call(BURN, {"id": id})

    def read(self, id: int, *, slowly: bool | None = None) -> Generator[str]:
        """Read aloud.

        Args:
            id: Sent as `id` in the path.
            slowly: Sent as `slowly` in the query.

        Returns:
            The lines, as they come. Close them if you leave early: `with closing(…)`.
        """
        return self._lines(READ, {"id": id, "slowly": slowly})


class AsyncArticles(AsyncResource):
    """Articles, long and short."""

    def list(
        self,
        *,
        section: Sequence[SectionLike] | None = None,
        since: date | None = None,
        self_: bool | None = None,
        builtins: int | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[Article]:
        """All articles.

        Args:
            section: In these.
            since: Since.
            self_: One's own.
            builtins: Sent as `builtins` in the query.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._pages(LIST, {"section": section, "since": since, "self_": self_, "builtins": builtins}, page_size)

    def all(self, *, page_size: int | None = None) -> AsyncPager[Article]:
        """Call `articles.all`.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._pages(ALL, {}, page_size)

    def page(self, *, page_size: int | None = None) -> AsyncPager[Article]:
        """Call `articles.page`.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One article. Its text may be long, and
            what is said of it too, so that a line ends before the sentence does and the next begins.
        """
        return self._pages(PAGE, {}, page_size)

    async def get(self, id: int | str, *, language: str, x_desk: str | None = None) -> Article:
        """One article.

        Args:
            id: Sent as `id` in the path.
            language: In which language.
            x_desk: Who asks.

        Returns:
            One article. Its text may be long, and what is said of it too, so that a line ends before the
            sentence does and the next begins.
        """
        return await self._call(GET, {"id": id, "language": language, "x_desk": x_desk})

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
            body: The whole body, as a model. Pass either this or the keywords below.
            title: Its headline.
            section: Where it shall stand.
            words: How many.
            scan: Its picture.
            due: When it is due, if ever.
            in_chunks: Whether to upload the file in chunks, ahead of the rest. None: its size decides.

        Returns:
            One article. Its text may be long, and what is said of it too, so that a line ends before the
            sentence does and the next begins.
        """
        return await self._call(
            CREATE,
            {"title": title, "section": section, "words": words, "scan": scan, "due": due, "in_chunks": in_chunks},
            body,
        )

    async def import_all(self, items: Sequence[Brief]) -> builtins.list[Article]:
        """Write several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One article. Its text may be long, and what is said
            of it too, so that a line ends before the sentence does and the next begins.
        """
        return await self._call_many(IMPORT_ALL, {}, items)

    async def receive(self, id: int, body: Mail) -> Mail | None:
        """Take in mail.

        Args:
            id: Sent as `id` in the path.
            body: What to send.

        Returns:
            What readers send.
        """
        return await self._call(RECEIVE, {"id": id}, body)

    async def receive_many(self, id: int, items: Sequence[Mail]) -> builtins.list[Mail | None]:
        """Take in mail.

        Args:
            id: Sent as `id` in the path.
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. What readers send.
        """
        return await self._call_many(RECEIVE, {"id": id}, items)

    async def judge(self, body: Json) -> builtins.list[Json]:
        """Say anything.

        Args:
            body: What to send.
        """
        return await self._call(JUDGE, {}, body)

    async def burn(self, id: int) -> None:
        """Call `articles.burn`.

        Args:
            id: Sent as `id` in the path.
        """
        await self._call(BURN, {"id": id})

    def read(self, id: int, *, slowly: bool | None = None) -> AsyncGenerator[str]:
        """Read aloud.

        Args:
            id: Sent as `id` in the path.
            slowly: Sent as `slowly` in the query.

        Returns:
            The lines, as they come. Close them if you leave early: `async with aclosing(…)`.
        """
        return self._lines(READ, {"id": id, "slowly": slowly})
