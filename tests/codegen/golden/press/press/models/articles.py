# Generated from tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""Models of articles."""

from __future__ import annotations

import builtins
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from synapse_runtime import (
    UNSET,
    DataUri,
    Discriminator,
    FileContent,
    FileUrls,
    Json,
    Model,
    Secret,
    UnknownValue,
    Unset,
    model,
)


class Section(StrEnum):
    """Where it stands.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    FRONT = "front"
    """On the front page."""
    BACK = "back"
    VALUE_2ND_SECTION_OF_THE_PAPER_WITH_A_NAME_THAT_IS_FAR_TOO_LONG_FOR_ANY_LINE_THAT_A_PERSON_WOULD_LIKE_TO_READ = (
        "2nd section of the paper with a name that is far too long for any line that a person would like to read"
    )
    """Far in."""
    SAYING = 'say "what"\\'
    """A \\ and a "quote\""""


SectionLike: TypeAlias = (
    Section
    | Literal[
        "front",
        "back",
        "2nd section of the paper with a name that is far too long for any line that a person would like to read",
        'say "what"\\',
    ]
    | str
)
"""What callers may pass for `Section`."""


class Mood(StrEnum):
    """Values of `Mood`.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    UP = "up"
    DOWN = "down"


MoodLike: TypeAlias = Mood | Literal["up", "down"] | str
"""What callers may pass for `Mood`."""


@model
class Article(Model):
    """One article. Its text may be long, and what is said of it too, so that a line ends before the sentence
    does and the next begins.

    A second paragraph: 한글은 두 칸을 차지하므로 줄을 나눌 때 너비를 따로 계산해야 하고 그래서 이 문장은 조금
    길게 썼습니다.
    """

    id: int | builtins.str
    """Its ID."""
    type: Section | UnknownValue
    """Where it stands."""
    list: builtins.list[builtins.str] | Unset = UNSET
    """Hides the built-in type from what follows."""
    str: builtins.str | Unset | None = UNSET
    """And this one, too."""
    tags: dict[builtins.str, builtins.list[int | None]] | Unset = UNSET
    mood: Mood | builtins.str | None = "up"
    """How it sounds."""
    scan: Annotated[builtins.str | Unset, FileUrls()] = UNSET
    """Its picture."""
    any: Json | Unset = UNSET
    """Anything."""
    written: datetime | Unset = UNSET
    """When."""
    source: Annotated[UUID | Unset, Secret()] = UNSET
    """Who told."""
    ratio: float = 0.5
    options: dict[builtins.str, Json] = {"deep": [1, None, True], "it's": 'a "word"'}
    """Set."""


@model
class Draft(Model):
    """A `Draft`."""

    title: builtins.str
    """Its headline."""
    section: Section | builtins.str | Unset = UNSET
    """Where it shall stand."""
    words: int = 100
    """How many."""
    scan: FileContent | Unset | None = UNSET
    """Its picture."""
    due: date | Unset | None = UNSET
    """When it is due, if ever."""


@model
class Brief(Model):
    """A `Brief`."""

    title: builtins.str
    """Its headline."""
    due: date | Unset | None = UNSET
    """When it is due, if ever."""


@model
class Letter(Model):
    """A letter to the editor."""

    kind: builtins.str
    text: builtins.str
    """What it says."""


@model
class Note(Model):
    """A short one."""

    kind: builtins.str
    photo: DataUri | Unset = UNSET


Mail: TypeAlias = Annotated[
    "Letter | Note", Discriminator("Mail", "kind", {"letter": "Letter", "note": "Note", "post-it": "Note"})
]
"""What readers send.

Told apart by `kind`."""
