"""A library, which the mock is tested with: numbered pages, two credentials, forms and chunked uploads."""

from __future__ import annotations

from .generated import examples_of, generated

SERVICE = generated("library")
EXAMPLES = examples_of(SERVICE)

UPLOAD = "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10"
NOVEL_MD5 = "0cc175b9c0f1b6a831c399e269772661"
BOOK = EXAMPLES["books.get"][0]["response"]
OTHER = EXAMPLES["books.create"][0]["response"]
CHAPTERS = EXAMPLES["books.get"][2]["response"]["chapters"]
