# Generated from tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `articles`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from press.resources.articles import Articles, AsyncArticles


class RawArticles(RawView):
    """Methods of `articles`, which return the response too."""

    def __init__(self, articles: Articles) -> None:
        """Take the methods that end with a response."""
        self.list = raw_pages(articles.list)
        self.all = raw_pages(articles.all)
        self.page = raw_pages(articles.page)
        self.get = raw_method(articles.get)
        self.create = raw_method(articles.create)
        self.import_all = raw_method(articles.import_all)
        self.receive = raw_method(articles.receive)
        self.receive_many = raw_method(articles.receive_many)
        self.judge = raw_method(articles.judge)
        self.burn = raw_method(articles.burn)


class AsyncRawArticles(RawView):
    """Methods of `articles`, which return the response too."""

    def __init__(self, articles: AsyncArticles) -> None:
        """Take the methods that end with a response."""
        self.list = async_raw_pages(articles.list)
        self.all = async_raw_pages(articles.all)
        self.page = async_raw_pages(articles.page)
        self.get = async_raw_method(articles.get)
        self.create = async_raw_method(articles.create)
        self.import_all = async_raw_method(articles.import_all)
        self.receive = async_raw_method(articles.receive)
        self.receive_many = async_raw_method(articles.receive_many)
        self.judge = async_raw_method(articles.judge)
        self.burn = async_raw_method(articles.burn)
