# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""The methods of `Desk`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, raw_method

if TYPE_CHECKING:
    from press.old.desk.printing import Printing
    from press.old.desk.writing import Writing


class RawDesk(RawView):
    """The methods of `Desk`, which return the response too."""

    def __init__(self, writing: Writing, printing: Printing) -> None:
        """Take the methods that end with a response."""
        self.list_articles = raw_method(writing.list_articles)
        self.all_articles = raw_method(writing.all_articles)
        self.page_of_articles = raw_method(writing.page_of_articles)
        self.get_article = raw_method(writing.get_article)
        self.write = raw_method(writing.write)
        self.write_all = raw_method(writing.write_all)
        self.receive = raw_method(writing.receive)
        self.judge = raw_method(writing.judge)
        self.burn = raw_method(writing.burn)
        self.incinerate = raw_method(writing.incinerate)
        self.scan = raw_method(printing.scan)
