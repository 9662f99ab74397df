"""Where everything that is logged in a run goes, so that it can be searched for what must not stand in it."""

import contextlib
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import structlog

from app import log


@contextlib.contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Everything that Keydesk logs goes into the file; afterwards logging is as it was."""
    root, ours = logging.getLogger(), logging.getLogger(log.OURS)
    structured = structlog.get_config()
    before = list(root.handlers), root.level, ours.level, sys.excepthook, sys.unraisablehook, threading.excepthook
    with path.open("a") as stream:
        log.configure("json", "DEBUG", stream)
        try:
            yield
        finally:
            structlog.configure(**structured)
            root.handlers[:] = before[0]
            root.setLevel(before[1])
            ours.setLevel(before[2])
            sys.excepthook, sys.unraisablehook, threading.excepthook = before[3:]
