"""From texts to safe HTML and Markdown: the inline Markdown of a spec, and highlighted code.

A spec may hold anything. What is not `code`, **bold** or a [link](https://…) shows as it stands.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from attrs import frozen
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_INLINE: Final = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>[^*\n]+)\*\*"
    r"|\[(?P<text>[^\]\n]+)\]\((?P<url>(?:https?://|\.\./|#)[^\s()<>\"']+)\)"
)

_LANGUAGES: Final[Mapping[str, re.Pattern[str]]] = {
    "python": re.compile(
        r"(?P<c>#[^\n]*)"
        r"|(?P<s>\b[rbf]{0,2}(?:\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
        r"|\"\"\"[\s\S]*?\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
        r"|\b(?P<k>and|as|assert|async|await|break|class|continue|def|del|elif|else|except|False|finally|for|from|if"
        r"|import|in|is|lambda|None|not|or|pass|raise|return|True|try|while|with|yield)\b"
        r"|\b(?P<n>\d[\d_.]*)\b"
        r"|\b(?P<f>[A-Za-z_]\w*)(?=\()"
    ),
    "json": re.compile(
        r"(?P<p>\"(?:[^\"\\]|\\.)*\")(?=\s*:)"
        r"|(?P<s>\"(?:[^\"\\]|\\.)*\")"
        r"|(?P<n>-?\b\d[\d.eE+-]*)|\b(?P<k>true|false|null)\b"
    ),
    "yaml": re.compile(
        r"(?P<c>(?:(?<=\s)|^)#[^\n]*)|(?P<s>\"[^\"\n]*\"|'[^'\n]*')|(?P<p>[\w.-]+)(?=:(?:\s|$))"
        r"|\b(?P<k>true|false|null)\b|\b(?P<n>\d[\d.]*)\b",
        re.MULTILINE,
    ),
    "console": re.compile(
        r"(?P<c>(?:(?<=\s)|^)#[^\n]*)|(?P<s>\"[^\"]*\"|'(?:[^']|'\\'')*')|(?P<p>(?<=\s)-{1,2}[A-Za-z][\w-]*)"
        r"|(?P<k>^(?:\$ )?[\w.-]+)|(?P<n>\$\w+)",
        re.MULTILINE,
    ),
}
"""Language of code to what is highlighted in it: comments, strings, keywords, numbers, functions, properties."""

_SYNONYMS: Final = {"py": "python", "pycon": "python", "sh": "console", "bash": "console", "shell": "console"}


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
    """Code, and the language it is in."""

    language: str
    source: str

    @property
    def html(self) -> Markup:
        """The code as HTML, with its parts in classes."""
        return highlight(self.source, self.language)


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


@cache
def highlight(source: str, language: str) -> Markup:
    """Return code as HTML. A language that is not known is escaped, and no more."""
    pattern = _LANGUAGES.get(_SYNONYMS.get(language, language))
    if pattern is None:
        return escape(source)
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(source):
        parts.append(escape(source[end : match.start()]))
        parts.append(f'<i class="{match.lastgroup}">{escape(match.group())}</i>')
        end = match.end()
    parts.append(escape(source[end:]))
    return Markup("".join(parts))  # noqa: S704 - each part is escaped
