# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""The methods of `Desk`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, raw_method

from press.old.desk.printing import Printing
from press.old.desk.writing import Writing


class RawDesk(RawView):
    """The methods of `Desk`, which return the response too."""

    list_articles = raw_method(Writing.list_articles)
    all_articles = raw_method(Writing.all_articles)
    page_of_articles = raw_method(Writing.page_of_articles)
    get_article = raw_method(Writing.get_article)
    write = raw_method(Writing.write)
    write_all = raw_method(Writing.write_all)
    receive = raw_method(Writing.receive)
    judge = raw_method(Writing.judge)
    burn = raw_method(Writing.burn)
    scan = raw_method(Printing.scan)
    incinerate = burn
