"""Serializer fields."""

import base64
import binascii
import mimetypes
import re
import uuid

from django.core.files.base import ContentFile
from rest_framework import serializers


class MediaField(serializers.FileField):
    """A file, shown as its path on this server."""

    def to_representation(self, value):
        return value.url if value else None


class DataURIField(MediaField):
    """A file inside JSON, as a data URI."""

    pattern = re.compile(r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(;[\w=.-]+)*;base64,(?P<content>.*)", re.DOTALL)

    def to_internal_value(self, data):
        match = self.pattern.fullmatch(data) if isinstance(data, str) else None
        if match is None:
            raise serializers.ValidationError("Not a base64 data URI.")
        try:
            content = base64.b64decode(match["content"], validate=True)
        except binascii.Error as error:
            raise serializers.ValidationError("Not valid base64.") from error
        suffix = mimetypes.guess_extension(match["type"] or "text/plain") or ""
        return ContentFile(content, name=f"{uuid.uuid4().hex}{suffix}")


class JobNumber(serializers.Field):
    """The ID of a job: a number, or a UUID as a string."""

    def to_internal_value(self, data):
        return str(data)

    def to_representation(self, value):
        return int(value) if value.isdecimal() else value


class PluginField(serializers.PrimaryKeyRelatedField):
    """A plugin by its ID or its code."""

    def to_internal_value(self, data):
        plugin = None if str(data).isdecimal() else self.get_queryset().filter(code=data).first()
        return plugin or super().to_internal_value(data)


class JobField(serializers.PrimaryKeyRelatedField):
    """A job by its ID."""

    def __init__(self, **options):
        super().__init__(pk_field=JobNumber(), **options)
