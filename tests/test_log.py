"""Nothing secret and nothing forged stands in a log, in either format, at any level."""

import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import structlog

from app import log
from app.errors import Transient

FORMATS = pytest.mark.parametrize("format", ["console", "json"])
CANARY = "canary-4711"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Logging as the other tests expect it."""
    root, ours, access = logging.getLogger(), logging.getLogger(log.OURS), logging.getLogger("uvicorn.access")
    before = (root.handlers[:], root.level, ours.level, access.disabled)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    yield
    root.handlers[:], access.disabled = before[0], before[3]
    root.setLevel(before[1])
    ours.setLevel(before[2])
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def logged(format: str, level: str = "DEBUG") -> io.StringIO:
    stream = io.StringIO()
    log.configure("json" if format == "json" else "console", level, stream)
    return stream


def fail_with(secret: str) -> None:
    """A frame that holds the secret in a local, below a library's error that quotes it, below an error of our own."""
    value = secret
    try:
        try:
            raise ValueError(f"401 for Bearer {value}")
        except ValueError as error:
            error.add_note(f"the answer was {value}")
            raise OSError(value) from error
    except OSError as error:
        raise Transient("Jira did not answer", "Jira did not answer; I try again.") from error


@FORMATS
def test_an_error_tells_where_and_what_class_but_never_a_value(format: str) -> None:
    stream = logged(format)
    try:
        fail_with(CANARY)
    except Transient:
        structlog.get_logger("app.flow.look").exception("look failed", ticket="10021")
        logging.getLogger("some.library").exception("look failed")
    said = stream.getvalue()
    assert "canary" not in said
    assert said.count("builtins.ValueError") == said.count("builtins.OSError") == 2
    assert "app.errors.Transient: Jira did not answer" in said
    assert "in fail_with" in said


@FORMATS
def test_an_error_in_the_middle_of_another_is_told_with_it(format: str) -> None:
    stream = logged(format)
    try:
        try:
            raise KeyError(CANARY)
        except KeyError:
            raise RuntimeError(CANARY)  # noqa: B904
    except RuntimeError:
        structlog.get_logger("app").exception("failed")
    assert "canary" not in stream.getvalue()
    assert stream.getvalue().index("builtins.KeyError") < stream.getvalue().index("builtins.RuntimeError")


@FORMATS
@pytest.mark.parametrize(
    "name",
    [
        "jira",
        "urllib3.connectionpool",
        "requests",
        "httpx",
        "httpcore.http11",
        "onepassword",
        "asyncio",
        "sqlalchemy.engine",
    ],
)
def test_a_library_is_heard_from_warning_on_whatever_the_level(
    format: str, name: str, request: pytest.FixtureRequest
) -> None:
    stream = logged(format, "DEBUG")
    library = logging.getLogger(name)
    request.addfinalizer(partial(library.setLevel, library.level))
    for opened in (logging.NOTSET, logging.DEBUG):
        library.setLevel(opened)
        library.info("Authorization: %s", CANARY)
        library.debug("Authorization: %s", CANARY)
    assert stream.getvalue() == ""
    library.warning("heard")
    assert "heard" in stream.getvalue()


@pytest.mark.parametrize(("level", "heard"), [("DEBUG", 4), ("INFO", 3), ("WARNING", 2), ("ERROR", 1)])
def test_the_level_is_for_our_own_lines(level: str, heard: int) -> None:
    stream = logged("json", level)
    ours = structlog.get_logger("app.flow.worker")
    for say in (ours.debug, ours.info, ours.warning, ours.error):
        say("a line")
    assert len(stream.getvalue().splitlines()) == heard


def test_requests_to_us_are_not_logged_by_the_server() -> None:
    stream = logged("json", "DEBUG")
    logging.getLogger("uvicorn.access").warning("GET /oidc/callback?code=%s", CANARY)
    assert stream.getvalue() == ""


def test_a_json_line_has_its_values_by_name() -> None:
    stream = logged("json", "INFO")
    structlog.contextvars.bind_contextvars(look="7f")
    structlog.get_logger("app.flow.look").info("looked", ticket="10021", words="a\x1b[2Jb\u202e\nc")
    line = json.loads(stream.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "looked",
        "level": "info",
        "logger": "app.flow.look",
        "look": "7f",
        "ticket": "10021",
        "words": "a\x1b[2Jb\u202e\nc",
    }
    assert stream.getvalue().isascii()


@pytest.mark.parametrize(
    "hidden", ["\x1b[2J", "\x07", "\x9b31m", "\r", "\n", "\u202e", "\u200b", "\u2028", "\u2066", "\ufeff"]
)
def test_a_tickets_words_cannot_move_a_terminal_or_forge_a_line(hidden: str) -> None:
    stream = logged("console", "INFO")
    structlog.get_logger("app").info(f"a{hidden}b", words=f"c{hidden}d", lists=[f"e{hidden}f"])
    assert stream.getvalue().count("\n") == 1
    assert hidden[0] not in stream.getvalue().removesuffix("\n")


@FORMATS
def test_an_error_that_nobody_catches_is_told_the_same_way(format: str) -> None:
    stream = logged(format)
    thread = threading.Thread(target=fail_with, args=(CANARY,))
    thread.start()
    thread.join()
    try:
        fail_with(CANARY)
    except Transient as error:
        sys.excepthook(type(error), error, error.__traceback__)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _Untidy()
    said = stream.getvalue()
    assert "uncaught in a thread" in said
    assert "uncaught while tidying up" in said
    assert said.count("app.errors.Transient: Jira did not answer") == 3
    assert "canary" not in said


class _Untidy:
    def __del__(self) -> None:
        fail_with(CANARY)


class _Unspeakable:
    def __repr__(self) -> str:
        raise TypeError("this is never shown")


@FORMATS
def test_a_value_that_refuses_to_be_shown_costs_the_line_and_nothing_else(format: str) -> None:
    stream = logged(format)
    structlog.get_logger("app").info("here it is", value=_Unspeakable(), beside=CANARY)
    assert "could not be written" in stream.getvalue()
    assert "canary" not in stream.getvalue()


HARDENED = """
import ctypes, os, resource, sys
from app.process import harden
harden()
open(sys.argv[1], "w").close()
core = resource.getrlimit(resource.RLIMIT_CORE)
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
print(oct(os.stat(sys.argv[1]).st_mode & 0o777), core, dumpable)
"""


def test_a_hardened_process_leaves_no_core_and_no_file_for_others(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HARDENED, str(tmp_path / "made")]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)  # noqa: S603
    assert shown.stdout == "0o600 (0, 0) 0\n"
