"""Gates that a test can close, to make the server slow at a chosen place."""

import time
import uuid

from django.conf import settings
from django.core.files.storage import FileSystemStorage

TICK = 0.005  # seconds


def is_closed(name):
    """Return whether the test keeps a gate closed."""
    return (settings.FOLDER / "gates" / f"{name}.closed").exists()


def pass_gate(name):
    """Wait while a gate is closed; a file tells the test that a request waits."""
    if is_closed(name):
        waiting = settings.FOLDER / "gates" / f"{name}.waiting-{uuid.uuid4().hex}"
        waiting.touch()
        while is_closed(name):
            time.sleep(TICK)
        waiting.unlink()


class GatedStorage(FileSystemStorage):
    """Passes a gate before it creates, appends to, or reads an upload (for its checksum)."""

    def _save(self, name, content):
        pass_gate("create")
        return super()._save(name, content)

    def _open(self, name, mode="rb"):
        pass_gate("append" if "a" in mode else "checksum")
        return super()._open(name, mode)
