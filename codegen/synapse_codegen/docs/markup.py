"""From texts to safe HTML and Markdown: the inline Markdown of a spec.

A spec may hold anything. What is not `code`, **bold** or a [link](https://…) shows as it stands.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from attrs import frozen
from markupsafe import Markup, escape

_INLINE: Final = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>[^*\n]+)\*\*"
    r"|\[(?P<text>[^\]\n]+)\]\((?P<url>(?:https?://|\.\./|#)[^\s()<>\"']+)\)"
)


@frozen
class Text:
    """A text of the spec, in the inline Markdown that the spec language has."""

    source: str

    def __bool__(self) -> bool:
        return bool(self.source)

    @property
    def html(self) -> Markup:
        """The text as HTML, in one line."""
        return inline(" ".join(self.source.split()))

    @property
    def paragraphs(self) -> list[Markup]:
        """Its paragraphs as HTML."""
        return [inline(" ".join(part.split())) for part in self.source.split("\n\n") if part.strip()]

    @property
    def md(self) -> str:
        """The text as Markdown in one line, in which nothing is HTML."""
        return to_markdown(" ".join(self.source.split()))

    @property
    def md_paragraphs(self) -> list[str]:
        """Its paragraphs as Markdown."""
        return [to_markdown(" ".join(part.split())) for part in self.source.split("\n\n") if part.strip()]


@frozen
class Code:
    """Code, and the language it is in; scripts of the page highlight it."""

    language: str
    source: str


@cache  # both languages, models and operations say the same again and again
def inline(text: str) -> Markup:
    """Return a text as HTML: code, bold and links are marked up, all else is escaped."""
    parts: list[Markup] = []
    end = 0
    for match in _INLINE.finditer(text):
        parts.append(escape(text[end : match.start()]))
        end = match.end()
        if match["code"]:
            parts.append(Markup("<code>{}</code>").format(match["code"]))
        elif match["bold"]:
            parts.append(Markup("<strong>{}</strong>").format(match["bold"]))
        else:
            parts.append(Markup('<a href="{}">{}</a>').format(match["url"], match["text"]))
    return Markup("").join([*parts, escape(text[end:])])


@cache
def to_markdown(text: str) -> str:
    """Return a text as Markdown: outside of code, `<` is escaped."""
    pieces = re.split(r"(`[^`\n]+`)", text)
    return "".join(piece if index % 2 else piece.replace("<", r"\<") for index, piece in enumerate(pieces))
