"""Django settings. Those of a run come as JSON in the environment."""

import json
import os
from datetime import timedelta
from pathlib import Path

OPTIONS = json.loads(os.environ["REFERENCE"])
FOLDER = Path(OPTIONS["folder"])

SECRET_KEY = "only for tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "reference.urls"
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = None  # logs have files inside their JSON
MEDIA_ROOT = FOLDER / "media"
MEDIA_URL = "/media/"
LOGGING_CONFIG = None

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_chunked_upload",
    "reference",
]
MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS}  # tables straight from the models
MIDDLEWARE = ["reference.middleware.request_id", "django.middleware.common.CommonMiddleware"]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "db.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
        },
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "reference.access.AccessToken",
        "reference.access.AgentToken",
        "reference.access.LoginToken",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "LIST_SERIALIZER_ERRORS_AS_DICT": OPTIONS["list_errors_as_dict"],
}


def _upload_storage():
    from .gates import GatedStorage

    return GatedStorage()


DRF_CHUNKED_UPLOAD_ABSTRACT_MODEL = False
DRF_CHUNKED_UPLOAD_STORAGE_CLASS = _upload_storage
DRF_CHUNKED_UPLOAD_EXPIRATION_DELTA = timedelta(days=1)
DRF_CHUNKED_UPLOAD_MAX_BYTES = OPTIONS["max_upload"]
