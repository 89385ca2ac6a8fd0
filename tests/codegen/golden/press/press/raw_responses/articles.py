# Generated from tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `articles`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from press.resources.articles import Articles, AsyncArticles


class RawArticles(RawView):
    """Methods of `articles`, which return the response too."""

    list = raw_pages(Articles.list)
    all = raw_pages(Articles.all)
    page = raw_pages(Articles.page)
    get = raw_method(Articles.get)
    create = raw_method(Articles.create)
    import_all = raw_method(Articles.import_all)
    receive = raw_method(Articles.receive)
    receive_many = raw_method(Articles.receive_many)
    judge = raw_method(Articles.judge)
    burn = raw_method(Articles.burn)


class AsyncRawArticles(RawView):
    """Methods of `articles`, which return the response too."""

    list = async_raw_pages(AsyncArticles.list)
    all = async_raw_pages(AsyncArticles.all)
    page = async_raw_pages(AsyncArticles.page)
    get = async_raw_method(AsyncArticles.get)
    create = async_raw_method(AsyncArticles.create)
    import_all = async_raw_method(AsyncArticles.import_all)
    receive = async_raw_method(AsyncArticles.receive)
    receive_many = async_raw_method(AsyncArticles.receive_many)
    judge = async_raw_method(AsyncArticles.judge)
    burn = async_raw_method(AsyncArticles.burn)
